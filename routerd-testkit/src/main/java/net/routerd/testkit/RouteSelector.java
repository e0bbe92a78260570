package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;

/**
 * What RTM_DELROUTE says about the route to delete; what is left out matches any.
 *
 * @param metric 0 matches any
 * @param protocol 0 matches any
 * @param nextHopId {@link KernelRoute#NO_OBJECT} matches any
 * @param ifindex 0 matches any
 */
record RouteSelector(
    RouteTable table,
    Cidr destination,
    long metric,
    Optional<RouteType> type,
    int ifindex,
    Optional<IpAddress> gateway,
    int protocol,
    long nextHopId) {

  boolean matches(KernelRoute route) {
    return route.key().table().equals(table)
        && route.key().destination().equals(destination)
        && (metric == 0 || metric == route.key().metric())
        && (protocol == 0 || protocol == route.protocol())
        && (nextHopId == KernelRoute.NO_OBJECT || nextHopId == route.nextHopId())
        && (isTakenWhole(route) || hasNextHop(route));
  }

  /** IPv6 compares no next hop with a route of a nexthop object (ip6_route_del). */
  private static boolean isTakenWhole(KernelRoute route) {
    return route.key().family() == IpFamily.IPV6 && route.nextHopId() != KernelRoute.NO_OBJECT;
  }

  private boolean hasNextHop(KernelRoute route) {
    return (type.isEmpty() || type.get() == route.type())
        && (ifindex == 0 || ifindex == route.ifindex())
        && (gateway.isEmpty() || gateway.equals(route.gateway()));
  }
}
