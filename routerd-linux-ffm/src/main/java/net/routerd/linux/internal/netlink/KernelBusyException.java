package net.routerd.linux.internal.netlink;

import net.routerd.spi.PlatformException;

/**
 * The kernel could not answer just now, for want of memory or time: what was asked may be again.
 */
public final class KernelBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final PlatformException failure;

  KernelBusyException(String tried, String answer) {
    this(new PlatformException(tried, answer, "the kernel is busy; try again"));
  }

  private KernelBusyException(PlatformException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  /**
   * Returns the same for those who will not try again.
   *
   * @return the failure
   */
  public PlatformException failure() {
    return failure;
  }
}
