package net.routerd.select.explain;

import java.util.List;
import java.util.OptionalLong;
import net.routerd.model.status.Reason;

/**
 * Why one candidate is selected, or why it is not and what would make it win (SEL-9).
 *
 * @param candidate the candidate's name
 * @param weight its weight
 * @param ready whether it could carry the traffic (RDY-1)
 * @param selected whether it carries the traffic
 * @param reason the reason
 * @param message the same for a person
 * @param remainingNanos how much of a hold or of a hysteresis span is left, in nanoseconds of the
 *     monotonic clock; empty where no time is waited for
 * @param counterfactuals the ways in which it would win, each sufficient alone, what it can do
 *     itself before what must happen to others; empty for the selected one and only for that. An
 *     operator's pin, which makes every ready candidate win, is not listed
 */
public record Explanation(
    String candidate,
    int weight,
    boolean ready,
    boolean selected,
    Reason reason,
    String message,
    OptionalLong remainingNanos,
    List<Counterfactual> counterfactuals) {

  /** Copies the list. */
  public Explanation {
    counterfactuals = List.copyOf(counterfactuals);
  }
}
