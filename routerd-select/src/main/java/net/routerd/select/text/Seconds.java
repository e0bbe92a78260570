package net.routerd.select.text;

/** Times that run down, for people. */
public final class Seconds {

  private static final long TENTH = 100_000_000;

  private Seconds() {}

  /**
   * Writes a time, rounded up to tenths of a second, so that what is left is never said to be over.
   *
   * @param nanos nanoseconds, zero or more
   * @return such as {@code 12.3s} or {@code 30s}
   */
  public static String text(long nanos) {
    long tenths = nanos / TENTH + (nanos % TENTH > 0 ? 1 : 0);
    return tenths % 10 == 0 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
  }
}
