package net.routerd.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteRule;
import net.routerd.model.route.RouteType;

/** The way of a packet: rules by priority, the longest prefix of a table, then its metric. */
final class FibLookup {

  /** What the rules and tables say, before the kernel makes the best of it. */
  sealed interface Found {
    record Route(KernelRoute route) implements Found {}

    record Own() implements Found {}

    record Nothing(Errno errno) implements Found {}
  }

  private final FakeKernel kernel;
  private final KernelRoutes routes;
  private final KernelRules rules;

  FibLookup(FakeKernel kernel, KernelRoutes routes, KernelRules rules) {
    this.kernel = kernel;
    this.routes = routes;
    this.rules = rules;
  }

  Found find(Flow flow) {
    return find(flow, any -> true);
  }

  Found find(Flow flow, Predicate<KernelRoute> only) {
    for (RouteRule rule : rules.of(flow.to().family())) {
      if (matches(rule, flow)) {
        Optional<Found> found = inTable(rule.table(), flow, only);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    return new Found.Nothing(Errno.ENETUNREACH);
  }

  private boolean matches(RouteRule rule, Flow flow) {
    return (rule.mark() == 0 || rule.mark() == flow.mark())
        && within(rule.to(), Optional.of(flow.to()))
        && within(rule.from(), flow.from())
        && isBound(rule.outgoingDevice(), flow);
  }

  private static boolean within(Optional<Cidr> prefix, Optional<IpAddress> address) {
    return prefix.isEmpty() || address.isPresent() && prefix.get().contains(address.get());
  }

  /** A rule names its device; while no device has the name, the rule is detached. */
  private boolean isBound(Optional<LinkName> device, Flow flow) {
    return device.isEmpty()
        || device.equals(flow.device()) && kernel.device(device.get()).isPresent();
  }

  Optional<Found> inTable(RouteTable table, Flow flow, Predicate<KernelRoute> only) {
    if (table.equals(RouteTable.LOCAL)) {
      return isOwn(flow) ? Optional.of(new Found.Own()) : Optional.empty();
    }
    Optional<KernelRoute> best = Optional.empty();
    for (KernelRoute each : routes.all()) {
      KernelRoute route = kernel.hops().resolve(each);
      if (route.key().table().equals(table)
          && route.key().destination().contains(flow.to())
          && carries(route, flow)
          && only.test(route)
          && (best.isEmpty() || isBetter(route, best.get()))) {
        best = Optional.of(route);
      }
    }
    return best.map(FibLookup::verdict);
  }

  private boolean isOwn(Flow flow) {
    List<FakeDevice> owners =
        flow.device().isEmpty()
            ? kernel.devices()
            : flow.device().flatMap(kernel::device).stream().toList();
    return owners.stream()
        .anyMatch(d -> d.addresses().stream().anyMatch(a -> a.address().equals(flow.to())));
  }

  /** A bound socket sees the routes of its device; an IPv4 discard route has no device to miss. */
  private boolean carries(KernelRoute route, Flow flow) {
    if (route.type() != RouteType.UNICAST) {
      return flow.device().isEmpty() || route.key().family() == IpFamily.IPV4;
    }
    Optional<FakeDevice> device = kernel.device(route.ifindex());
    return device.isPresent()
        && (flow.device().isEmpty() || flow.device().get().equals(device.get().name()))
        && (device.get().hasCarrier() || !device.get().ignoresRoutesWithLinkdown());
  }

  private static boolean isBetter(KernelRoute route, KernelRoute than) {
    int longer =
        Integer.compare(route.key().destination().length(), than.key().destination().length());
    return longer > 0 || longer == 0 && route.key().metric() < than.key().metric();
  }

  private static Found verdict(KernelRoute route) {
    return switch (route.type()) {
      case UNICAST -> new Found.Route(route);
      case BLACKHOLE -> new Found.Nothing(Errno.EINVAL);
      case UNREACHABLE -> new Found.Nothing(Errno.EHOSTUNREACH);
      case PROHIBIT -> new Found.Nothing(Errno.EACCES);
    };
  }
}
