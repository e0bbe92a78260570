package net.routerd.linux.internal.netlink;

/** What became of a request. */
public sealed interface NlOutcome {

  /**
   * The kernel acknowledged or refused it.
   *
   * @param error errno 0 for an acknowledgement
   */
  record Answered(NlError error) implements NlOutcome {}

  /**
   * The kernel answered with a message.
   *
   * @param message the answer, valid until the next use of the conversation
   */
  record Told(NlMessage message) implements NlOutcome {}

  /**
   * No answer came: it may have been done or not, and only reading back tells.
   *
   * @param why such as {@code no answer in 5 s}
   */
  record Unknown(String why) implements NlOutcome {}
}
