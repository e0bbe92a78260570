package net.routerd.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.GatewaySource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.SelectionMode;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The documents of the specification mean what the specification says. */
class DocumentedConfigurationTest {

  private static RouterConfig config;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DocumentedConfigurationTest.class.getResourceAsStream("/documented.yaml"))) {
      config = RouterYaml.reader().read("documented.yaml", in);
    }
  }

  private static <T extends Resource> T only(Class<T> type) {
    List<T> all = config.all(type);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  @DisplayName("KIND-1 the documented policy is read field by field")
  void policyIsRead() {
    EgressRoutePolicy policy = only(EgressRoutePolicy.class);

    assertThat(policy.ref()).hasToString("EgressRoutePolicy/ipv4-default");
    assertThat(policy.family()).isEqualTo(IpFamily.IPV4);
    assertThat(policy.destinationCidrs()).containsExactly(Cidr.parse("0.0.0.0/0"));
    assertThat(policy.selection()).isEqualTo(SelectionMode.HIGHEST_WEIGHT_READY);
    assertThat(policy.hysteresis()).isEqualTo(Duration.ofSeconds(30));
    assertThat(policy.candidates())
        .containsExactly(
            Candidate.builder()
                .name("ds-lite")
                .source(ResourceRef.parse("DSLiteTunnel/ds-lite"))
                .device(Expression.reference("${DSLiteTunnel/ds-lite.status.interface}"))
                .gatewaySource(GatewaySource.NONE)
                .weight(80)
                .healthCheck("internet-tcp443")
                .build(),
            Candidate.builder()
                .name("ix2215")
                .source(ResourceRef.parse("Interface/ix2215"))
                .device(Expression.reference("${Interface/ix2215.status.ifname}"))
                .gatewaySource(GatewaySource.STATIC)
                .gateway(Expression.of(IpAddress.parse("172.17.0.1")))
                .weight(50)
                .build());
  }

  @Test
  @DisplayName("KIND-2 the documented check is read field by field, defaults filled in")
  void checkIsRead() {
    assertThat(only(HealthCheck.class))
        .isEqualTo(
            HealthCheck.builder()
                .metadata(Metadata.named("internet-tcp443"))
                .enabled(true)
                .daemon("routerd-healthcheck")
                .target(IpAddress.parse("1.1.1.1"))
                .protocol(ProbeProtocol.TCP)
                .port(443)
                .sourceInterface("ds-routerd-test")
                .interval(Duration.ofSeconds(5))
                .timeout(Duration.ofSeconds(2))
                .healthyThreshold(1)
                .unhealthyThreshold(3)
                .build());
  }

  @Test
  @DisplayName("KIND-3 the documented route is read field by field, defaults filled in")
  void routeIsRead() {
    IPv4Route route = only(IPv4Route.class);

    assertThat(route.destination()).isEqualTo(Expression.of(Cidr.parse("0.0.0.0/0")));
    assertThat(route.device())
        .contains(Expression.reference("${EgressRoutePolicy/ipv4-default.status.selectedDevice}"));
    assertThat(route.gateway())
        .contains(Expression.reference("${EgressRoutePolicy/ipv4-default.status.selectedGateway}"));
    assertThat(route.metric()).isZero();
    assertThat(route.standbyMetric()).isEqualTo(1);
    assertThat(route.table()).isEqualTo(RouteTable.MAIN);
    assertThat(route.type()).isEqualTo(RouteType.UNICAST);
    assertThat(route.preferredSource()).isEmpty();
    assertThat(route.onlink()).isFalse();
    assertThat(route.standby()).isFalse();
    assertThat(route.whenUnresolved()).isEqualTo(WhenUnresolved.KEEP);
  }

  @Test
  @DisplayName("KIND-4 KIND-5 the links beside it are read")
  void linksAreRead() {
    assertThat(only(DsLiteTunnel.class).tunnelName()).isEqualTo(new LinkName("ds-routerd-test"));
    assertThat(only(NetworkInterface.class).ifname()).isEqualTo(new LinkName("ix2215"));
    assertThat(config.resources()).hasSize(5);
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  @DisplayName("KIND-1 KIND-5 what is left out has its default")
  void defaultsAreFilledIn() {
    RouterConfig defaults =
        RouterYaml.reader()
            .read(
                "defaults",
                """
                apiVersion: net.routerd.net/v1alpha1
                kind: EgressRoutePolicy
                metadata: {name: v6}
                spec:
                  family: ipv6
                  candidates:
                    - source: DSLiteTunnel/tunnel
                    - device: wan0
                      gateway: fe80::1
                ---
                apiVersion: net.routerd.net/v1alpha1
                kind: DSLiteTunnel
                metadata: {name: tunnel}
                """);
    EgressRoutePolicy policy = defaults.all(EgressRoutePolicy.class).getFirst();
    Candidate first = policy.candidates().getFirst();
    Candidate second = policy.candidates().getLast();

    assertThat(policy.managedDestinations()).containsExactly(Cidr.parse("::/0"));
    assertThat(first.name()).isEqualTo("DSLiteTunnel/tunnel");
    assertThat(first.gatewaySource()).isEqualTo(GatewaySource.NONE);
    assertThat(first.effectiveDevice())
        .isEqualTo(Expression.reference("${DSLiteTunnel/tunnel.status.interface}"));
    assertThat(first.enabled()).isTrue();
    assertThat(second.name()).isEqualTo("candidate-1");
    assertThat(second.gatewaySource()).isEqualTo(GatewaySource.STATIC);
    assertThat(second.weight()).isZero();
    assertThat(second.healthCheck()).isEqualTo(Optional.empty());
    assertThat(defaults.all(DsLiteTunnel.class).getFirst().tunnelName())
        .isEqualTo(new LinkName("tunnel"));
  }

  @Test
  @DisplayName("KIND-2 port and timeout default by protocol and interval")
  void checkDefaultsDependOnOtherFields() {
    assertThat(check("protocol: icmp").port()).isZero();
    assertThat(check("protocol: tcp").port()).isEqualTo(443);
    assertThat(check("protocol: dns").port()).isEqualTo(53);
    assertThat(check("protocol: http").port()).isEqualTo(80);
    assertThat(check("protocol: https").port()).isEqualTo(443);
    assertThat(check("interval: 500ms").timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(check("interval: 1m").timeout()).isEqualTo(Duration.ofSeconds(2));
  }

  private static HealthCheck check(String field) {
    return RouterYaml.reader()
        .read(
            "check",
            """
            apiVersion: net.routerd.net/v1alpha1
            kind: HealthCheck
            metadata: {name: h}
            spec:
              target: 1.1.1.1
              sourceInterface: wan0
              %s
            """
                .formatted(field))
        .all(HealthCheck.class)
        .getFirst();
  }
}
