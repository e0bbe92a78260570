package net.routerd.linux.internal.ffm;

import java.util.function.IntConsumer;

/**
 * Watches a descriptor, and when that has ended another one: made once, it can be started over and
 * over without making anything. On the loop's thread only.
 */
public final class Watch {

  private static final long NONE = 0;

  private final Epoll epoll;
  private final IntConsumer handler;
  private long token = NONE;

  Watch(Epoll epoll, IntConsumer handler) {
    this.epoll = epoll;
    this.handler = handler;
  }

  /**
   * Starts to watch.
   *
   * @param descriptor an open descriptor
   * @param interest {@code EPOLL*} bits
   * @throws net.routerd.spi.PlatformException if the kernel refuses
   */
  public void start(int descriptor, int interest) {
    if (token != NONE) {
      throw new IllegalStateException("descriptor " + (int) token + " is watched");
    }
    token = epoll.add(this, descriptor, interest);
  }

  /**
   * Changes what is waited for.
   *
   * @param interest {@code EPOLL*} bits
   */
  public void interest(int interest) {
    epoll.change(token, interest);
  }

  /** Stops; the descriptor is still open. Calling it again does nothing. */
  public void stop() {
    if (token != NONE) {
      epoll.delete(token);
      token = NONE;
    }
  }

  long token() {
    return token;
  }

  /**
   * Tells the handler that the descriptor is ready. The loop does, and who rehearses that.
   *
   * @param bits {@code EPOLL*} bits
   */
  public void ready(int bits) {
    handler.accept(bits);
  }
}
