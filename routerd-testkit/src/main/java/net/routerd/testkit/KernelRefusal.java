package net.routerd.testkit;

/** The fake kernel refuses a change, as Linux would. */
public final class KernelRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The error number. */
  private final Errno errno;

  /** The kernel's own words, or empty. */
  private final String text;

  KernelRefusal(Errno errno, String text) {
    super(errno + " (" + errno.number() + "), " + (text.isEmpty() ? errno.words() : text));
    this.errno = errno;
    this.text = text;
  }

  KernelRefusal(Errno errno) {
    this(errno, "");
  }

  /**
   * Returns the error number.
   *
   * @return such as ENETUNREACH
   */
  public Errno errno() {
    return errno;
  }

  /**
   * Returns the kernel's own words (extended acknowledgement).
   *
   * @return such as {@code Nexthop has invalid gateway}, or empty where Linux gives none
   */
  public String text() {
    return text;
  }
}
