package net.routerd.linux.internal.rtnl.route;

import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;

/**
 * Writes what routerd asks about routes, the body of each message. Table and metric are always
 * spelled out: a deletion without a metric would take any, and IPv6 takes 0 as 1024.
 */
public final class RouteRequests {

  private RouteRequests() {}

  /**
   * Writes a route to install.
   *
   * @param out appended to
   * @param route what is wanted
   * @param protocol our protocol number
   * @param device the number of its device, empty where it names none
   */
  public static void install(NlWriter out, DesiredRoute route, int protocol, OptionalInt device) {
    RouteAction action = route.action();
    boolean onlink = action instanceof RouteAction.Forward f && f.onlink();
    fixed(out, route.key(), protocol, scope(route.key(), action), type(action));
    out.u32(onlink ? RouteAttributes.ONLINK : 0);
    keyAndNextHop(out, route.key(), action, device);
    if (route.preferredSource().isPresent()) {
      Families.write(out, RouteAttributes.PREFERRED_SOURCE, route.preferredSource().get());
    }
  }

  /**
   * Writes the deletion of exactly one route of ours: the kernel compares the protocol and all that
   * is given.
   *
   * @param out appended to
   * @param route what stands there
   * @param protocol our protocol number
   * @param device the number of its device, empty where it names none
   */
  public static void delete(NlWriter out, ObservedRoute route, int protocol, OptionalInt device) {
    RouteAction action = route.action();
    int type = action instanceof RouteAction.Other ? RouteAttributes.TYPE_UNSPEC : type(action);
    fixed(out, route.key(), protocol, RouteAttributes.SCOPE_NOWHERE, type);
    out.u32(0);
    keyAndNextHop(out, route.key(), action, device);
  }

  /**
   * Asks which route a packet would take: the route itself ({@code RTM_F_FIB_MATCH}), since the
   * plain answer takes what has no route as on the link (PATH-2).
   *
   * @param out appended to
   * @param target where the packet goes
   * @param source its source address, if it is bound to one
   * @param device the number of the device that its socket is bound to, 0 for none
   * @param mark its firewall mark, 0 for none
   */
  public static void lookup(
      NlWriter out, IpAddress target, Optional<IpAddress> source, int device, long mark) {
    IpFamily family = target.family();
    // IPv6 tells the table by itself and refuses to be asked for it.
    long table = family == IpFamily.IPV4 ? RouteAttributes.LOOKUP_TABLE : 0;
    out.u8(Families.number(family), family.bits(), source.isPresent() ? family.bits() : 0, 0)
        .u32(0)
        .u32(RouteAttributes.FIB_MATCH | table);
    Families.write(out, RouteAttributes.DESTINATION, target);
    if (source.isPresent()) {
      Families.write(out, RouteAttributes.SOURCE, source.get());
    }
    if (device != 0) {
      out.attributeU32(RouteAttributes.OUT_DEVICE, device);
    }
    if (mark != 0) {
      out.attributeU32(RouteAttributes.MARK, mark);
    }
  }

  private static void fixed(NlWriter out, RouteKey key, int protocol, int scope, int type) {
    out.u8(Families.number(key.family()), key.destination().length(), 0, 0)
        .u8(RouteAttributes.TABLE_UNSPEC, protocol, scope, type);
  }

  private static int type(RouteAction action) {
    return action instanceof RouteAction.Discard discard
        ? discard.type().number()
        : RouteAttributes.TYPE_UNICAST;
  }

  // As ip-route(8) does: an IPv4 route without a gateway reaches the link, and IPv6 knows no scope.
  private static int scope(RouteKey key, RouteAction action) {
    return key.family() == IpFamily.IPV4
            && action instanceof RouteAction.Forward f
            && f.gateway().isEmpty()
        ? RouteAttributes.SCOPE_LINK
        : RouteAttributes.SCOPE_UNIVERSE;
  }

  private static void keyAndNextHop(
      NlWriter out, RouteKey key, RouteAction action, OptionalInt device) {
    if (key.destination().length() > 0) {
      Families.write(out, RouteAttributes.DESTINATION, key.destination().network());
    }
    out.attributeU32(RouteAttributes.TABLE, key.table().id());
    out.attributeU32(RouteAttributes.PRIORITY, key.metric());
    switch (action) {
      case RouteAction.Forward forward -> {
        if (forward.gateway().isPresent()) {
          gateway(out, key.family(), forward.gateway().get());
        }
        if (device.isPresent()) {
          out.attributeU32(RouteAttributes.OUT_DEVICE, device.getAsInt());
        }
      }
      case RouteAction.Through through ->
          out.attributeU32(RouteAttributes.NEXTHOP_ID, through.id());
      case RouteAction.Discard discard -> {}
      case RouteAction.Other other -> {}
    }
  }

  private static void gateway(NlWriter out, IpFamily family, IpAddress gateway) {
    if (gateway.family() == family) {
      Families.write(out, RouteAttributes.GATEWAY, gateway);
      return;
    }
    // struct rtvia: the family in 16 bits of native order, then the address.
    out.attribute(RouteAttributes.VIA, 2 + gateway.family().bits() / 8)
        .u16(Families.number(gateway.family()));
    Families.writeBytes(out, gateway);
  }
}
