package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * The kernel's answer to a request: an acknowledgement or a refusal, with its own words where it
 * gives them (extended acknowledgement, linux/netlink.h {@code NLMSGERR_ATTR_*}).
 *
 * @param errno the error number, 0 for an acknowledgement
 * @param text the kernel's words, also for a warning beside an acknowledgement, or empty
 * @param offset the byte of the request that it did not like
 * @param missingType the attribute that it missed
 */
public record NlError(int errno, String text, OptionalInt offset, OptionalInt missingType) {

  private static final int ATTR_MSG = 1;
  private static final int ATTR_OFFS = 2;
  private static final int ATTR_MISS_TYPE = 5;

  /**
   * Reads an answer.
   *
   * @param message of type {@code NLMSG_ERROR} or {@code NLMSG_DONE}
   * @return the answer; the end of a dump that carries no error number is an acknowledgement
   * @throws NlParseException if the message is cut off
   */
  public static NlError parse(NlMessage message) {
    boolean done = message.header().type() == Nl.MSG_DONE;
    if (done && message.body().remaining() < 4) {
      return new NlError(0, "", OptionalInt.empty(), OptionalInt.empty());
    }
    ByteBuffer fixed = message.fixed(4, "an error number");
    int errno = -fixed.getInt(fixed.position());
    NlAttrs attributes =
        message.header().has(Nl.ACK_TLVS)
            ? message.attributesAfter(done ? 4 : 4 + echoed(message))
            : NlAttrs.NONE;
    return new NlError(
        errno,
        attributes.find(ATTR_MSG).map(NlAttr::text).orElse(""),
        number(attributes, ATTR_OFFS),
        number(attributes, ATTR_MISS_TYPE));
  }

  // NLM_F_CAPPED says that of the request only the header is repeated, whatever length that states.
  private static int echoed(NlMessage message) {
    if (message.header().has(Nl.CAPPED)) {
      return Nl.HEADER_BYTES;
    }
    ByteBuffer fixed = message.fixed(4 + Nl.HEADER_BYTES, "struct nlmsgerr");
    long length = Integer.toUnsignedLong(fixed.getInt(fixed.position() + 4));
    if (length < Nl.HEADER_BYTES || length > message.body().remaining() - 4) {
      throw new NlParseException(
          "the request of 16 to " + (message.body().remaining() - 4) + " bytes",
          Long.toString(length),
          fixed.position() + 4);
    }
    return (int) length;
  }

  private static OptionalInt number(NlAttrs attributes, int type) {
    return attributes.find(type).map(a -> OptionalInt.of(a.s32())).orElse(OptionalInt.empty());
  }
}
