package net.routerd.linux.internal.ffm;

import java.util.concurrent.atomic.AtomicBoolean;

/** The owner of one open descriptor: closes it once, whoever asks and however often. */
public final class Fd implements AutoCloseable {

  private final FileCalls libc;
  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Takes an open descriptor over.
   *
   * @param libc closes it
   * @param number the descriptor, 0 or more
   */
  public Fd(FileCalls libc, int number) {
    if (number < 0) {
      throw new IllegalArgumentException("not a descriptor: " + Errno.text(-number));
    }
    this.libc = libc;
    this.number = number;
  }

  /**
   * Returns the descriptor's number, for a call.
   *
   * @return the number
   * @throws IllegalStateException if it was closed: the number may be another file's by now
   */
  public int number() {
    if (closed.get()) {
      throw new IllegalStateException("descriptor " + number + " was closed");
    }
    return number;
  }

  /**
   * Tells whether it is open.
   *
   * @return false once {@link #close} was called
   */
  public boolean isOpen() {
    return !closed.get();
  }

  /** Closes the descriptor; calling it again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      libc.close(number);
    }
  }

  @Override
  public String toString() {
    return "fd " + number + (closed.get() ? " (closed)" : "");
  }
}
