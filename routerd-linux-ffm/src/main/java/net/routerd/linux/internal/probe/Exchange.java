package net.routerd.linux.internal.probe;

import java.util.Optional;

/**
 * What one probe says and hears on its pinned socket, by protocol. Called on the loop's thread; no
 * method blocks.
 */
interface Exchange {

  /**
   * Sends the first packet.
   *
   * @return the end, if it is over already
   */
  Optional<Ended> start();

  /**
   * Does what can be done now: reads whatever lies in the socket, sends what follows from it.
   * Called when the socket is ready, and a last time before a timeout is counted (HC-9).
   *
   * @return the end, if it is over
   */
  Optional<Ended> proceed();

  /**
   * Returns what the exchange waits for.
   *
   * @return {@code EPOLL*} bits
   */
  int interest();
}
