package net.routerd.model.probe;

/**
 * How a probe ended (HC-9).
 *
 * @param kind the typed outcome
 * @param detail for a person: the ICMP or errno cause in the kernel's words, the unexpected answer,
 *     or empty
 */
public record ProbeOutcome(Kind kind, String detail) {

  /** The kinds of outcome; the names are stable. */
  public enum Kind {
    /** The target answered as wanted. */
    PASSED("Passed"),
    /** No answer in time. */
    TIMEOUT("Timeout"),
    /** The target refused: a TCP reset or ICMP port unreachable. */
    REFUSED("Refused"),
    /** The network said that the target cannot be reached, by ICMP or errno. */
    UNREACHABLE("Unreachable"),
    /** The socket could not be bound to its device (HC-4). */
    PIN_FAILED("PinFailed"),
    /** The source address is not on this machine (HC-5). */
    SOURCE_ADDRESS_MISSING("SourceAddressMissing"),
    /** The target answered, but not as the protocol or the check wants. */
    PROTOCOL_ERROR("ProtocolError"),
    /** Not sent: the kernel has no route of ours for the path (PATH-2). No failure and no pass. */
    NO_PATH("NoPath");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /**
     * Returns the stable name.
     *
     * @return such as {@code SourceAddressMissing}
     */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Returns an outcome without detail.
   *
   * @param kind the kind
   * @return the outcome
   */
  public static ProbeOutcome of(Kind kind) {
    return new ProbeOutcome(kind, "");
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? kind.toString() : kind + " (" + detail + ")";
  }
}
