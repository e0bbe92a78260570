package net.routerd.linux.internal.rtnl.addr;

import java.nio.ByteBuffer;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlWriter;

/** Reads and writes {@link AddressMessage}. */
public final class AddressCodec {

  private static final int FIXED = 8;

  private AddressCodec() {}

  /**
   * Reads a message.
   *
   * @param message of type {@code RTM_*ADDR}
   * @return the address; what stands in its attributes is gone with the message's bytes
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public static AddressMessage decode(NlMessage message) {
    int at = message.demand(FIXED, "struct ifaddrmsg");
    ByteBuffer fixed = message.body();
    return new AddressMessage(
        fixed.get(at) & 0xFF,
        fixed.get(at + 1) & 0xFF,
        fixed.get(at + 2) & 0xFF,
        fixed.get(at + 3) & 0xFF,
        fixed.getInt(at + 4),
        message.attributesInPlace(FIXED));
  }

  /**
   * Writes a message's body.
   *
   * @param address the address
   * @return the bytes behind the message header
   */
  public static byte[] encode(AddressMessage address) {
    return new NlWriter()
        .u8(address.family(), address.prefixLength(), address.headerFlags(), address.scope())
        .u32(address.device())
        .attributes(address.attributes())
        .toBytes();
  }
}
