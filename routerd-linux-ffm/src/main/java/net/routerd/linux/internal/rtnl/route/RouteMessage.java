package net.routerd.linux.internal.rtnl.route;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;

/**
 * A route on the wire: {@code struct rtmsg} and its attributes (rtnetlink(7)), read in their place
 * without a copy. There may be a million of them, so one of these reads all, one after the other;
 * what it tells is of the last, as long as the bytes stay.
 */
public final class RouteMessage {

  private static final int FIXED = 12;

  /** Where the value of an attribute stands; at 0 no value can. */
  private static final class Span {
    private int at;
    private int length;

    void set(int start, int bytes) {
      at = start;
      length = bytes;
    }

    boolean isThere() {
      return at != 0;
    }
  }

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int fixed;
  private int end;
  private final Span destination = new Span();
  private final Span gateway = new Span();
  private final Span via = new Span();
  private final Span preferredSource = new Span();
  private boolean multipath;
  private boolean through;
  private long table;
  private RouteTable lastTable = RouteTable.MAIN;
  private long priority;
  private long nextHop;
  private int outDevice;

  /** Makes one that has read nothing yet. */
  public RouteMessage() {}

  /**
   * Reads a message.
   *
   * @param message of type {@code RTM_*ROUTE}
   * @return the route
   * @throws NlParseException if it is cut off
   */
  public static RouteMessage of(NlMessage message) {
    ByteBuffer body = message.body();
    return new RouteMessage().read(body, body.position(), body.limit());
  }

  /**
   * Reads the message that a walk stands on.
   *
   * @param frames the walk, on a message of type {@code RTM_*ROUTE}
   * @return this
   * @throws NlParseException if it is cut off
   */
  public RouteMessage read(NlFrames frames) {
    return read(frames.datagram(), frames.bodyStart(), frames.bodyEnd());
  }

  private RouteMessage read(ByteBuffer datagram, int from, int to) {
    if (to - from < FIXED) {
      throw new NlParseException("struct rtmsg of 12 bytes", to - from + " bytes", from);
    }
    bytes = datagram;
    fixed = from;
    end = to;
    destination.set(0, 0);
    gateway.set(0, 0);
    via.set(0, 0);
    preferredSource.set(0, 0);
    multipath = false;
    through = false;
    table = u8(4);
    priority = 0;
    nextHop = 0;
    outDevice = 0;
    for (int at = from + FIXED; at < to; ) {
      int length = to - at < Nl.ATTRIBUTE_HEADER_BYTES ? 0 : datagram.getShort(at) & 0xFFFF;
      if (length < Nl.ATTRIBUTE_HEADER_BYTES || length > to - at) {
        throw new NlParseException("an attribute of 4 to " + (to - at), length + " bytes", at);
      }
      take(
          datagram.getShort(at + 2) & Nl.TYPE_MASK,
          at + Nl.ATTRIBUTE_HEADER_BYTES,
          length - Nl.ATTRIBUTE_HEADER_BYTES);
      at += Nl.align(length);
    }
    return this;
  }

  // Of several the last counts, as the kernel takes them.
  private void take(int type, int at, int length) {
    switch (type) {
      case RouteAttributes.DESTINATION -> destination.set(at, length);
      case RouteAttributes.GATEWAY -> gateway.set(at, length);
      case RouteAttributes.VIA -> via.set(at + 2, length - 2); // struct rtvia: its family first
      case RouteAttributes.PREFERRED_SOURCE -> preferredSource.set(at, length);
      case RouteAttributes.MULTIPATH -> multipath = true;
      case RouteAttributes.TABLE -> table = u32(type, at, length);
      case RouteAttributes.PRIORITY -> priority = u32(type, at, length);
      case RouteAttributes.OUT_DEVICE -> outDevice = (int) u32(type, at, length);
      case RouteAttributes.NEXTHOP_ID -> {
        nextHop = u32(type, at, length);
        through = true;
      }
      default -> {}
    }
  }

