package net.routerd.select.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("REF-6 a cell becomes stale at the first of the times that it asked for")
class DeadlinesTest {

  private final Graph graph = new Graph();
  private final Deadlines deadlines = new Deadlines();
  private final Cell<String> one = cell();
  private final Cell<String> other = cell();

  private Cell<String> cell() {
    return new Cell<>(graph) {
      @Override
      String work() {
        return "";
      }

      @Override
      void doubted() {}
    };
  }

  @Test
  void aLaterTimeChangesNothing() {
    deadlines.add(one, 10);
    deadlines.add(one, 20);

    assertThat(deadlines.first()).hasValue(10);
    assertThat(deadlines.due(10)).containsExactly(one);
    assertThat(deadlines.first()).isEmpty();
  }

  @Test
  void anEarlierTimeTakesThePlace() {
    deadlines.add(one, 20);
    deadlines.add(one, 10);

    assertThat(deadlines.due(10)).containsExactly(one);
    assertThat(deadlines.due(20)).isEmpty();
    assertThat(deadlines.first()).isEmpty();
  }

  @Test
  void ofEqualTimesNoneIsLost() {
    deadlines.add(other, 10);
    deadlines.add(one, 10);

    assertThat(deadlines.due(9)).isEmpty();
    assertThat(deadlines.due(10)).containsExactly(other, one);
  }

  @Test
  void theClockMayWrapAround() {
    deadlines.add(one, Long.MIN_VALUE + 5);
    deadlines.add(other, Long.MAX_VALUE - 5);
    deadlines.add(other, Long.MIN_VALUE + 1);

    assertThat(deadlines.first()).hasValue(Long.MAX_VALUE - 5);
    assertThat(deadlines.due(Long.MAX_VALUE)).containsExactly(other);
    assertThat(deadlines.due(Long.MIN_VALUE + 5)).containsExactly(one);
  }
}
