package net.routerd.linux.internal.netlink;

/** What was received does not hold what its format promises. */
public final class NlParseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What should be there. */
  private final String wanted;

  /** What is there. */
  private final String found;

  /** The byte of the datagram, from 0. */
  private final int atByte;

  /**
   * Makes one.
   *
   * @param wanted what should be there
   * @param found what is there
   * @param atByte at which byte of the datagram, from 0
   */
  public NlParseException(String wanted, String found, int atByte) {
    super("netlink: wanted " + wanted + ", found " + found + ", at byte " + atByte);
    this.wanted = wanted;
    this.found = found;
    this.atByte = atByte;
  }

  /**
   * Returns what should be there.
   *
   * @return such as {@code a message header of 16 bytes}
   */
  public String wanted() {
    return wanted;
  }

  /**
   * Returns what is there.
   *
   * @return such as {@code 3 bytes}
   */
  public String found() {
    return found;
  }

  /**
   * Returns the place.
   *
   * @return the byte of the datagram, from 0
   */
  public int atByte() {
    return atByte;
  }
}