  private long u32(int type, int at, int length) {
    if (length < Integer.BYTES) {
      throw new NlParseException("attribute " + type + " of 4 bytes", length + " bytes", at);
    }
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  private int u8(int offset) {
    return bytes.get(fixed + offset) & 0xFF;
  }

  /**
   * Returns the family.
   *
   * @return {@code AF_*}
   */
  public int family() {
    return u8(0);
  }

  /**
   * Returns the length of the destination.
   *
   * @return bits
   */
  public int destinationLength() {
    return u8(1);
  }

  /**
   * Returns the length of the source, for IPv6 source-specific routes.
   *
   * @return bits
   */
  public int sourceLength() {
    return u8(2);
  }

  /**
   * Returns the type of service.
   *
   * @return 0 to 255
   */
  public int tos() {
    return u8(3);
  }

  /**
   * Returns who installed it.
   *
   * @return the protocol number
   */
  public int protocol() {
    return u8(5);
  }

  /**
   * Returns how far the destination is.
   *
   * @return {@code RT_SCOPE_*}
   */
  public int scope() {
    return u8(6);
  }

  /**
   * Returns what the route does.
   *
   * @return {@code RTN_*}
   */
  public int type() {
    return u8(7);
  }

  /**
   * Tells whether one of some flags is set.
   *
   * @param flags {@code RTM_F_*} and {@code RTNH_F_*}
   * @return true if one is
   */
  public boolean has(long flags) {
    return (bytes.getInt(fixed + 8) & flags) != 0;
  }

  /**
   * Returns the routing table.
   *
   * @return 0 to 4294967295
   */
  public long table() {
    return table;
  }

  /**
   * Returns the routing table of the model, which routes that follow each other mostly share.
   *
   * @return the table
   */
  public RouteTable modelTable() {
    if (lastTable.id() != table) {
      lastTable = new RouteTable(table);
    }
    return lastTable;
  }

  /**
   * Returns the metric.
   *
   * @return 0 to 4294967295
   */
  public long priority() {
    return priority;
  }

  /**
   * Returns the outgoing device's number.
   *
   * @return the ifindex, 0 where there is none
   */
  public int outDevice() {
    return outDevice;
  }

  boolean isThrough() {
    return through;
  }

  long nextHop() {
    return nextHop;
  }

  /**
   * Tells whether the route has several next hops, listed apart.
   *
   * @return true if {@link Multipath} is to read them
   */
  public boolean isMultipath() {
    return multipath;
  }

  boolean hasDestination() {
    return destination.isThere();
  }

  /** Returns the destination's network; empty for a default route, or if it is no address. */
  Optional<IpAddress> destination() {
    return address(destination);
  }

  /**
   * Returns the first half of the destination's network.
   *
   * @return its bits, 0 with IPv4 and where there is none
   */
  public long destinationHigh() {
    return destination.length == 16 ? Families.network(bytes.getLong(destination.at)) : 0;
  }

  /**
   * Returns the other half of the destination's network, or an IPv4 network.
   *
   * @return its bits, 0 where there is none
   */
  public long destinationLow() {
    return switch (destination.length) {
      case 4 -> Integer.toUnsignedLong(Families.network(bytes.getInt(destination.at)));
      case 16 -> Families.network(bytes.getLong(destination.at + 8));
      default -> 0;
    };
  }

  boolean hasGateway() {
    return gateway.isThere() || via.isThere();
  }

  /**
   * Returns the next router, of either family.
   *
   * @return its address; empty where there is none, or none that the model knows
   */
  public Optional<IpAddress> gateway() {
    return address(gateway.isThere() ? gateway : via);
  }

  /**
   * Tells whether the next router is a certain one, without making an address of it.
   *
   * @param router its address; empty for none
   * @return true if {@link #gateway} would return an equal one
   */
  public boolean isVia(Optional<IpAddress> router) {
    Span span = gateway.isThere() ? gateway : via;
    return router.isPresent()
        ? Families.isAddress(bytes, span.at, span.length, router.get())
        : gateway().isEmpty();
  }

  Optional<IpAddress> preferredSource() {
    return address(preferredSource);
  }

  private Optional<IpAddress> address(Span span) {
    return Families.address(bytes, span.at, span.length);
  }

  /** Returns all attributes, those of unknown types too. */
  NlAttrs attributes() {
    ByteBuffer row = bytes.duplicate().order(bytes.order());
    return NlAttrs.parse(row.limit(end).position(fixed + FIXED));
  }
}
