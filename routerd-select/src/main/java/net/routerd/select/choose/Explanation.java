package net.routerd.select.choose;

import java.util.OptionalLong;
import net.routerd.model.status.Reason;

/**
 * Why one candidate is selected, or why it is not and what would make it win (SEL-9).
 *
 * @param candidate the candidate's name
 * @param selected whether it carries the traffic
 * @param reason the reason
 * @param message the same for a person
 * @param remainingNanos how much of a hold or of a hysteresis span is left, in nanoseconds; empty
 *     where no time is waited for
 */
public record Explanation(
    String candidate,
    boolean selected,
    Reason reason,
    String message,
    OptionalLong remainingNanos) {}
