package net.routerd.model.route;

/** What the kernel does with a packet that a route matches (linux/rtnetlink.h, {@code RTN_*}). */
public enum RouteType {
  /** Forwards it. */
  UNICAST("unicast", 1),
  /** Drops it silently. */
  BLACKHOLE("blackhole", 6),
  /** Drops it and answers "host unreachable". */
  UNREACHABLE("unreachable", 7),
  /** Drops it and answers "administratively prohibited". */
  PROHIBIT("prohibit", 8);

  private final String text;
  private final int number;

  RouteType(String text, int number) {
    this.text = text;
    this.number = number;
  }

  /**
   * Returns the kernel's number.
   *
   * @return the value of {@code rtm_type}
   */
  public int number() {
    return number;
  }

  /**
   * Returns the name that configurations and {@code ip route} use.
   *
   * @return such as {@code blackhole}
   */
  @Override
  public String toString() {
    return text;
  }
}
