package net.routerd.select;

import static net.routerd.select.FieldCase.reloaded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** For each field of each kind two configurations that differ in it alone, and what happens. */
final class FieldCases {

  private static final String LINKS =
      """
      apiVersion: net.routerd.net/v1alpha1
      kind: Interface
      metadata:
        name: wan0
      spec:
        ifname: wan0
      ---
      apiVersion: net.routerd.net/v1alpha1
      kind: Interface
      metadata:
        name: uplink
      spec:
        ifname: wan1
      ---
      apiVersion: net.routerd.net/v1alpha1
      kind: DSLiteTunnel
      metadata:
        name: tunnel
      spec:
        tunnelName: tun0
      ---
      apiVersion: net.routerd.net/v1alpha1
      kind: DHCPv4Client
      metadata:
        name: lease
      spec:
        anything: 1
      """;

  static final String POLICY =
      LINKS
          + """
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: EgressRoutePolicy
          metadata:
            name: wan
          spec:
            family: ipv4
            hysteresis: 10s
            candidates:
            - name: a
              enabled: true
              source: Interface/wan0
              device: wan0
              gateway: 10.0.0.1
              onlink: false
              weight: 100
              healthCheck: check
            - name: b
              source: Interface/uplink
              gateway: 10.0.1.1
              weight: 50
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: HealthCheck
          metadata:
            name: check
          spec:
            enabled: true
            target: 1.1.1.1
            protocol: http
            port: 80
            sourceInterface: wan0
            sourceAddress: 10.0.0.2
            via: 10.0.0.1
            interval: 1s
            timeout: 500ms
            healthyThreshold: 1
            unhealthyThreshold: 3
            host: example.net
            path: /up
            expectStatus: 200-299
            expectBody: ok
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: IPv4Route
          metadata:
            name: default-route
          spec:
            destination: ${EgressRoutePolicy/wan.status.destinationCIDRs}
            device: ${EgressRoutePolicy/wan.status.selectedDevice}
            gateway: ${EgressRoutePolicy/wan.status.selectedGateway}
          """;

  private static final String LEASED =
      LINKS
          + """
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: EgressRoutePolicy
          metadata:
            name: wan
          spec:
            family: ipv4
            candidates:
            - name: a
              device: wan0
              gatewaySource: static
              gateway: ${DHCPv4Client/lease.status.gateway}
          """;

  /** A route of either family, with the words of IPv4. */
  private static final String ROUTE =
      LINKS
          + """
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: EgressRoutePolicy
          metadata:
            name: wan
          spec:
            family: ipv4
            candidates:
            - name: a
              source: Interface/wan0
              gateway: 10.0.0.1
              weight: 100
            - name: b
              source: Interface/uplink
              gateway: 10.0.1.1
              weight: 50
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: IPv4Route
          metadata:
            name: follows
          spec:
            destination: 0.0.0.0/0
            device: ${EgressRoutePolicy/wan.status.selectedDevice}
            gateway: ${EgressRoutePolicy/wan.status.selectedGateway}
            onlink: false
            metric: 7
            table: main
            preferredSource: 10.0.0.2
            standby: true
            standbyMetric: 9
            whenUnresolved: keep
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: IPv4Route
          metadata:
            name: nowhere
          spec:
            destination: 10.66.0.0/16
            type: blackhole
          """;

  static final String ROUTE_6 = inSix(ROUTE);

  private static final List<String> UP =
      List.of(
          "link wan0 10 10.0.0.2/24 10.0.0.3/24 fd00:0::2/64",
          "link wan1 11 10.0.1.2/24 fd00:1::2/64",
          "link tun0 12 10.0.2.2/24",
          "publish DHCPv4Client/lease Bound device=wan0 gateway=10.0.0.1");

