package net.routerd.model.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.ExternalResource;
import net.routerd.model.GatewaySource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.IPv6Route;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;

/** Arbitrary legal configurations: every kind, every field. */
final class Configurations {

  private static final List<String> UPLINKS = List.of("wan0", "wan-1", "a.b-c.0");

  private Configurations() {}

  static Arbitrary<RouterConfig> configurations() {
    Arbitrary<List<Resource>> links =
        Combinators.combine(metadata("x"), metadata("x"), linkName())
            .as(
                (a, b, ifname) -> {
                  List<Resource> all = new ArrayList<>();
                  for (String name : UPLINKS) {
                    all.add(
                        NetworkInterface.builder().metadata(named(name, a)).ifname(ifname).build());
                  }
                  all.add(
                      DsLiteTunnel.builder()
                          .metadata(named("tunnel", b))
                          .tunnelName(ifname)
                          .build());
                  return all;
                });
    return Combinators.combine(
            links,
            policy("p4", IpFamily.IPV4),
            policy("p6", IpFamily.IPV6),
            check("h4", IpFamily.IPV4),
            check("h6", IpFamily.IPV6),
            route4("r4"),
            route6("r6"),
            external())
        .as(
            (all, p4, p6, h4, h6, r4, r6, external) -> {
              all.addAll(List.of(p4, p6, h4, h6, r4, r6, external));
              return RouterConfig.of(all);
            });
  }

  private static Metadata named(String name, Metadata like) {
    return Metadata.builder()
        .name(name)
        .putAllLabels(like.labels())
        .putAllAnnotations(like.annotations())
        .build();
  }

