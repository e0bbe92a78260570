package net.routerd.select.choose;

import java.util.Map;

/**
 * How long a candidate must still be ready before it may displace a ready one (SEL-4).
 *
 * @param spanNanos the policy's span, in nanoseconds
 * @param candidates what is remembered of each candidate, this decision included
 * @param nowNanos the time of the decision, on the monotonic clock
 */
record Hysteresis(long spanNanos, Map<String, CandidateMemory> candidates, long nowNanos) {

  /**
   * Returns the time that is left; of one that is not ready, the time from when it will be.
   *
   * @return nanoseconds; zero or less: it need not wait
   */
  long waitNanos(Contender contender) {
    CandidateMemory memory =
        candidates.getOrDefault(contender.candidate().name(), CandidateMemory.NEW);
    if (memory.freshness() != Freshness.SPENT) {
      return 0;
    }
    return memory.readySince().isPresent()
        ? memory.readySince().getAsLong() + spanNanos - nowNanos
        : spanNanos;
  }

  /** Tells whether the time of a candidate that is ready has begun and is not over. */
  boolean isRunning(Contender contender) {
    return contender.readiness().ready() && waitNanos(contender) > 0;
  }
}
