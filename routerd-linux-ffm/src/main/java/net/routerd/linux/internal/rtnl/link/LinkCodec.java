package net.routerd.linux.internal.rtnl.link;

import net.routerd.linux.internal.netlink.NlWriter;

/** Writes {@link LinkMessage}; what the kernel tells is read by {@link LinkReader}. */
public final class LinkCodec {

  private LinkCodec() {}

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
