package net.routerd.linux.internal.rtnl.route;

import static net.routerd.linux.internal.rtnl.route.RouteAttributes.TYPE_UNICAST;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
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
    int length = route.destinationLength();
    Optional<IpAddress> network =
        route.hasDestination()
            ? route.destination()
            : Optional.of(family.get().defaultPrefix().network());
    return network.isEmpty()
            || network.get().family() != family.get()
            || length > family.get().bits()
        ? Optional.empty()
        : Optional.of(
            new RouteKey(
                route.modelTable(), Cidr.containing(network.get(), length), route.priority()));
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
    return observed(key, route, action(route, names));
  }

  static ObservedRoute observed(RouteKey key, RouteMessage route, RouteAction action) {
    return new ObservedRoute(
        key,
        action,
        route.preferredSource(),
        route.protocol(),
        !route.has(RouteAttributes.DEAD | RouteAttributes.LINK_DOWN));
  }

  /** Whether each of the next hops is a route to the kernel: an IPv6 route that lists several. */
  static boolean isOfLegs(RouteMessage route) {
    return route.family() == Families.INET6 && route.isMultipath() && !route.isThrough();
  }

  /**
   * Returns the legs of an IPv6 multipath route. The message tells the owner of the first alone
   * (rt6_fill_node, net/ipv6/route.c), which is the one that stood there before the others.
   */
  static List<ObservedRoute> legs(RouteKey key, RouteMessage route, DeviceNames names) {
    List<ObservedRoute> legs = new ArrayList<>();
    for (Multipath.Leg leg : Multipath.legs(route)) {
      RouteAction action =
          new RouteAction.Forward(
              Optional.of(names.name(leg.device())),
              leg.gateway(),
              leg.has(RouteAttributes.ONLINK));
      boolean usable = !leg.has(RouteAttributes.DEAD | RouteAttributes.LINK_DOWN);
      int by = legs.isEmpty() ? route.protocol() : ObservedRoute.UNTOLD_PROTOCOL;
      legs.add(new ObservedRoute(key, action, route.preferredSource(), by, usable));
    }
    return legs;
  }

  /** Returns a route through a nexthop object in the words of {@code ip route}. */
  static String words(RouteMessage route) {
    String place =
        key(route)
            .map(RouteKey::toString)
            .orElseGet(
                () ->
                    route.destination().map(IpAddress::toString).orElse("default")
                        + "/"
                        + route.destinationLength()
                        + " tos "
                        + route.tos()
                        + " table "
                        + route.table());
    return place + " nhid " + route.nextHop() + " proto " + route.protocol();
  }

  static boolean isForward(RouteMessage route) {
    return route.type() == TYPE_UNICAST && !route.isThrough() && !route.isMultipath();
  }

  static RouteAction action(RouteMessage route, DeviceNames names) {
    if (isForward(route)) {
      return forward(route, names);
    }
    if (route.isThrough()) {
      return new RouteAction.Through(route.nextHop());
    }
    if (route.isMultipath()) {
      return new RouteAction.Other(Multipath.describe(Multipath.legs(route), names));
    }
    Optional<RouteType> discard =
        Arrays.stream(RouteType.values())
            .filter(t -> t != RouteType.UNICAST && t.number() == route.type())
            .findFirst();
    return discard.isPresent()
        ? new RouteAction.Discard(discard.get())
        : new RouteAction.Other(typeName(route.type()));
  }

  private static RouteAction forward(RouteMessage route, DeviceNames names) {
    Optional<IpAddress> address = route.gateway();
    if (route.hasGateway() != address.isPresent() || route.outDevice() == 0 && address.isEmpty()) {
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
}
