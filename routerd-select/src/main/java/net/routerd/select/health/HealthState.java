package net.routerd.select.health;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.status.Reason;

/**
 * What is remembered of one check between decisions.
 *
 * @param spec the check that the rest was learnt with (HC-11)
 * @param verdict the latched verdict
 * @param reason why the verdict is what it is
 * @param passed probes that passed in a row
 * @param failed probes that failed in a row
 * @param generation counts the paths; results of an earlier one are dropped (HC-8)
 * @param pin the path of this generation, empty before the first
 * @param pathSeen whether the kernel was ever read to hold the path of this generation
 * @param lastSequence the last result that was folded
 * @param last the last result of this generation
 * @param evidence the last result that passed on this device
 * @param lastResultLoopNanos when that was, on the clock of the probe loop (HC-3)
 * @param firstProbeNanos when the first probe of this generation started, on the monotonic clock
 *     (SEL-1)
 * @param lastChecked when a result last came, by the wall clock
 * @param lastTransition when the verdict last changed, by the wall clock
 */
public record HealthState(
    HealthCheck spec,
    Verdict verdict,
    Reason reason,
    int passed,
    int failed,
    long generation,
    Optional<CheckPath.Pin> pin,
    boolean pathSeen,
    long lastSequence,
    Optional<ProbeResult> last,
    Optional<ProbeResult> evidence,
    long lastResultLoopNanos,
    OptionalLong firstProbeNanos,
    Optional<Instant> lastChecked,
    Optional<Instant> lastTransition) {

  static HealthState fresh(HealthCheck spec) {
    return new HealthState(
        spec,
        Verdict.UNKNOWN,
        Reason.NOT_PROBED_YET,
        0,
        0,
        0,
        Optional.empty(),
        false,
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Returns the phase that people see (HC-1).
   *
   * @return Unknown, Passing, Healthy, Failing or Unhealthy
   */
  public String phase() {
    if (failed > 0 && verdict != Verdict.UNHEALTHY) {
      return "Failing";
    }
    return passed > 0 && verdict != Verdict.HEALTHY ? "Passing" : verdict.toString();
  }

  /**
   * Tells whether the same follows from this state as from another one, whatever comes next but a
   * result, as long as neither is stale: only what probes told differs, and no verdict by it.
   *
   * @param other a state of the same check
   * @return true if all is equal but results, their counts and their times
   */
  public boolean isJudgedLike(HealthState other) {
    HealthState told =
        new HealthState(
            spec,
            verdict,
            reason,
            other.passed,
            other.failed,
            generation,
            pin,
            pathSeen,
            other.lastSequence,
            other.last,
            other.evidence,
            other.lastResultLoopNanos,
            firstProbeNanos,
            other.lastChecked,
            lastTransition);
    return told.equals(other);
  }

  /**
   * Returns when the verdict is forgotten unless a result comes (HC-3).
   *
   * @return the first instant at which it is stale, on the clock of the probe loop
   */
  public long staleAtLoopNanos() {
    return lastResultLoopNanos + HealthFold.staleAfterNanos(spec) + 1;
  }
}
