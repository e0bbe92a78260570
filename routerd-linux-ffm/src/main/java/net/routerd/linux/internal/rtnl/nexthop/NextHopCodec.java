package net.routerd.linux.internal.rtnl.nexthop;

import java.nio.ByteBuffer;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlWriter;

/** Reads and writes {@link NextHopMessage}. */
public final class NextHopCodec {

  private static final int FIXED = 8;

  private NextHopCodec() {}

  /**
   * Reads a message.
   *
   * @param message of type {@code RTM_*NEXTHOP}
   * @return the object
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public static NextHopMessage decode(NlMessage message) {
    ByteBuffer fixed = message.fixed(FIXED, "struct nhmsg");
    int at = fixed.position();
    return new NextHopMessage(
        fixed.get(at) & 0xFF,
        fixed.get(at + 1) & 0xFF,
        fixed.get(at + 2) & 0xFF,
        Integer.toUnsignedLong(fixed.getInt(at + 4)),
        message.attributesAfter(FIXED));
  }

  /**
   * Writes a message's body.
   *
   * @param hop the object
   * @return the bytes behind the message header
   */
  public static byte[] encode(NextHopMessage hop) {
    return new NlWriter()
        .u8(hop.family(), hop.scope(), hop.protocol(), 0)
        .u32(hop.flags())
        .attributes(hop.attributes())
        .toBytes();
  }
}
