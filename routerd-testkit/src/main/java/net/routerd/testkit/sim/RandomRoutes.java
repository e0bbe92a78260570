package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.IPv4Route;
import net.routerd.model.IPv6Route;
import net.routerd.model.IpRoute;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;

/** The routes of random configurations; no two have one key (RT-13). */
final class RandomRoutes {

  private RandomRoutes() {}

  /** What is the same in both kinds of route. */
  private record Parts(
      String name,
      Expression<Cidr> destination,
      Expression<LinkName> device,
      Expression<IpAddress> gateway,
      long metric,
      RouteTable table,
      boolean standby,
      WhenUnresolved whenUnresolved) {

    IpRoute as(IpFamily family) {
      return family == IpFamily.IPV4
          ? IPv4Route.builder()
              .metadata(Metadata.named(name))
              .destination(destination)
              .device(device)
              .gateway(gateway)
              .metric(metric)
              .table(table)
              .standby(standby)
              .whenUnresolved(whenUnresolved)
              .build()
          : IPv6Route.builder()
              .metadata(Metadata.named(name))
              .destination(destination)
              .device(device)
              .gateway(gateway)
              .metric(metric)
              .table(table)
              .standby(standby)
              .whenUnresolved(whenUnresolved)
              .build();
    }
  }

  /** Returns one or two routes that follow a policy. */
  static List<IpRoute> following(
      EgressRoutePolicy policy, int number, Function<String, SplittableRandom> roll) {
    String status = "${" + policy.ref() + ".status.";
    List<IpRoute> routes = new ArrayList<>();
    for (int r = 0; r < 1 + roll.apply("routes of " + number).nextInt(2); r++) {
      String name = "route" + number + "-" + r;
      SplittableRandom random = roll.apply(name);
      boolean every = random.nextBoolean();
      routes.add(
          new Parts(
                  name,
                  every
                      ? Expression.reference(status + "destinationCIDRs}")
                      : Expression.of(policy.managedDestinations().getFirst()),
                  Expression.reference(status + "selectedDevice}"),
                  Expression.reference(status + "selectedGateway}"),
                  number * 100L + r * 50L + 10L * random.nextInt(4),
                  random.nextInt(6) == 0 ? new RouteTable(200 + number) : RouteTable.MAIN,
                  random.nextInt(3) == 0,
                  anyOf(random))
              .as(policy.family()));
    }
    return routes;
  }

  private static WhenUnresolved anyOf(SplittableRandom random) {
    List<WhenUnresolved> all = List.of(WhenUnresolved.values());
    return all.get(random.nextInt(all.size()));
  }

  /** Returns routes that follow no policy, and one that follows such a route. */
  static List<Resource> others(List<Uplink> uplinks, Function<String, SplittableRandom> roll) {
    List<Resource> routes = new ArrayList<>();
    SplittableRandom random = roll.apply("others");
    Optional<Uplink> plain = uplinks.stream().filter(u -> !u.tunnel()).findFirst();
    if (plain.isPresent() && random.nextInt(3) == 0) {
      routes.add(plain(plain.get(), anyOf(random)));
      routes.add(chained(anyOf(random)));
    }
    if (random.nextInt(4) == 0) {
      routes.add(
          IPv4Route.builder()
              .metadata(Metadata.named("hole"))
              .destination(Expression.of(Cidr.parse("192.88.99.0/24")))
              .type(RouteType.BLACKHOLE)
              .build());
    }
    return routes;
  }

  private static IpRoute plain(Uplink uplink, WhenUnresolved whenUnresolved) {
    return new Parts(
            "plain",
            Expression.of(Cidr.parse("100.64.0.0/10")),
            Expression.reference("${Interface/" + uplink.resource() + ".status.ifname}"),
            Expression.of(IpAddress.parse(uplink.gateway(IpFamily.IPV4, false))),
            7,
            RouteTable.MAIN,
            false,
            whenUnresolved)
        .as(IpFamily.IPV4);
  }

  private static IpRoute chained(WhenUnresolved whenUnresolved) {
    return new Parts(
            "chained",
            Expression.of(Cidr.parse("198.18.0.0/15")),
            Expression.reference("${IPv4Route/plain.status.device}"),
            Expression.reference("${IPv4Route/plain.status.gateway}"),
            8,
            RouteTable.MAIN,
            false,
            whenUnresolved)
        .as(IpFamily.IPV4);
  }
}
