package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.RouteType;
import net.routerd.testkit.FibLookup.Found;

/**
 * Which next hops the kernel takes (fib_check_nh in net/ipv4/fib_semantics.c, ip6_validate_gw in
 * net/ipv6/route.c), with the words it has for the others.
 */
final class NextHops {

  private final FakeKernel kernel;
  private final FibLookup fib;

  NextHops(FakeKernel kernel, FibLookup fib) {
    this.kernel = kernel;
    this.fib = fib;
  }

  /** Returns the route with its device, or refuses it. */
  KernelRoute check(KernelRoute route) {
    KernelRoute checked = route;
    if (route.nextHopId() != KernelRoute.NO_OBJECT) {
      checkObject(route);
    } else if (route.type() == RouteType.UNICAST) {
      checked = forward(route);
    }
    if (route.preferredSource().filter(s -> !kernel.isLocal(s)).isPresent()) {
      throw new KernelRefusal(
          Errno.EINVAL, v6(route) ? "Invalid source address" : "Invalid prefsrc address");
    }
    return checked;
  }

  private void checkObject(KernelRoute route) {
    if (route.ifindex() != 0 || route.gateway().isPresent()) {
      throw new KernelRefusal(
          Errno.EINVAL, "Nexthop specification and nexthop id are mutually exclusive");
    }
    KernelHop hop =
        kernel
            .hops()
            .find(route.nextHopId())
            .orElseThrow(() -> new KernelRefusal(Errno.EINVAL, "Nexthop id does not exist"));
    if (v6(route) && hop.family() == IpFamily.IPV4) {
      throw wrongFamily();
    }
  }

  static KernelRefusal wrongFamily() {
    return new KernelRefusal(Errno.EINVAL, "IPv6 routes can not use an IPv4 nexthop");
  }

  private KernelRoute forward(KernelRoute route) {
    if (route.onlink() && route.ifindex() == 0) {
      throw new KernelRefusal(Errno.ENODEV, "Nexthop device required for onlink");
    }
    KernelRoute placed = route.gateway().map(g -> through(route, g)).orElse(route);
    FakeDevice device =
        kernel.device(placed.ifindex()).orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
    if (!device.isAdminUp()) {
      boolean plainV4 = !v6(route) && route.gateway().isEmpty();
      throw new KernelRefusal(
          Errno.ENETDOWN, plainV4 ? "Device for nexthop is not up" : "Nexthop device is not up");
    }
    return placed;
  }

  private static boolean v6(KernelRoute route) {
    return route.key().family() == IpFamily.IPV6;
  }

  /** An IPv4 route may have an IPv6 gateway (RTA_VIA). */
  private KernelRoute through(KernelRoute route, IpAddress gateway) {
    if (gateway.family() == IpFamily.IPV6) {
      return throughV6(route, gateway);
    }
    return route.onlink() ? route : throughV4(route, gateway);
  }

  private KernelRoute throughV4(KernelRoute route, IpAddress gateway) {
    return switch (direct(route, gateway)) {
      case Found.Route(KernelRoute connected) -> route.through(connected.ifindex());
      case Found.Own own when route.ifindex() != 0 -> route;
      case Found.Own own -> route.through(ownerOf(gateway));
      case Found.Nothing nothing ->
          throw new KernelRefusal(Errno.ENETUNREACH, "Nexthop has invalid gateway");
    };
  }

  private int ownerOf(IpAddress address) {
    return kernel.devices().stream()
        .filter(d -> d.addresses().stream().anyMatch(a -> a.address().equals(address)))
        .findFirst()
        .orElseThrow()
        .index();
  }

  private KernelRoute throughV6(KernelRoute route, IpAddress gateway) {
    if (gateway.isLinkLocal()) {
      if (route.ifindex() == 0) {
        throw new KernelRefusal(Errno.EINVAL, "Egress device not specified");
      }
      return route;
    }
    if (kernel.isLocal(gateway)) {
      throw new KernelRefusal(Errno.EINVAL, "Gateway can not be a local address");
    }
    if (route.onlink()) {
      if (direct(route.through(0), gateway) instanceof Found.Route(KernelRoute other)
          && other.ifindex() != route.ifindex()) {
        throw new KernelRefusal(Errno.EINVAL, "Nexthop has invalid gateway or device mismatch");
      }
      return route;
    }
    if (direct(route, gateway) instanceof Found.Route(KernelRoute connected)) {
      return route.through(connected.ifindex());
    }
    throw new KernelRefusal(Errno.EHOSTUNREACH);
  }

  /** Asks for the gateway in the route's own table first, then as for any packet. */
  private Found direct(KernelRoute route, IpAddress gateway) {
    Optional<LinkName> device = kernel.device(route.ifindex()).map(FakeDevice::name);
    Flow flow = new Flow(gateway, device, Optional.empty(), 0);
    return fib.inTable(route.key().table(), flow, r -> r.gateway().isEmpty())
        .filter(Found.Route.class::isInstance)
        .orElseGet(() -> fib.find(flow, r -> r.gateway().isEmpty()));
  }
}
