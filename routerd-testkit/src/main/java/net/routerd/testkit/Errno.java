package net.routerd.testkit;

/** The error numbers with which Linux refuses changes and probes (asm-generic/errno.h). */
public enum Errno {
  /** No privilege for it. */
  EPERM(1, "Operation not permitted"),
  /** The rule to delete or the route to change is not there. */
  ENOENT(2, "No such file or directory"),
  /** The route to delete is not there. */
  ESRCH(3, "No such process"),
  /** Interrupted; to be tried again. */
  EINTR(4, "Interrupted system call"),
  /** No memory for it. */
  ENOMEM(12, "Cannot allocate memory"),
  /** The route forbids it: a prohibit route. */
  EACCES(13, "Permission denied"),
  /** Somebody else is at it; to be tried again. */
  EBUSY(16, "Device or resource busy"),
  /** The place is taken. */
  EEXIST(17, "File exists"),
  /** There is no such device. */
  ENODEV(19, "No such device"),
  /** The request makes no sense; also the answer of a blackhole route. */
  EINVAL(22, "Invalid argument"),
  /** The kernel cannot do that. */
  EOPNOTSUPP(95, "Operation not supported"),
  /** The address is not on this machine. */
  EADDRNOTAVAIL(99, "Cannot assign requested address"),
  /** The device is down. */
  ENETDOWN(100, "Network is down"),
  /** There is no route. */
  ENETUNREACH(101, "Network is unreachable"),
  /** The receive buffer overflowed. */
  ENOBUFS(105, "No buffer space available"),
  /** There is no way to the host. */
  EHOSTUNREACH(113, "No route to host");

  private final int number;
  private final String words;

  Errno(int number, String words) {
    this.number = number;
    this.words = words;
  }

  /**
   * Returns the number.
   *
   * @return such as 101
   */
  public int number() {
    return number;
  }

  /**
   * Returns what strerror(3) says.
   *
   * @return such as {@code Network is unreachable}
   */
  public String words() {
    return words;
  }
}
