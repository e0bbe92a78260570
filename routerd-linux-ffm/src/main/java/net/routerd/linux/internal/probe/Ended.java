package net.routerd.linux.internal.probe;

import net.routerd.model.probe.ProbeOutcome;

/**
 * The end of an exchange.
 *
 * @param outcome how it ended
 * @param rttNanos the time to the answer in nanoseconds, 0 where there was none
 */
record Ended(ProbeOutcome outcome, long rttNanos) {

  static Ended without(ProbeOutcome.Kind kind, String detail) {
    return new Ended(new ProbeOutcome(kind, detail), 0);
  }
}
