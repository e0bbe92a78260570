package net.routerd.linux.internal.netlink;

import java.util.OptionalInt;

/** What became of a request. */
public sealed interface NlOutcome {

  /**
   * The kernel acknowledged or refused it.
   *
   * @param error errno 0 for an acknowledgement
   */
  record Answered(NlError error) implements NlOutcome {}

  /** The kernel acknowledged it, without a word. */
  Answered ACKNOWLEDGED =
      new Answered(new NlError(0, "", OptionalInt.empty(), OptionalInt.empty()));

  /**
   * Reads an acknowledgement or refusal; nearly all are acknowledgements without a word.
   *
   * @param at on a message of type {@code NLMSG_ERROR}
   * @return what it says
   */
  static Answered answer(NlFrames at) {
    boolean plain =
        (at.flags() & Nl.ACK_TLVS) == 0
            && at.bodyEnd() - at.bodyStart() >= Integer.BYTES
            && at.datagram().getInt(at.bodyStart()) == 0;
    return plain ? ACKNOWLEDGED : new Answered(NlError.parse(at.message()));
  }

  /**
   * The kernel answered with a message.
   *
   * @param at a walk that stands on the answer, until the next use of the conversation
   */
  record Told(NlFrames at) implements NlOutcome {}

  /**
   * No answer came: it may have been done or not, and only reading back tells.
   *
   * @param why such as {@code no answer in 5 s}
   */
  record Unknown(String why) implements NlOutcome {}
}
