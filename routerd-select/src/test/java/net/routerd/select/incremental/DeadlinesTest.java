package net.routerd.select.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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
  void whatAsksForLaterBeforeItsTimeWaitsOnlyForThat() {
    deadlines.add(one, 10);
    deadlines.pause(one);
    assertThat(deadlines.first()).isEmpty();
    deadlines.add(one, 10);
    deadlines.pause(one);
    deadlines.add(one, 30);
    deadlines.add(other, 20);

    assertThat(deadlines.first()).hasValue(20);
    assertThat(deadlines.due(29)).containsExactly(other);
    assertThat(deadlines.due(30)).containsExactly(one);
  }

  @Property
  @Label(
      "REF-6 the first is the least of the times that cells wait for, whatever they asked before")
  void isTheLeast(@ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> steps) {
    List<Cell<String>> cells = List.of(cell(), cell(), cell(), cell());
    Map<Cell<?>, Long> waiting = new HashMap<>();
    long now = 0;
    for (int step : steps) {
      Cell<String> cell = cells.get(step % 4);
      switch (step / 4 % 5) {
        case 0, 1 -> {
          long at = now + 1 + step / 20;
          deadlines.add(cell, at);
          waiting.merge(cell, at, Math::min);
        }
        case 2 -> {
          deadlines.pause(cell);
          waiting.remove(cell);
        }
        case 3 -> {
          deadlines.remove(cell);
          waiting.remove(cell);
        }
        default -> {
          now += step / 20;
          long then = now;
          Set<Cell<?>> due = new HashSet<>();
          waiting.forEach(
              (waits, at) -> {
                if (at <= then) {
                  due.add(waits);
                }
              });
          assertThat(new HashSet<>(deadlines.due(now))).isEqualTo(due);
          waiting.keySet().removeAll(due);
        }
      }
      OptionalLong least = waiting.values().stream().mapToLong(at -> at).min();
      assertThat(deadlines.first()).isEqualTo(least);
    }
    cells.forEach(deadlines::remove);
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