  /** Texts that a careless writer or reader would change. */
  static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            " ",
            "no",
            "null",
            "~",
            "<<",
            "true",
            "0x10",
            "1e3",
            "- a",
            "a: b",
            "#",
            "a #b",
            "\n",
            " \n x\n\n",
            "\t",
            "\u0000",
            "\u007F\u0085\uFEFF\u2028",
            "${x}",
            "'",
            "\"",
            "\\",
            "&a",
            "*a",
            "!t",
            "%",
            "@",
            "`",
            "{",
            "[a]",
            "|",
            ">",
            "?",
            ":",
            "a:",
            ".",
            "---",
            "...",
            "\uD83D\uDE00"),
        Arbitraries.strings().ofMaxLength(20).filter(Configurations::isUnicode));
  }

  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000);
  }

  private static Arbitrary<Metadata> metadata(String name) {
    Arbitrary<Map<String, String>> map = Arbitraries.maps(texts(), texts()).ofMaxSize(3);
    return Combinators.combine(map, map)
        .as(
            (labels, annotations) ->
                Metadata.builder()
                    .name(name)
                    .putAllLabels(labels)
                    .putAllAnnotations(annotations)
                    .build());
  }

  private static Arbitrary<LinkName> linkName() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "wan0", "no", "1e3", "-", "~", "null", "a.b", "'", "#", "ü", "{}", "\uD83D\uDE00"),
            Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars('-', '.', '_')
                .ofMinLength(3)
                .ofMaxLength(15))
        .map(LinkName::new);
  }

  static Arbitrary<IpAddress> addresses(IpFamily family) {
    return family == IpFamily.IPV4
        ? Arbitraries.longs().between(0, 0xFFFFFFFFL).map(low -> new IpAddress(family, 0, low))
        : Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
            .as((high, low) -> new IpAddress(family, high | 1L << 61, low));
  }

  static Arbitrary<Cidr> prefixes(IpFamily family) {
    return Combinators.combine(addresses(family), Arbitraries.integers().between(0, family.bits()))
        .as(Cidr::containing);
  }

  private static Arbitrary<Expression<LinkName>> devices() {
    return Arbitraries.oneOf(
        linkName().map(Expression::of),
        Arbitraries.of(UPLINKS)
            .map(name -> Expression.reference("${Interface/" + name + ".status.ifname}")),
        Arbitraries.just(Expression.reference("${DSLiteTunnel/tunnel.status.interface}")));
  }

  private static Arbitrary<Expression<IpAddress>> gateways(IpFamily family) {
    return Arbitraries.oneOf(
        addresses(family).map(Expression::of),
        Arbitraries.just(Expression.reference("${DHCPv4Lease/wan0.status.gateway}")));
  }

  private static Arbitrary<Resource> policy(String name, IpFamily family) {
    GatewaySource leased = family == IpFamily.IPV4 ? GatewaySource.DHCPV4 : GatewaySource.DHCPV6;
    Arbitrary<Candidate> candidate =
        Combinators.combine(
                devices().optional(),
                gateways(family).optional(),
                Arbitraries.integers().between(0, 1_000_000),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false))
            .as(
                (device, gateway, weight, enabled, lease) -> {
                  boolean leases = lease && gateway.flatMap(Expression::asReference).isPresent();
                  Candidate.Builder builder =
                      Candidate.builder()
                          .name("x")
                          .device(device)
                          .gateway(gateway)
                          .weight(weight)
                          .enabled(enabled)
                          .onlink(enabled && gateway.isPresent())
                          .source(ResourceRef.parse("PPPoESession/s"));
                  return (leases ? builder.gatewaySource(leased) : builder).build();
                });
    return Combinators.combine(
            metadata(name),
            candidate.list().ofMinSize(1).ofMaxSize(4),
            prefixes(family).list().uniqueElements().ofMaxSize(3),
            Arbitraries.longs().between(0, 10_000_000).map(Duration::ofMillis),
            texts().filter(t -> !t.isBlank()))
        .as(
            (metadata, candidates, cidrs, hysteresis, text) -> {
              EgressRoutePolicy.Builder policy =
                  EgressRoutePolicy.builder()
                      .metadata(metadata)
                      .family(family)
                      .addAllDestinationCidrs(cidrs)
                      .hysteresis(hysteresis);
              for (int i = 0; i < candidates.size(); i++) {
                Candidate c = candidates.get(i);
                policy.addCandidates(
                    Candidate.builder()
                        .name(text + i)
                        .enabled(c.enabled())
                        .source(c.source())
                        .device(c.device())
                        .gatewaySource(c.gatewaySource())
                        .gateway(c.gateway())
                        .onlink(c.onlink())
                        .weight(c.weight())
                        .healthCheck(
                            i == 0
                                ? Optional.of(family == IpFamily.IPV4 ? "h4" : "h6")
                                : Optional.empty())
                        .build());
              }
              return policy.build();
            });
  }

  private static Arbitrary<Resource> check(String name, IpFamily family) {
    return Combinators.combine(
            metadata(name),
            addresses(family),
            Arbitraries.of(ProbeProtocol.values()),
            Arbitraries.integers().between(1, 65535),
            Arbitraries.longs().between(10, 10_000_000),
            texts().filter(t -> !t.isEmpty()).optional(),
            linkName().optional(),
            gateways(family).optional())
        .as(
            (metadata, target, protocol, number, millis, body, device, address) -> {
              boolean http = protocol == ProbeProtocol.HTTP || protocol == ProbeProtocol.HTTPS;
              return HealthCheck.builder()
                  .metadata(metadata)
                  .enabled(number % 2 == 0)
                  .target(target)
                  .protocol(protocol)
                  .port(protocol == ProbeProtocol.ICMP ? 0 : number)
                  .sourceInterface(device.map(LinkName::text))
                  .sourceAddress(address)
                  .via(address)
                  .interval(Duration.ofMillis(millis))
                  .timeout(Duration.ofMillis(1 + millis / 2))
                  .healthyThreshold(number)
                  .unhealthyThreshold(1 + number)
                  .host(http ? Optional.of("www.example.net") : Optional.empty())
                  .path(http ? Optional.of("/a?b=%20#{}") : Optional.empty())
                  .expectStatus(http ? Optional.of("204") : Optional.empty())
                  .expectBody(http ? body : Optional.empty())
                  .build();
            });
  }

  private static Arbitrary<Resource> route4(String name) {
    Arbitrary<Expression<Cidr>> destinations =
        Arbitraries.oneOf(
            prefixes(IpFamily.IPV4).map(Expression::of),
            Arbitraries.just(
                Expression.reference("${EgressRoutePolicy/p4.status.destinationCIDRs}")));
    return Combinators.combine(
            metadata(name),
            destinations,
            devices(),
            gateways(IpFamily.IPV4).optional(),
            Arbitraries.longs().between(0, 0xFFFFFFFFL),
            Arbitraries.of(RouteType.values()),
            Arbitraries.of(WhenUnresolved.values()))
        .as(
            (metadata, destination, device, gateway, number, type, when) -> {
              boolean leads = type == RouteType.UNICAST;
              IPv4Route.Builder route =
                  IPv4Route.builder()
                      .metadata(metadata)
                      .destination(destination)
                      .device(leads ? Optional.of(device) : Optional.empty())
                      .gateway(leads ? gateway : Optional.empty())
                      .onlink(leads && number % 2 == 0)
                      .metric(number)
                      .table(table(1 + number / 2))
                      .type(type)
                      .preferredSource(gateway)
                      .whenUnresolved(when);
              return number % 3 == 0 ? route.standbyMetric(number / 3).build() : route.build();
            });
  }

  /** Any table but those of probe paths, which a route may not use. */
  private static RouteTable table(long id) {
    return new RouteTable(id >= 114_000 && id <= 114_999 ? id + 1_000 : id);
  }

  private static Arbitrary<Resource> route6(String name) {
    return Combinators.combine(
            metadata(name),
            gateways(IpFamily.IPV6).optional(),
            Arbitraries.longs().between(0, 4096),
            Arbitraries.of(true, false))
        .as(
            (metadata, source, metric, standby) -> {
              IPv6Route.Builder route =
                  IPv6Route.builder()
                      .metadata(metadata)
                      .destination(
                          Expression.reference("${EgressRoutePolicy/p6.status.destinationCIDRs}"))
                      .device(Expression.reference("${EgressRoutePolicy/p6.status.selectedDevice}"))
                      .metric(metric)
                      .preferredSource(source)
                      .standby(standby);
              return standby ? route.standbyMetric(5000 + metric).build() : route.build();
            });
  }

  private static Arbitrary<Resource> external() {
    Arbitrary<Map<String, Object>> spec =
        Arbitraries.maps(
                texts(),
                Arbitraries.oneOf(
                    texts().map(Object.class::cast),
                    texts().list().ofMaxSize(3).map(Object.class::cast),
                    Arbitraries.maps(texts(), texts()).ofMaxSize(2).map(Object.class::cast)))
            .ofMaxSize(4);
    return Combinators.combine(metadata("s"), spec)
        .as(
            (metadata, fields) ->
                ExternalResource.builder()
                    .metadata(metadata)
                    .kind("PPPoESession")
                    .putAllSpec(fields)
                    .build());
  }
}
