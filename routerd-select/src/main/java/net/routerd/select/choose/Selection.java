package net.routerd.select.choose;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.routerd.select.explain.Explanation;

/**
 * The choice of one policy.
 *
 * @param selected the candidate that carries the traffic, empty if none can
 * @param held whether it is held although its verdict is Unknown (SEL-1)
 * @param explanations one for each candidate, in the order of the configuration
 * @param memory what to remember
 * @param wakeUpNanos when time alone may change the choice, on the monotonic clock
 * @param ticking whether the explanations show how much of a time is left, and so are others at any
 *     other time
 */
public record Selection(
    Optional<Contender> selected,
    boolean held,
    List<Explanation> explanations,
    PolicyMemory memory,
    OptionalLong wakeUpNanos,
    boolean ticking) {}
