package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Leaves out steps while a scenario still shows its defect: halves first, then single ones. */
final class Shrinking {

  private static final int MOST_RUNS = 400;

  private final Function<Scenario, Optional<Violation>> run;
  private int runs;

  Shrinking(Function<Scenario, Optional<Violation>> run) {
    this.run = run;
  }

  Scenario shrink(Scenario scenario) {
    List<Timed> steps = new ArrayList<>(scenario.steps());
    for (int size = Math.max(1, steps.size() / 2); size > 0; size /= 2) {
      for (int at = 0; at < steps.size() && runs < MOST_RUNS; ) {
        List<Timed> fewer = without(steps, at, Math.min(at + size, steps.size()));
        runs++;
        if (run.apply(scenario.with(fewer)).isPresent()) {
          steps = fewer;
        } else {
          at += size;
        }
      }
    }
    return scenario.with(steps);
  }

  /** Leaves some out, with the time before them. */
  private static List<Timed> without(List<Timed> steps, int from, int to) {
    List<Timed> fewer = new ArrayList<>(steps.subList(0, from));
    fewer.addAll(steps.subList(to, steps.size()));
    return fewer;
  }
}
