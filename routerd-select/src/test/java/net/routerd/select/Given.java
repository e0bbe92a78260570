package net.routerd.select;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.ExternalStatus;

/** Short names for what stories are made of. */
final class Given {

  static final IpAddress TARGET = ip("1.1.1.1");
  static final Cidr ANYWHERE = Cidr.parse("0.0.0.0/0");
  static final RouteKey DEFAULT = new RouteKey(RouteTable.MAIN, ANYWHERE, 0);

  private Given() {}

  static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  static LinkName dev(String name) {
    return new LinkName(name);
  }

  static ResourceRef ref(String text) {
    return ResourceRef.parse(text);
  }

  static Expression<IpAddress> address(String text) {
    return text.startsWith("${") ? Expression.reference(text) : Expression.of(ip(text));
  }

  static Expression<LinkName> device(String text) {
    return text.startsWith("${") ? Expression.reference(text) : Expression.of(dev(text));
  }

  /** A device that is up. */
  static Link up(String name, int index, String... addresses) {
    return new Link(
        dev(name),
        index,
        true,
        true,
        OperState.UP,
        1500,
        Arrays.stream(addresses).map(LinkAddress::parse).toList(),
        0,
        Set.of());
  }

  static Link with(Link link, boolean adminUp, boolean carrier, OperState state) {
    return new Link(
        link.name(),
        link.index(),
        adminUp,
        carrier,
        state,
        link.mtu(),
        link.addresses(),
        link.rpFilter(),
        link.ignoreRoutesWithLinkdown());
  }

  static Link named(Link link, String name) {
    return new Link(
        dev(name),
        link.index(),
        link.adminUp(),
        link.carrier(),
        link.operState(),
        link.mtu(),
        link.addresses(),
        link.rpFilter(),
        link.ignoreRoutesWithLinkdown());
  }

  static Link withAddresses(Link link, String... addresses) {
    return new Link(
        link.name(),
        link.index(),
        link.adminUp(),
        link.carrier(),
        link.operState(),
        link.mtu(),
        Arrays.stream(addresses).map(LinkAddress::parse).toList(),
        link.rpFilter(),
        link.ignoreRoutesWithLinkdown());
  }

  static Link withRpFilter(Link link, int rpFilter) {
    return new Link(
        link.name(),
        link.index(),
        link.adminUp(),
        link.carrier(),
        link.operState(),
        link.mtu(),
        link.addresses(),
        rpFilter,
        link.ignoreRoutesWithLinkdown());
  }

  static NetworkInterface iface(String name) {
    return NetworkInterface.builder().metadata(Metadata.named(name)).ifname(dev(name)).build();
  }

  static DsLiteTunnel tunnel(String name, String device) {
    return DsLiteTunnel.builder().metadata(Metadata.named(name)).tunnelName(dev(device)).build();
  }

  static HealthCheck.Builder named(String check) {
    return HealthCheck.builder().metadata(Metadata.named(check));
  }

  /** Every second, half a second to wait, one pass and three failures to be sure. */
  static HealthCheck.Builder check(String name) {
    return named(name)
        .target(TARGET)
        .interval(Duration.ofSeconds(1))
        .timeout(Duration.ofMillis(500));
  }

  static EgressRoutePolicy.Builder policy(String name) {
    return EgressRoutePolicy.builder().metadata(Metadata.named(name));
  }

  static EgressRoutePolicy policy(String name, Candidate.Builder... candidates) {
    return policy(name)
        .addAllCandidates(Arrays.stream(candidates).map(Candidate.Builder::build).toList())
        .build();
  }

  /** A candidate by its interface, without gateway or check. */
  static Candidate.Builder candidate(String name, int weight) {
    return Candidate.builder().name(name).source(ref("Interface/" + name)).weight(weight);
  }

  /** {@code wan<i>} through {@code 10.0.<i>.1}, with the check {@code check<i>}. */
  static Candidate.Builder uplink(int i, int weight) {
    return candidate("wan" + i, weight)
        .gateway(address("10.0." + i + ".1"))
        .healthCheck("check" + i);
  }

  static IPv4Route.Builder route(String name, String destination) {
    return IPv4Route.builder()
        .metadata(Metadata.named(name))
        .destination(
            destination.startsWith("${")
                ? Expression.reference(destination)
                : Expression.of(Cidr.parse(destination)));
  }

  static IPv4Route.Builder route(String name) {
    return route(name, "0.0.0.0/0");
  }

  /** A default route that follows a policy. */
  static IPv4Route.Builder following(String policy) {
    return route("default-route")
        .device(device(selected(policy, "Device")))
        .gateway(address(selected(policy, "Gateway")));
  }

  static String selected(String policy, String what) {
    return "${EgressRoutePolicy/" + policy + ".status.selected" + what + "}";
  }

  static RouterConfig config(Resource... resources) {
    return RouterConfig.of(List.of(resources));
  }

  /** The policy {@code wan} over two checked uplinks, 100 and 50, and a default route behind it. */
  static RouterConfig twoUplinks(Duration hysteresis) {
    return config(
        iface("wan0"),
        iface("wan1"),
        check("check0").build(),
        check("check1").build(),
        policy("wan")
            .hysteresis(hysteresis)
            .addCandidates(uplink(0, 100).build(), uplink(1, 50).build())
            .build(),
        following("wan").build());
  }

  static ExternalStatus published(String phase, Object... fields) {
    ExternalStatus.Builder status = ExternalStatus.builder().phase(phase);
    for (int i = 0; i < fields.length; i += 2) {
      status.putFields((String) fields[i], fields[i + 1]);
    }
    return status.build();
  }

  static RouteAction.Forward via(String gateway, String device) {
    return new RouteAction.Forward(Optional.of(dev(device)), Optional.of(ip(gateway)), false);
  }

  static RouteAction.Forward through(String device) {
    return new RouteAction.Forward(Optional.of(dev(device)), Optional.empty(), false);
  }
}