  static Stream<FieldCase> all() {
    return Stream.of(
            policy(),
            candidate(),
            check(),
            route("IPv4Route", ROUTE),
            route("IPv6Route", ROUTE_6),
            links())
        .flatMap(List::stream)
        .map(
            c -> {
              List<String> events = new ArrayList<>(UP);
              events.addAll(c.events());
              return new FieldCase(c.field(), c.yaml(), c.from(), c.to(), events, c.reload());
            });
  }

  private static List<FieldCase> policy() {
    return List.of(
        FieldCase.of("EgressRoutePolicy.family", LEASED, "family: ipv4", "family: ipv6"),
        FieldCase.of(
            "EgressRoutePolicy.destinationCidrs",
            POLICY,
            "hysteresis: 10s\n",
            "hysteresis: 10s\n  destinationCIDRs: [9.0.0.0/8]\n"),
        FieldCase.of(
            "EgressRoutePolicy.hysteresis",
            POLICY,
            "hysteresis: 10s",
            "hysteresis: 1s",
            "pass check",
            "fail check",
            "fail check",
            "fail check",
            "pass check",
            "wait 2s"),
        FieldCase.of(
            "EgressRoutePolicy.candidates",
            POLICY,
            "  - name: b\n    source: Interface/uplink\n    gateway: 10.0.1.1\n    weight: 50\n",
            ""));
  }

  private static List<FieldCase> candidate() {
    return List.of(
        FieldCase.of("Candidate.name", POLICY, "- name: b", "- name: c"),
        FieldCase.of(
            "Candidate.enabled", POLICY, "enabled: true\n    source", "enabled: false\n    source"),
        FieldCase.of(
            "Candidate.source",
            POLICY,
            "source: Interface/wan0",
            "source: DSLiteTunnel/tunnel",
            "pass check",
            "unplug tun0"),
        FieldCase.of("Candidate.device", LEASED, "device: wan0", "device: wan1"),
        FieldCase.of(
            "Candidate.gatewaySource",
            LEASED
                .replace("device: wan0", "source: DHCPv4Client/lease")
                .replace("gatewaySource: static", "gatewaySource: dhcpv4")
                .replace("    gateway: ${DHCPv4Client/lease.status.gateway}\n", ""),
            "gatewaySource: dhcpv4",
            "gatewaySource: none"),
        FieldCase.of("Candidate.gateway", POLICY, "gateway: 10.0.1.1", "gateway: 10.0.1.9"),
        FieldCase.of(
            "Candidate.onlink",
            POLICY.replace("gateway: 10.0.0.1\n    onlink", "gateway: 172.16.0.1\n    onlink"),
            "onlink: false",
            "onlink: true"),
        FieldCase.of("Candidate.weight", POLICY, "weight: 100", "weight: 1", "pass check"),
        FieldCase.of("Candidate.healthCheck", POLICY, "    healthCheck: check\n", ""));
  }

  private static List<FieldCase> check() {
    return List.of(
        FieldCase.of(
            "HealthCheck.enabled", POLICY, "enabled: true\n  target", "enabled: false\n  target"),
        FieldCase.of("HealthCheck.target", POLICY, "target: 1.1.1.1", "target: 1.1.1.2"),
        reloaded("HealthCheck.protocol", POLICY, "protocol: http\n", "protocol: https\n", PASS),
        reloaded("HealthCheck.port", POLICY, "port: 80", "port: 8080", PASS),
        FieldCase.of(
            "HealthCheck.sourceInterface",
            POLICY,
            "sourceInterface: wan0",
            "sourceInterface: wan1"),
        FieldCase.of("HealthCheck.sourceAddress", POLICY, "Address: 10.0.0.2", "Address: 10.0.0.3"),
        FieldCase.of("HealthCheck.via", POLICY, "via: 10.0.0.1", "via: 10.0.0.9"),
        FieldCase.of(
            "HealthCheck.interval", POLICY, "interval: 1s", "interval: 2s", PASS, "wait 4s"),
        FieldCase.of(
            "HealthCheck.timeout", POLICY, "timeout: 500ms", "timeout: 1s", PASS, "wait 3s600ms"),
        FieldCase.of(
            "HealthCheck.healthyThreshold",
            POLICY,
            "  healthyThreshold: 1",
            "  healthyThreshold: 2",
            PASS),
        FieldCase.of(
            "HealthCheck.unhealthyThreshold",
            POLICY,
            "unhealthyThreshold: 3",
            "unhealthyThreshold: 1",
            PASS,
            "fail check"),
        reloaded("HealthCheck.host", POLICY, "host: example.net", "host: example.org", PASS),
        reloaded("HealthCheck.path", POLICY, "path: /up", "path: /down", PASS),
        reloaded("HealthCheck.expectStatus", POLICY, "200-299", "204", PASS),
        reloaded("HealthCheck.expectBody", POLICY, "expectBody: ok", "expectBody: fine", PASS));
  }

