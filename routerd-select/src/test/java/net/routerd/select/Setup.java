package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.ref;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.tunnel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.GatewaySource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.IPv6Route;
import net.routerd.model.IpRoute;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;

/**
 * What a generated configuration is made from: a few uplinks, and policies over them. Names follow
 * from the numbers alone ({@code wan2}, {@code check2}, {@code check2-6}, {@code p1}, {@code r1}),
 * so that events can be generated apart from it.
 *
 * @param uplinks at most {@link #UPLINKS}
 * @param policies one or more
 */
record Setup(List<Uplink> uplinks, List<Policy> policies) {

  static final int UPLINKS = 4;

  /** How an uplink gets its device and gateway. */
  enum Access {
    /** An Interface, and a gateway that is written out. */
    ETHERNET,
    /** A DSLiteTunnel, without a gateway. */
    TUNNEL,
    /** A DHCP client that publishes device and gateway. */
    LEASE,
    /** A PPPoE session that publishes its device. */
    SESSION,
    /** No source: its device is an Interface's, its gateway another route's, by reference. */
    REFERENCES
  }

  /**
   * An uplink.
   *
   * @param access how it gets its device and gateway
   * @param checked whether it has a check in each family
   * @param pinned whether the check names the device
   * @param healthy passes that make the check Healthy
   * @param unhealthy failures that make it Unhealthy
   */
  record Uplink(Access access, boolean checked, boolean pinned, int healthy, int unhealthy) {}

  /**
   * A policy with a route that follows it, and one that follows that route.
   *
   * @param family its family
   * @param hysteresis in seconds
   * @param candidates in their order
   * @param chained whether another candidate follows the policy before
   * @param halves whether it manages the two halves of the address space and not the whole
   * @param whenUnresolved of the routes
   */
  record Policy(
      IpFamily family,
      int hysteresis,
      List<Member> candidates,
      boolean chained,
      boolean halves,
      WhenUnresolved whenUnresolved) {}

  /**
   * A candidate.
   *
   * @param uplink the number of its uplink
   * @param weight its weight
   * @param enabled whether it takes part
   */
  record Member(int uplink, int weight, boolean enabled) {}

  static String checkName(int uplink, IpFamily family) {
    return "check" + uplink + (family == IpFamily.IPV6 ? "-6" : "");
  }

  static String gatewayOf(int uplink, IpFamily family) {
    return family == IpFamily.IPV6 ? "fe80::" + (uplink + 1) : "10.0." + uplink + ".1";
  }

  /** What the uplink's device is called, and what it has, when all is well. */
  static Event link(int uplink, int index) {
    String address = "10.0." + uplink + ".2/24";
    return Event.of(Verb.LINK, "wan" + uplink, index, address, "fd00:" + uplink + "::2/64");
  }

  Story story(List<Event> events) {
    RouterConfig configuration = configuration();
    List<Event> timeline = new ArrayList<>(beginning());
    events.stream().filter(event -> event.concerns(configuration)).forEach(timeline::add);
    return new Story(configuration, timeline);
  }

  /** Every device is there, every program has published. */
  List<Event> beginning() {
    List<Event> events = new ArrayList<>();
    for (int i : used()) {
      events.add(link(i, 10 + i));
      switch (uplinks.get(i).access()) {
        case LEASE -> {
          events.add(lease(i, IpFamily.IPV4, 300));
          events.add(lease(i, IpFamily.IPV6, 300));
        }
        case SESSION ->
            events.add(
                Event.of(Verb.PUBLISH, "PPPoESession/wan" + i, "Connected", "device=wan" + i));
        case ETHERNET, TUNNEL, REFERENCES -> {}
      }
    }
    return events;
  }

  static Event lease(int uplink, IpFamily family, int seconds) {
    return Event.of(
        Verb.LEASE,
        (family == IpFamily.IPV6 ? "DHCPv6Client/wan" : "DHCPv4Client/wan") + uplink,
        seconds + "s",
        "Bound",
        "device=wan" + uplink,
        "gateway=" + gatewayOf(uplink, family));
  }

  private Set<Integer> used() {
    Set<Integer> used = new TreeSet<>();
    policies.forEach(policy -> policy.candidates().forEach(c -> used.add(c.uplink())));
    return used;
  }

  RouterConfig configuration() {
    List<Resource> resources = new ArrayList<>();
    used().forEach(i -> resources.addAll(uplink(i)));
    for (int p = 0; p < policies.size(); p++) {
      resources.add(policy(p));
      resources.add(route("r" + p, p, policies.get(p)));
      resources.add(follower(p, policies.get(p)));
    }
    return RouterConfig.of(resources);
  }

  private List<Resource> uplink(int i) {
    List<Resource> resources = new ArrayList<>();
    Uplink uplink = uplinks.get(i);
    switch (uplink.access()) {
      case ETHERNET -> resources.add(iface("wan" + i));
      case TUNNEL -> resources.add(tunnel("wan" + i, "wan" + i));
      case LEASE, SESSION -> {}
      case REFERENCES -> {
        resources.add(iface("wan" + i));
        resources.add(anchor(i, IpFamily.IPV4));
        resources.add(anchor(i, IpFamily.IPV6));
      }
    }
    for (IpFamily family : IpFamily.values()) {
      boolean used =
          policies.stream()
              .filter(p -> p.family() == family)
              .flatMap(p -> p.candidates().stream())
              .anyMatch(c -> c.uplink() == i);
      if (used && uplink.checked()) {
        resources.add(check(i, family));
      }
    }
    return resources;
  }

