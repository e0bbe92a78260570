package net.routerd.linux.internal.rtnl.route;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;

/**
 * What routerd asks about routes. Table and metric are always spelled out: a deletion without a
 * metric would take any, and IPv6 takes 0 as 1024.
 */
public final class RouteRequests {

  private RouteRequests() {}

  /**
   * Returns a route to install.
   *
   * @param route what is wanted
   * @param protocol our protocol number
   * @param device the number of its device, empty where it names none
   * @return the message
   */
  public static RouteMessage install(DesiredRoute route, int protocol, OptionalInt device) {
    List<NlAttr> attributes = RouteMapper.attributes(route.key());
    addNextHop(attributes, route.key(), route.action(), device);
    route
        .preferredSource()
        .ifPresent(s -> attributes.add(NlAttr.of(RouteAttributes.PREFERRED_SOURCE, s.toBytes())));
    boolean onlink = route.action() instanceof RouteAction.Forward f && f.onlink();
    return message(
        route.key(),
        protocol,
        scope(route.key(), route.action()),
        type(route.action()),
        onlink ? RouteAttributes.ONLINK : 0,
        attributes);
  }

  /**
   * Returns the deletion of exactly one route of ours: the kernel compares the protocol and all
   * that is given.
   *
   * @param route what stands there
   * @param protocol our protocol number
   * @param device the number of its device, empty where it names none
   * @return the message
   */
  public static RouteMessage delete(ObservedRoute route, int protocol, OptionalInt device) {
    List<NlAttr> attributes = RouteMapper.attributes(route.key());
    addNextHop(attributes, route.key(), route.action(), device);
    int type =
        route.action() instanceof RouteAction.Other
            ? RouteAttributes.TYPE_UNSPEC
            : type(route.action());
    return message(route.key(), protocol, RouteAttributes.SCOPE_NOWHERE, type, 0, attributes);
  }

  /**
   * Returns what filters a dump.
   *
   * @param family the family
   * @param table the table, empty for all
   * @param protocol the protocol number, 0 for all
   * @return the message
   */
  public static RouteMessage filter(IpFamily family, Optional<RouteTable> table, int protocol) {
    List<NlAttr> attributes = new ArrayList<>();
    table.ifPresent(t -> attributes.add(NlAttr.ofU32(RouteAttributes.TABLE, t.id())));
    return new RouteMessage(
        Families.number(family), 0, 0, 0, 0, protocol, 0, 0, 0, new NlAttrs(attributes));
  }

  /**
   * Asks which route a packet would take: the route itself ({@code RTM_F_FIB_MATCH}), since the
   * plain answer takes what has no route as on the link (PATH-2).
   *
   * @param target where the packet goes
   * @param source its source address, if it is bound to one
   * @param device the number of the device that its socket is bound to, 0 for none
   * @param mark its firewall mark, 0 for none
   * @return the message
   */
  public static RouteMessage lookup(
      IpAddress target, Optional<IpAddress> source, int device, long mark) {
    List<NlAttr> attributes = new ArrayList<>();
    attributes.add(NlAttr.of(RouteAttributes.DESTINATION, target.toBytes()));
    source.ifPresent(s -> attributes.add(NlAttr.of(RouteAttributes.SOURCE, s.toBytes())));
    if (device != 0) {
      attributes.add(NlAttr.ofU32(RouteAttributes.OUT_DEVICE, device));
    }
    if (mark != 0) {
      attributes.add(NlAttr.ofU32(RouteAttributes.MARK, mark));
    }
    IpFamily family = target.family();
    // IPv6 tells the table by itself and refuses to be asked for it.
    long table = family == IpFamily.IPV4 ? RouteAttributes.LOOKUP_TABLE : 0;
    return new RouteMessage(
        Families.number(family),
        family.bits(),
        source.isPresent() ? family.bits() : 0,
        0,
        0,
        0,
        0,
        0,
        RouteAttributes.FIB_MATCH | table,
        new NlAttrs(attributes));
  }

  private static RouteMessage message(
      RouteKey key, int protocol, int scope, int type, long flags, List<NlAttr> attributes) {
    return new RouteMessage(
        Families.number(key.family()),
        key.destination().length(),
        0,
        0,
        RouteAttributes.TABLE_UNSPEC,
        protocol,
        scope,
        type,
        flags,
        new NlAttrs(attributes));
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

  private static void addNextHop(
      List<NlAttr> attributes, RouteKey key, RouteAction action, OptionalInt device) {
    switch (action) {
      case RouteAction.Forward forward -> {
        forward.gateway().ifPresent(g -> attributes.add(gateway(key.family(), g)));
        device.ifPresent(d -> attributes.add(NlAttr.ofU32(RouteAttributes.OUT_DEVICE, d)));
      }
      case RouteAction.Through through ->
          attributes.add(NlAttr.ofU32(RouteAttributes.NEXTHOP_ID, through.id()));
      case RouteAction.Discard discard -> {}
      case RouteAction.Other other -> {}
    }
  }

  private static NlAttr gateway(IpFamily family, IpAddress gateway) {
    if (gateway.family() == family) {
      return NlAttr.of(RouteAttributes.GATEWAY, gateway.toBytes());
    }
    byte[] address = gateway.toBytes();
    ByteBuffer via = ByteBuffer.allocate(2 + address.length).order(ByteOrder.nativeOrder());
    via.putShort((short) Families.number(gateway.family())).put(address);
    return NlAttr.of(RouteAttributes.VIA, via.array());
  }
}
