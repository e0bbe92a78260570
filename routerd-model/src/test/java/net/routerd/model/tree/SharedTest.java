package net.routerd.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Values that are equal")
class SharedTest {

  private final Shared shared = new Shared();

  @Test
  @DisplayName("are one object while they are remembered")
  void one() {
    Duration first = shared.one(Duration.ofSeconds(5));

    assertThat(shared.one(Duration.ofSeconds(5))).isSameAs(first);
  }

  @Test
  @DisplayName("stay what they are, however many there are")
  void many() {
    assertThat(IntStream.range(0, 100_000).mapToObj(i -> shared.one(text(i))))
        .containsExactlyElementsOf(IntStream.range(0, 100_000).mapToObj(SharedTest::text).toList());
  }

  private static String text(int i) {
    return "name-" + i % 7000; // more than are remembered
  }
}
