package net.routerd.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import net.routerd.samples.benchmarks.Figures.Unit;
import org.junit.jupiter.api.Test;

/** The table says what was measured, and no more. */
class TableTest {

  private static Figures figures(double... values) {
    Figures figures = new Figures();
    for (double value : values) {
      figures.add(value);
    }
    return figures;
  }

  @Test
  void shows_the_median_with_the_least_and_the_greatest_and_judges_by_the_median() {
    Row row =
        Row.atLeast(
            "P1",
            "install",
            figures(500e3, 630e3, 610e3),
            "C",
            figures(650e3, 600e3, 700e3),
            Unit.PER_SECOND,
            0.9);

    assertThat(row)
        .hasToString(
            "| P1 | install | 610k/s (500k/s to 630k/s) | C | 650k/s (600k/s to 700k/s) | 0.94"
                + " | ≥ 0.90 | yes |");
  }

  @Test
  void a_time_that_is_too_long_does_not_meet_its_target() {
    Row row =
        Row.atMost("P6", "carrier", figures(900e3), "C", figures(300e3, 400e3), Unit.NANOS, 2);

    assertThat(row.met()).contains(false);
    assertThat(row.toString()).contains("900 us (900 us to 900 us)", "350 us", "2.57", "**no**");
  }

  @Test
  void a_peer_that_is_missing_is_named_with_how_to_get_it_and_nothing_is_judged() {
    Row row = Row.missing("P9", "icmp", "fping", "apt-get install fping");

    assertThat(row)
        .hasToString("| P9 | icmp |  | fping | missing: apt-get install fping |  |  |  |");
  }

  @Test
  void every_line_has_as_many_cells_as_the_head() {
    Row row = Row.only("P10", "idle", figures(1), Unit.COUNT);
    String head = Row.HEAD.lines().findFirst().orElseThrow();

    assertThat(row.toString().chars().filter(c -> c == '|').count())
        .isEqualTo(head.chars().filter(c -> c == '|').count());
  }
}
