package net.routerd.linux.internal.probe;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;

/**
 * What a probe says and hears, by protocol, on a pinned socket; then what the next one does, so
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

  /** Returns its own socket, which it need not have open. */
  PinnedSocket socket();

  /**
   * Opens and pins a socket for a probe, or finds one that others have left or share.
   *
   * @param request the probe
   * @return the problem, after which none is open
   */
  default Optional<ProbeOutcome> open(ProbeRequest request) {
    return socket().open(request, Exchanges.kinds(request.check()));
  }

  /**
   * Sends the first packet of a probe, on the socket that it was given.
   *
   * @param request the probe
   */
  void start(ProbeRequest request);

  /**
   * Does what can be done now: reads whatever lies in the socket, sends what follows from it.
   * Called when the socket is ready, and a last time before a timeout is counted (HC-9).
   *
   * @param ready what the socket is ready for, {@code EPOLL*} bits; 0 if it was not asked
   */
  void proceed(int ready);

  /**
   * Returns what the exchange waits for on its own socket.
   *
   * @return {@code EPOLL*} bits; 0 if it shares one, whose owner has it proceed
   */
  int interest();

  /**
   * Returns the local address.
   *
   * @return empty as long as none is known
   */
  default Optional<IpAddress> source() {
    return socket().source();
  }

  /** Lets go of what the probe holds; calling it again does nothing. */
  default void close() {
    socket().close();
  }
}
