package net.routerd.testkit;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.testkit.KernelChange.By;
import net.routerd.testkit.KernelChange.Kind;

/**
 * The nexthop objects by number (net/ipv4/nexthop.c). One goes with its device's carrier, and takes
 * the routes that use it with it; an address that goes leaves it as it is.
 */
final class KernelHops {

  private final FakeKernel kernel;
  private final KernelRoutes routes;
  private final NextHops gateways;
  private final KernelLog log;
  private final SortedMap<Long, KernelHop> hops = new TreeMap<>();

  KernelHops(FakeKernel kernel, KernelRoutes routes, NextHops gateways, KernelLog log) {
    this.kernel = kernel;
    this.routes = routes;
    this.gateways = gateways;
    this.log = log;
  }

  Optional<KernelHop> find(long id) {
    return Optional.ofNullable(hops.get(id));
  }

  /** Makes an object: NLM_F_CREATE and NLM_F_EXCL, {@code ip nexthop add}. */
  void add(By by, KernelHop hop) {
    check(hop);
    if (hops.containsKey(hop.id())) {
      throw new KernelRefusal(Errno.EEXIST);
    }
    put(by, Kind.ADD_NEXTHOP, hop);
  }

  /**
   * Changes an object whoever made it, or makes it: NLM_F_CREATE and NLM_F_REPLACE, {@code ip
   * nexthop replace}.
   */
  void replace(By by, KernelHop hop) {
    check(hop);
    if (hop.family() == IpFamily.IPV4
        && usersOf(hop.id()).stream().anyMatch(r -> r.key().family() == IpFamily.IPV6)) {
      throw NextHops.wrongFamily();
    }
    put(by, hops.containsKey(hop.id()) ? Kind.REPLACE_NEXTHOP : Kind.ADD_NEXTHOP, hop);
  }

  private void put(By by, Kind kind, KernelHop hop) {
    hops.put(hop.id(), hop);
    log.nextHop(by, kind, observed(hop));
    kernel.told();
  }

  private void check(KernelHop hop) {
    if (hop.type() != RouteType.UNICAST) {
      return;
    }
    if (hop.ifindex() == 0) {
      throw new KernelRefusal(
          Errno.EINVAL, "Device attribute required for non-blackhole and non-fdb nexthops");
    }
    FakeDevice device =
        kernel.device(hop.ifindex()).orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
    if (!device.isAdminUp()) {
      throw new KernelRefusal(Errno.ENETDOWN, "Nexthop device is not up");
    }
    if (!device.hasCarrier()) {
      throw new KernelRefusal(Errno.ENETDOWN, "Carrier for nexthop device is down");
    }
    RouteKey anywhere = new RouteKey(RouteTable.MAIN, hop.family().defaultPrefix(), 0);
    gateways.check(
        new KernelRoute(
            anywhere,
            RouteType.UNICAST,
            hop.ifindex(),
            hop.gateway(),
            hop.onlink(),
            Optional.empty(),
            hop.protocol(),
            KernelRoute.NO_OBJECT));
  }

  /** Deletes an object whoever made it, and with it every route that uses it. */
  void delete(By by, long id) {
    KernelHop hop = find(id).orElseThrow(() -> new KernelRefusal(Errno.ENOENT));
    remove(by, hop);
    kernel.told();
  }

  /** A device is down, without a carrier, or gone. */
  void lost(FakeDevice device) {
    List<KernelHop> dead =
        hops.values().stream().filter(h -> h.ifindex() == device.index()).toList();
    dead.forEach(h -> remove(By.KERNEL, h));
  }

  private void remove(By by, KernelHop hop) {
    ObservedNextHop was = observed(hop);
    List<KernelRoute> users = routes.deleteAll(uses(hop.id()));
    hops.remove(hop.id());
    users.forEach(route -> log.deleted(By.KERNEL, route));
    log.nextHop(by, Kind.DELETE_NEXTHOP, was);
  }

  private List<KernelRoute> usersOf(long id) {
    return routes.all().stream().filter(uses(id)).toList();
  }

  private static Predicate<KernelRoute> uses(long id) {
    return route -> route.nextHopId() == id;
  }

  /** Returns a route with the next hop of its object in the place of the object. */
  KernelRoute resolve(KernelRoute route) {
    return find(route.nextHopId()).map(route::leading).orElse(route);
  }

  /** Returns the objects of a protocol number, and those of others in its range. */
  List<ObservedNextHop> seenBy(int protocol) {
    return hops.values().stream()
        .filter(h -> h.protocol() == protocol || NextHopObject.isInRange(h.id(), protocol))
        .map(h -> observed(h).usedBy(foreignUser(h.id(), protocol)))
        .toList();
  }

  /** Returns a route of another protocol number that refers to an object, in words. */
  Optional<String> foreignUser(long id, int protocol) {
    return kernel.routes().stream()
        .filter(r -> r.protocol() != protocol && r.action().equals(new RouteAction.Through(id)))
        .findFirst()
        .map(ObservedRoute::toString);
  }

  List<ObservedNextHop> all() {
    return hops.values().stream().map(this::observed).toList();
  }

  private ObservedNextHop observed(KernelHop hop) {
    RouteAction action =
        hop.type() == RouteType.UNICAST
            ? new RouteAction.Forward(
                Optional.of(kernel.name(hop.ifindex())), hop.gateway(), hop.onlink())
            : new RouteAction.Discard(hop.type());
    return new ObservedNextHop(hop.id(), hop.family(), action, hop.protocol());
  }
}
