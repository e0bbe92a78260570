package net.routerd.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;

/** Shows the kernel's routes as a platform reads them: by name. */
final class RouteViews {

  private final FakeKernel kernel;

  RouteViews(FakeKernel kernel) {
    this.kernel = kernel;
  }

  ObservedRoute observe(KernelRoute route) {
    boolean usable =
        route.nextHopId() != KernelRoute.NO_OBJECT // it would be gone
            || route.type() != RouteType.UNICAST
            || kernel.device(route.ifindex()).filter(FakeDevice::hasCarrier).isPresent();
    return new ObservedRoute(
        route.key(), action(route), route.preferredSource(), route.protocol(), usable);
  }

  private RouteAction action(KernelRoute route) {
    if (route.nextHopId() != KernelRoute.NO_OBJECT) {
      return new RouteAction.Through(route.nextHopId());
    }
    return route.type() == RouteType.UNICAST
        ? new RouteAction.Forward(
            Optional.of(kernel.name(route.ifindex())), route.gateway(), route.onlink())
        : new RouteAction.Discard(route.type());
  }

  /**
   * IPv6 routes of one key that have gateways are one multipath route, of which the kernel tells
   * the first one's owner.
   */
  List<ObservedRoute> all(List<KernelRoute> routes) {
    Map<RouteKey, List<ObservedRoute>> legs = new LinkedHashMap<>();
    List<ObservedRoute> seen = new ArrayList<>();
    for (KernelRoute route : routes) {
      if (route.isLeg()) {
        List<ObservedRoute> known = legs.computeIfAbsent(route.key(), k -> new ArrayList<>());
        known.add(known.isEmpty() ? observe(route) : untold(observe(route)));
      } else {
        seen.add(observe(route));
      }
    }
    legs.values().forEach(seen::addAll);
    return List.copyOf(seen);
  }

  private static ObservedRoute untold(ObservedRoute leg) {
    return new ObservedRoute(
        leg.key(),
        leg.action(),
        leg.preferredSource(),
        ObservedRoute.UNTOLD_PROTOCOL,
        leg.usable());
  }

  Lookup via(KernelRoute route, Flow flow) {
    Optional<IpAddress> source =
        flow.from().or(route::preferredSource).or(() -> source(route, flow.to()));
    return new Lookup.Via(
        route.key().table(), route.gateway(), kernel.name(route.ifindex()), source);
  }

  /** inet_select_addr: on the device, best in the prefix of the next hop; else on any device. */
  private Optional<IpAddress> source(KernelRoute route, IpAddress to) {
    IpAddress next = route.gateway().orElse(to);
    List<LinkAddress> own =
        kernel.device(route.ifindex()).map(FakeDevice::addresses).orElse(List.of());
    return pick(own.stream().filter(a -> a.connected().contains(next)).toList(), to)
        .or(() -> pick(own, to))
        .or(
            () ->
                pick(kernel.devices().stream().flatMap(d -> d.addresses().stream()).toList(), to));
  }

  private static Optional<IpAddress> pick(List<LinkAddress> from, IpAddress to) {
    return from.stream()
        .filter(a -> a.address().family() == to.family() && !a.secondary())
        .map(LinkAddress::address)
        .filter(a -> to.family() == IpFamily.IPV4 || a.isLinkLocal() == to.isLinkLocal())
        .findFirst();
  }
}