  /** A route that others take their gateway from. */
  private static IpRoute anchor(int i, IpFamily family) {
    return family == IpFamily.IPV6
        ? IPv6Route.builder()
            .metadata(Metadata.named("anchor" + i + "-6"))
            .destination(Expression.of(Cidr.parse("fd01:" + i + "::/64")))
            .device(device("${Interface/wan" + i + ".status.ifname}"))
            .gateway(address(gatewayOf(i, family)))
            .build()
        : Given.route("anchor" + i, "192.168." + i + ".0/24")
            .device(device("${Interface/wan" + i + ".status.ifname}"))
            .gateway(address(gatewayOf(i, family)))
            .build();
  }

  private HealthCheck check(int i, IpFamily family) {
    Uplink uplink = uplinks.get(i);
    HealthCheck.Builder check =
        named(checkName(i, family))
            .target(ip(family == IpFamily.IPV6 ? "2001:db8::" + (i + 1) : "1.1.1." + (i + 1)))
            .interval(Duration.ofSeconds(1))
            .timeout(Duration.ofMillis(500))
            .healthyThreshold(uplink.healthy())
            .unhealthyThreshold(uplink.unhealthy());
    if (uplink.pinned()) {
      check.sourceInterface("wan" + i);
    }
    return check.build();
  }

  private EgressRoutePolicy policy(int p) {
    Policy policy = policies.get(p);
    EgressRoutePolicy.Builder builder =
        Given.policy("p" + p)
            .family(policy.family())
            .hysteresis(Duration.ofSeconds(policy.hysteresis()));
    policy.candidates().forEach(c -> builder.addCandidates(member(c, policy.family())));
    if (policy.halves()) {
      boolean six = policy.family() == IpFamily.IPV6;
      builder.addDestinationCidrs(Cidr.parse(six ? "::/1" : "0.0.0.0/1"));
      builder.addDestinationCidrs(Cidr.parse(six ? "8000::/1" : "128.0.0.0/1"));
    }
    if (policy.chained() && p > 0 && policies.get(p - 1).family() == policy.family()) {
      builder.addCandidates(
          Candidate.builder()
              .name("like-p" + (p - 1))
              .device(device(selected("p" + (p - 1), "Device")))
              .gateway(address(selected("p" + (p - 1), "Gateway")))
              .weight(1)
              .build());
    }
    return builder.build();
  }

  private Candidate member(Member member, IpFamily family) {
    int i = member.uplink();
    String name = "wan" + i;
    Candidate.Builder candidate =
        Candidate.builder().name(name).weight(member.weight()).enabled(member.enabled());
    switch (uplinks.get(i).access()) {
      case ETHERNET ->
          candidate.source(ref("Interface/" + name)).gateway(address(gatewayOf(i, family)));
      case TUNNEL -> candidate.source(ref("DSLiteTunnel/" + name));
      case SESSION -> candidate.source(ref("PPPoESession/" + name));
      case LEASE ->
          candidate
              .source(ref((family == IpFamily.IPV6 ? "DHCPv6Client/" : "DHCPv4Client/") + name))
              .gatewaySource(family == IpFamily.IPV6 ? GatewaySource.DHCPV6 : GatewaySource.DHCPV4);
      case REFERENCES -> {
        String anchor =
            family == IpFamily.IPV6 ? "IPv6Route/anchor" + i + "-6" : "IPv4Route/anchor" + i;
        candidate
            .device(device("${Interface/" + name + ".status.ifname}"))
            .gateway(address("${" + anchor + ".status.gateway}"));
      }
    }
    if (uplinks.get(i).checked()) {
      candidate.healthCheck(checkName(i, family));
    }
    return candidate.build();
  }

  private static IpRoute route(String name, int p, Policy policy) {
    Expression<Cidr> destination =
        policy.halves()
            ? Expression.reference("${EgressRoutePolicy/p" + p + ".status.destinationCIDRs}")
            : Expression.of(policy.family().defaultPrefix());
    return policy.family() == IpFamily.IPV6
        ? IPv6Route.builder()
            .metadata(Metadata.named(name))
            .destination(destination)
            .metric(10L * (p + 1))
            .device(device(selected("p" + p, "Device")))
            .gateway(address(selected("p" + p, "Gateway")))
            .whenUnresolved(policy.whenUnresolved())
            .build()
        : IPv4Route.builder()
            .metadata(Metadata.named(name))
            .destination(destination)
            .metric(10L * (p + 1))
            .device(device(selected("p" + p, "Device")))
            .gateway(address(selected("p" + p, "Gateway")))
            .whenUnresolved(policy.whenUnresolved())
            .build();
  }

  /** A route that goes where the policy's route goes: a reference in a chain. */
  private static IpRoute follower(int p, Policy policy) {
    String kind = policy.family() == IpFamily.IPV6 ? "IPv6Route" : "IPv4Route";
    String first = "${" + kind + "/r" + p + ".status.";
    return policy.family() == IpFamily.IPV6
        ? IPv6Route.builder()
            .metadata(Metadata.named("follower" + p))
            .destination(Expression.of(Cidr.parse("fd09:" + p + "::/64")))
            .device(device(first + "device}"))
            .gateway(address(first + "gateway}"))
            .build()
        : Given.route("follower" + p, "10.9." + p + ".0/24")
            .device(device(first + "device}"))
            .gateway(address(first + "gateway}"))
            .build();
  }
}
