package net.routerd.samples.appliance;

/** Configurations for the tests. */
final class Configs {

  private static final String HEAD = "apiVersion: net.routerd.net/v1alpha1\nkind: ";

  private static final String WANS =
      HEAD
          + """
          Interface
          metadata: {name: wan0}
          spec: {ifname: wan0}
          ---
          """
          + HEAD
          + """
          Interface
          metadata: {name: wan1}
          spec: {ifname: wan1}
          ---
          """;

  private static final String ROUTE =
      HEAD
          + """
          IPv4Route
          metadata: {name: default}
          spec:
            destination: 0.0.0.0/0
            device: ${EgressRoutePolicy/out.status.selectedDevice}
            gateway: ${EgressRoutePolicy/out.status.selectedGateway}
          ---
          """;

  private Configs() {}

  /** Two ways out without checks; the heavier one is taken. */
  static String twoWays(int weight0, int weight1) {
    return WANS
        + ROUTE
        + HEAD
        + """
        EgressRoutePolicy
        metadata: {name: out}
        spec:
          hysteresis: 0s
          candidates:
            - {name: first, source: Interface/wan0, gateway: 172.17.0.1, weight: %d}
            - {name: second, source: Interface/wan1, gateway: 172.18.0.1, weight: %d}
        """
            .formatted(weight0, weight1);
  }

  /** Two ways out, the heavier one with a check: nothing to warn of. */
  static String checked() {
    return twoWays(80, 50).replace("weight: 80", "weight: 80, healthCheck: internet")
        + "---\n"
        + HEAD
        + """
        HealthCheck
        metadata: {name: internet}
        spec: {target: 1.1.1.1}
        """;
  }

  /** One way out, whose check has no result for a minute. */
  static String undecided() {
    return WANS
        + ROUTE
        + HEAD
        + """
        EgressRoutePolicy
        metadata: {name: out}
        spec:
          candidates:
            - {name: first, source: Interface/wan0, gateway: 172.17.0.1, healthCheck: slow}
        ---
        """
        + HEAD
        + """
        HealthCheck
        metadata: {name: slow}
        spec: {target: 172.17.0.99, protocol: icmp, interval: 60s, timeout: 60s}
        """;
  }

  /** One way out, whose gateway comes from a lease. */
  static String leased() {
    return ROUTE
        + HEAD
        + """
        EgressRoutePolicy
        metadata: {name: out}
        spec:
          candidates:
            - {name: leased, source: DHCPv4Lease/wan, gatewaySource: dhcpv4}
        """;
  }

  static String lease(String gateway) {
    return """
    {"DHCPv4Lease/wan": {"phase": "Bound", "interface": "wan0", "gateway": "%s"}}
    """
        .formatted(gateway);
  }

  /** Two mistakes, in the lines 8 and 9. */
  static String twoMistakes() {
    return """
    apiVersion: net.routerd.net/v1alpha1
    kind: EgressRoutePolicy
    metadata:
      name: out
    spec:
      candidates:
        - name: first
          wieght: 80
          gateway: 172.17.00.1
          source: DHCPv4Lease/wan
    """;
  }
}
