package net.routerd.linux.internal.rtnl.route;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.IpAddress;

/** Puts the next hops of a multipath route into words; routerd installs none. */
final class Multipath {

  // struct rtnexthop, linux/rtnetlink.h: length u16, flags u8, hops u8, ifindex s32.
  private static final int FIXED = 8;

  private Multipath() {}

  static String describe(NlAttr multipath, DeviceNames names) {
    ByteBuffer legs = multipath.buffer(0);
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < legs.limit()) {
      int left = legs.limit() - at;
      int length = left < FIXED ? left : Short.toUnsignedInt(legs.getShort(at));
      if (length < FIXED || length > left) {
        throw new NlParseException(
            "struct rtnexthop of 8 to " + left + " bytes",
            Integer.toString(length),
            multipath.atByte() + at);
      }
      words.add(leg(legs.slice(at, length).order(legs.order()), names));
      at += Nl.align(length);
    }
    return String.join(" ", words);
  }

  private static String leg(ByteBuffer leg, DeviceNames names) {
    NlAttrs attributes = NlAttrs.parse(leg.duplicate().order(leg.order()).position(FIXED));
    String gateway =
        attributes
            .find(RouteAttributes.GATEWAY)
            .flatMap(a -> Families.address(a.bytes()))
            .map(IpAddress::toString)
            .map(a -> " via " + a)
            .orElse("");
    int weight = (leg.get(3) & 0xFF) + 1;
    return "nexthop" + gateway + " dev " + names.name(leg.getInt(4)) + " weight " + weight;
  }
}
