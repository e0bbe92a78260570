package net.routerd.linux.internal.rtnl.route;

import java.nio.ByteBuffer;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlWriter;

/** Reads and writes {@link RouteMessage}. */
public final class RouteCodec {

  private static final int FIXED = 12;

  private RouteCodec() {}

  /**
   * Reads a message.
   *
   * @param message of type {@code RTM_*ROUTE}
   * @return the route
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public static RouteMessage decode(NlMessage message) {
    ByteBuffer fixed = message.fixed(FIXED, "struct rtmsg");
    int at = fixed.position();
    return new RouteMessage(
        fixed.get(at) & 0xFF,
        fixed.get(at + 1) & 0xFF,
        fixed.get(at + 2) & 0xFF,
        fixed.get(at + 3) & 0xFF,
        fixed.get(at + 4) & 0xFF,
        fixed.get(at + 5) & 0xFF,
        fixed.get(at + 6) & 0xFF,
        fixed.get(at + 7) & 0xFF,
        Integer.toUnsignedLong(fixed.getInt(at + 8)),
        message.attributesAfter(FIXED));
  }

  /**
   * Writes a message's body.
   *
   * @param route the route
   * @return the bytes behind the message header
   */
  public static byte[] encode(RouteMessage route) {
    return new NlWriter()
        .u8(route.family(), route.destinationLength(), route.sourceLength(), route.tos())
        .u8(route.headerTable(), route.protocol(), route.scope(), route.type())
        .u32(route.flags())
        .attributes(route.attributes())
        .toBytes();
  }
}
