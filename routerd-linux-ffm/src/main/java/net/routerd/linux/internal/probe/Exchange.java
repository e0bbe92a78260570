package net.routerd.linux.internal.probe;

import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;

/**
 * What a probe says and hears on its pinned socket, by protocol; then what the next one does, so
 * that a probe need not make anything. Called on the loop's thread; no method blocks.
 */
interface Exchange {

  /** Is told how an exchange ended, once for each that was started, within a call of it. */
  @FunctionalInterface
  interface End {

    /**
     * Takes the end.
     *
     * @param outcome how it ended
     * @param rttNanos the time to the answer in nanoseconds, 0 where there was none
     */
    void ended(ProbeOutcome outcome, long rttNanos);
  }

  /**
   * Sends the first packet of a probe, on a socket that was opened for it.
   *
   * @param request the probe
   */
  void start(ProbeRequest request);

  /**
   * Does what can be done now: reads whatever lies in the socket, sends what follows from it.
   * Called when the socket is ready, and a last time before a timeout is counted (HC-9).
   */
  void proceed();

  /**
   * Returns what the exchange waits for.
   *
   * @return {@code EPOLL*} bits
   */
  int interest();
}
