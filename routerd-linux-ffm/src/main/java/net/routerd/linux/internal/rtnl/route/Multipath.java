package net.routerd.linux.internal.rtnl.route;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.IpAddress;

/** Reads the next hops of a multipath route; routerd installs none. */
public final class Multipath {

  // struct rtnexthop, linux/rtnetlink.h: length u16, flags u8, hops u8, ifindex s32.
  private static final int FIXED = 8;

  private Multipath() {}

  /**
   * One of several next hops.
   *
   * @param device the number of its device
   * @param gateway its router, empty for none
   * @param weight its share, 1 to 256
   * @param flags {@code RTNH_F_*}
   */
  public record Leg(int device, Optional<IpAddress> gateway, int weight, int flags) {
    boolean has(long flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * Reads the next hops of a route.
   *
   * @param route the route
   * @return the next hops in order, none for a route with one next hop or without
   * @throws NlParseException if one is cut off
   */
  public static List<Leg> legs(RouteMessage route) {
    return route.isMultipath()
        ? route.attributes().find(RouteAttributes.MULTIPATH).map(Multipath::legs).orElse(List.of())
        : List.of();
  }

  private static List<Leg> legs(NlAttr multipath) {
    ByteBuffer bytes = multipath.buffer(0);
    List<Leg> legs = new ArrayList<>();
    int at = 0;
    while (at < bytes.limit()) {
      int left = bytes.limit() - at;
      int length = left < FIXED ? left : Short.toUnsignedInt(bytes.getShort(at));
      if (length < FIXED || length > left) {
        throw new NlParseException(
            "struct rtnexthop of 8 to " + left + " bytes",
            Integer.toString(length),
            multipath.atByte() + at);
      }
      legs.add(leg(bytes.slice(at, length).order(bytes.order())));
      at += Nl.align(length);
    }
    return legs;
  }

  private static Leg leg(ByteBuffer leg) {
    NlAttrs attributes = NlAttrs.parse(leg.duplicate().order(leg.order()).position(FIXED));
    Optional<IpAddress> gateway =
        attributes.find(RouteAttributes.GATEWAY).flatMap(a -> Families.address(a.bytes()));
    return new Leg(leg.getInt(4), gateway, (leg.get(3) & 0xFF) + 1, leg.get(2) & 0xFF);
  }

  /** Puts next hops into the words of ip-route(8). */
  static String describe(List<Leg> legs, DeviceNames names) {
    return legs.stream()
        .map(
            leg ->
                "nexthop"
                    + leg.gateway().map(g -> " via " + g).orElse("")
                    + " dev "
                    + names.name(leg.device())
                    + " weight "
                    + leg.weight())
        .collect(Collectors.joining(" "));
  }
}
