package net.routerd.select;

import net.routerd.model.status.Reason;
import net.routerd.select.health.HealthState;

/** What the probes of a check say, for a person. */
final class HealthWords {

  private HealthWords() {}

  static String of(HealthState state) {
    String last = state.last().map(r -> ", last " + r.outcome()).orElse("");
    if (state.failed() > 0) {
      return state.failed()
          + " of "
          + state.spec().unhealthyThreshold()
          + " failed in a row"
          + last;
    }
    if (state.reason() == Reason.PASSING || state.passed() > 0) {
      return state.passed()
          + " passed in a row, "
          + state.spec().healthyThreshold()
          + " needed"
          + last;
    }
    return state.reason() + last;
  }
}
