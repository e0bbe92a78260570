package net.routerd.linux.internal.rtnl.link;

import java.nio.ByteBuffer;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlWriter;

/** Reads and writes {@link LinkMessage}. */
public final class LinkCodec {

  private static final int FIXED = 16;

  private LinkCodec() {}

  /**
   * Reads a message.
   *
   * @param message of type {@code RTM_*LINK}
   * @return the device; what stands in its attributes is gone with the message's bytes
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public static LinkMessage decode(NlMessage message) {
    int at = message.demand(FIXED, "struct ifinfomsg");
    ByteBuffer fixed = message.body();
    return new LinkMessage(
        fixed.get(at) & 0xFF,
        Short.toUnsignedInt(fixed.getShort(at + 2)),
        fixed.getInt(at + 4),
        Integer.toUnsignedLong(fixed.getInt(at + 8)),
        Integer.toUnsignedLong(fixed.getInt(at + 12)),
        message.attributesInPlace(FIXED));
  }

  /**
   * Writes a message's body.
   *
   * @param link the device
   * @return the bytes behind the message header
   */
  public static byte[] encode(LinkMessage link) {
    return new NlWriter()
        .u8(link.family(), 0)
        .u8(link.hardware() & 0xFF, link.hardware() >>> 8)
        .u32(link.index())
        .u32(link.flags())
        .u32(link.change())
        .attributes(link.attributes())
        .toBytes();
  }
}
