package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;

/**
 * What RTM_DELROUTE says about the route to delete; what is left out matches any.
 *
 * @param metric 0 matches any
 * @param protocol 0 matches any
 * @param ifindex 0 matches any
 */
record RouteSelector(
    RouteTable table,
    Cidr destination,
    long metric,
    Optional<RouteType> type,
    int ifindex,
    Optional<IpAddress> gateway,
    int protocol) {

  boolean matches(KernelRoute route) {
    return route.key().table().equals(table)
        && route.key().destination().equals(destination)
        && (metric == 0 || metric == route.key().metric())
        && (type.isEmpty() || type.get() == route.type())
        && (ifindex == 0 || ifindex == route.ifindex())
        && (gateway.isEmpty() || gateway.equals(route.gateway()))
        && (protocol == 0 || protocol == route.protocol());
  }
}
