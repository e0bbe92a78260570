package net.routerd.testkit;

import java.util.Optional;
import java.util.function.Predicate;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;

/** What devices and addresses do to routes (net/ipv4/fib_frontend.c, net/ipv6/addrconf.c). */
final class DeviceEffects {

  /** The metric of connected IPv6 prefixes: IP6_RT_PRIO_ADDRCONF (linux/ipv6_route.h). */
  private static final long IPV6_CONNECTED = 256;

  private final FakeKernel kernel;
  private final KernelRoutes routes;
  private final KernelLog log;

  DeviceEffects(FakeKernel kernel, KernelRoutes routes, KernelLog log) {
    this.kernel = kernel;
    this.routes = routes;
    this.log = log;
  }

  /** An address has come, or its device has come up: the prefix is connected. */
  void added(FakeDevice device, LinkAddress address) {
    if (!device.isAdminUp() || address.secondary() || isHostOnly(address)) {
      return;
    }
    KernelRoute connected = connected(device, address);
    if (!routes.at(connected.key()).contains(connected)) {
      routes.put(connected, KernelRoutes.Mode.APPEND);
      log.added(KernelChange.By.KERNEL, connected);
    }
  }

  private static boolean isHostOnly(LinkAddress address) {
    return address.address().family() == IpFamily.IPV4
        && address.prefixLength() == 32
        && address.peer().isEmpty();
  }

  private static KernelRoute connected(FakeDevice device, LinkAddress address) {
    boolean v4 = address.address().family() == IpFamily.IPV4;
    Optional<IpAddress> source = v4 ? Optional.of(address.address()) : Optional.empty();
    RouteKey key = new RouteKey(RouteTable.MAIN, address.connected(), v4 ? 0 : IPV6_CONNECTED);
    return new KernelRoute(
        key,
        RouteType.UNICAST,
        device.index(),
        Optional.empty(),
        false,
        source,
        KernelRoute.PROTOCOL_KERNEL,
        KernelRoute.NO_OBJECT);
  }

  /** An address has gone: its prefix, and IPv4 routes that prefer it as their source. */
  void removed(FakeDevice device, LinkAddress address) {
    delete(connected(device, address)::equals);
    if (kernel.isLocal(address.address())) {
      return; // it stands on another device as well
    }
    Optional<IpAddress> gone = Optional.of(address.address());
    if (address.address().family() == IpFamily.IPV4) {
      delete(r -> r.preferredSource().equals(gone));
    } else {
      routes.edit(r -> r.preferredSource().equals(gone) ? r.withoutPreferredSource() : r);
    }
  }

  /** Without an IPv4 address a device has no IPv4 route but those that nexthop objects lead. */
  void addressesLeft(FakeDevice device) {
    if (device.addresses().stream().noneMatch(a -> a.address().family() == IpFamily.IPV4)) {
      delete(r -> r.ifindex() == device.index() && r.key().family() == IpFamily.IPV4);
    }
  }

  /** The device is down or gone. */
  void withdrawn(FakeDevice device) {
    delete(r -> r.ifindex() == device.index());
    kernel.hops().lost(device);
  }

  /** The other end is gone: routes stay, nexthop objects do not. */
  void carrierLost(FakeDevice device) {
    kernel.hops().lost(device);
  }

  private void delete(Predicate<KernelRoute> which) {
    routes.deleteAll(which).forEach(r -> log.deleted(KernelChange.By.KERNEL, r));
  }
}
