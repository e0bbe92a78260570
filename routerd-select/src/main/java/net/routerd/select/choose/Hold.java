package net.routerd.select.choose;

import java.util.OptionalLong;
import net.routerd.select.health.HealthFold;
import net.routerd.select.health.Judgement;

/**
 * The time in which a candidate that lost its verdict through no failure counts as what it was: the
 * selected one stays selected (SEL-1), and one that stands by in the kernel stays there (RT-11).
 *
 * @param sinceNanos when the verdict was lost, on the monotonic clock
 * @param firstProbeNanos when the first probe on its path started since then
 */
public record Hold(long sinceNanos, OptionalLong firstProbeNanos) {

  static Hold since(long nanos) {
    return new Hold(nanos, OptionalLong.empty());
  }

  /** Takes note of the first probe since it began. */
  Hold probed(Judgement health) {
    OptionalLong probe = health.firstProbeNanos();
    boolean first = firstProbeNanos.isEmpty() && probe.isPresent();
    return first && probe.getAsLong() - sinceNanos >= 0 ? new Hold(sinceNanos, probe) : this;
  }

  /** Returns when it is over, on the monotonic clock. */
  long endNanos(Judgement health) {
    return firstProbeNanos.orElse(sinceNanos) + HealthFold.failsAfterNanos(health.spec());
  }
}