  private static final String PASS = "pass check";

  private static List<FieldCase> route(String kind, String yaml) {
    String plain = yaml.replace("  standby: true\n  standbyMetric: 9\n", "");
    boolean six = kind.equals("IPv6Route");
    return List.of(
        FieldCase.of(
            kind + ".destination",
            yaml,
            six ? "fd66::/64" : "10.66.0.0/16",
            six ? "fd67::/64" : "10.67.0.0/16"),
        FieldCase.of(
            kind + ".device",
            plain,
            "  device: ${EgressRoutePolicy/wan.status.selectedDevice}\n",
            ""),
        FieldCase.of(
            kind + ".gateway",
            plain,
            "  gateway: ${EgressRoutePolicy/wan.status.selectedGateway}\n",
            ""),
        FieldCase.of(kind + ".onlink", plain, "  onlink: false\n", "  onlink: true\n"),
        FieldCase.of(kind + ".metric", yaml, "metric: 7", "metric: 8"),
        FieldCase.of(kind + ".table", yaml, "table: main", "table: 100"),
        FieldCase.of(kind + ".type", yaml, "type: blackhole", "type: prohibit"),
        FieldCase.of(
            kind + ".preferredSource",
            yaml,
            six ? "Source: fd00:0::2" : "Source: 10.0.0.2",
            six ? "Source: fd00:0::3" : "Source: 10.0.0.3"),
        FieldCase.of(kind + ".standby", yaml, "standby: true", "standby: false"),
        FieldCase.of(kind + ".standbyMetric", yaml, "standbyMetric: 9", "standbyMetric: 10"),
        FieldCase.of(
            kind + ".whenUnresolved",
            yaml,
            "whenUnresolved: keep",
            "whenUnresolved: blackhole",
            "unplug wan0",
            "unplug wan1"));
  }

  private static String inSix(String yaml) {
    return yaml.replace("family: ipv4", "family: ipv6")
        .replace("kind: IPv4Route", "kind: IPv6Route")
        .replace("0.0.0.0/0", "\"::/0\"")
        .replace("gateway: 10.0.0.1", "gateway: fe80::1")
        .replace("gateway: 10.0.1.1", "gateway: fe80::2")
        .replace("Source: 10.0.0.2", "Source: fd00:0::2")
        .replace("10.66.0.0/16", "fd66::/64");
  }

  private static List<FieldCase> links() {
    String tunnel =
        LEASED
            .replace("device: wan0\n", "source: DSLiteTunnel/tunnel\n")
            .replace("    gatewaySource: static\n", "")
            .replace("    gateway: ${DHCPv4Client/lease.status.gateway}\n", "");
    return List.of(
        FieldCase.of("NetworkInterface.ifname", POLICY, "ifname: wan1", "ifname: tun0"),
        FieldCase.of("DsLiteTunnel.tunnelName", tunnel, "tunnelName: tun0", "tunnelName: wan1"));
  }

  private FieldCases() {}
}
