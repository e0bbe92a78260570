package net.routerd.linux.internal.rtnl.route;

import java.util.Optional;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;

/**
 * A route on the wire: {@code struct rtmsg} and its attributes (rtnetlink(7)).
 *
 * @param family {@code AF_*}
 * @param destinationLength bits of the destination
 * @param sourceLength bits of the source, for IPv6 source-specific routes
 * @param tos type of service
 * @param headerTable the low table number; {@link #table()} is the table
 * @param protocol who installed it
 * @param scope {@code RT_SCOPE_*}
 * @param type {@code RTN_*}
 * @param flags {@code RTM_F_*} and {@code RTNH_F_*}, unsigned
 * @param attributes in the order of the wire, the unknown too
 */
public record RouteMessage(
    int family,
    int destinationLength,
    int sourceLength,
    int tos,
    int headerTable,
    int protocol,
    int scope,
    int type,
    long flags,
    NlAttrs attributes) {

  /**
   * Returns the routing table.
   *
   * @return 0 to 4294967295
   */
  public long table() {
    return attributes.u32(RouteAttributes.TABLE, headerTable);
  }

  /**
   * Returns the metric.
   *
   * @return 0 to 4294967295
   */
  public long priority() {
    return attributes.u32(RouteAttributes.PRIORITY, 0);
  }

  /**
   * Returns the outgoing device's number.
   *
   * @return the ifindex, 0 where there is none
   */
  public int outDevice() {
    return (int) attributes.u32(RouteAttributes.OUT_DEVICE, 0);
  }

  /**
   * Returns the bytes of the next router's address, of either family.
   *
   * @return 4 or 16 bytes in network order, or empty
   */
  public Optional<byte[]> gateway() {
    return attributes
        .find(RouteAttributes.GATEWAY)
        .map(NlAttr::bytes)
        .or(() -> attributes.find(RouteAttributes.VIA).map(RouteMessage::viaAddress));
  }

  // struct rtvia: the family in 16 bits, then the address.
  private static byte[] viaAddress(NlAttr via) {
    byte[] address = new byte[via.buffer(2).remaining() - 2];
    via.buffer(2).get(2, address);
    return address;
  }

  /**
   * Tells whether a flag is set.
   *
   * @param flag the flag
   * @return true if it is set
   */
  public boolean has(long flag) {
    return (flags & flag) != 0;
  }
}
