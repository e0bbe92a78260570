package net.routerd.linux.internal.rtnl.route;

import static net.routerd.linux.internal.rtnl.route.RouteAttributes.TYPE_UNICAST;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;

/** Turns routes of the kernel into the model's. {@link RouteRequests} goes the other way. */
public final class RouteMapper {

  private RouteMapper() {}

  /**
   * Returns where a route stands.
   *
   * @param route the route
   * @return its key; empty for a place that the model does not know: another family, a type of
   *     service, an IPv6 source prefix, a cache entry
   */
  public static Optional<RouteKey> key(RouteMessage route) {
    Optional<IpFamily> family = Families.of(route.family());
    if (family.isEmpty()
        || route.tos() != 0
        || route.sourceLength() != 0
        || route.table() == RouteAttributes.TABLE_UNSPEC
        || route.has(RouteAttributes.CLONED)) {
      return Optional.empty();
    }
    Optional<NlAttr> network = route.attributes().find(RouteAttributes.DESTINATION);
    Optional<Cidr> destination = Families.prefix(family.get(), network, route.destinationLength());
    return destination.map(d -> new RouteKey(new RouteTable(route.table()), d, route.priority()));
  }

  /**
   * Returns a route of the kernel as the model's.
   *
   * @param key its key
   * @param route the route
   * @param names the devices
   * @return the route
   */
  public static ObservedRoute observed(RouteKey key, RouteMessage route, DeviceNames names) {
    return new ObservedRoute(
        key,
        action(route, names),
        route
            .attributes()
            .find(RouteAttributes.PREFERRED_SOURCE)
            .flatMap(a -> Families.address(a.bytes())),
        route.protocol(),
        !route.has(RouteAttributes.DEAD | RouteAttributes.LINK_DOWN));
  }

  private static RouteAction action(RouteMessage route, DeviceNames names) {
    NlAttrs attributes = route.attributes();
    Optional<NlAttr> nexthop = attributes.find(RouteAttributes.NEXTHOP_ID);
    if (nexthop.isPresent()) {
      return new RouteAction.Through(nexthop.get().u32());
    }
    if (attributes.find(RouteAttributes.MULTIPATH).isPresent()) {
      return new RouteAction.Other(Multipath.describe(Multipath.legs(route), names));
    }
    Optional<RouteType> discard =
        Arrays.stream(RouteType.values())
            .filter(t -> t != RouteType.UNICAST && t.number() == route.type())
            .findFirst();
    if (discard.isPresent()) {
      return new RouteAction.Discard(discard.get());
    }
    return route.type() == TYPE_UNICAST
        ? forward(route, names)
        : new RouteAction.Other(typeName(route.type()));
  }

  private static RouteAction forward(RouteMessage route, DeviceNames names) {
    Optional<byte[]> gateway = route.gateway();
    Optional<IpAddress> address = gateway.flatMap(Families::address);
    if (gateway.isPresent() != address.isPresent() || route.outDevice() == 0 && address.isEmpty()) {
      return new RouteAction.Other("a next hop that is no address and no device");
    }
    return new RouteAction.Forward(
        route.outDevice() == 0 ? Optional.empty() : Optional.of(names.name(route.outDevice())),
        address,
        route.has(RouteAttributes.ONLINK));
  }

  // linux/rtnetlink.h, RTN_*
  private static String typeName(int type) {
    List<String> names = List.of("unspec", "unicast", "local", "broadcast", "anycast", "multicast");
    return type < names.size() ? names.get(type) : type == 9 ? "throw" : "type " + type;
  }

  /**
   * Returns the attributes that a key needs on the wire: destination, table and metric.
   *
   * @param key the key
   * @return the attributes, to be added to
   */
  static List<NlAttr> attributes(RouteKey key) {
    List<NlAttr> attributes = new ArrayList<>();
    if (key.destination().length() > 0) {
      attributes.add(NlAttr.of(RouteAttributes.DESTINATION, key.destination().network().toBytes()));
    }
    attributes.add(NlAttr.ofU32(RouteAttributes.TABLE, key.table().id()));
    attributes.add(NlAttr.ofU32(RouteAttributes.PRIORITY, key.metric()));
    return attributes;
  }
}
