package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.routerd.api.Routerd;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.IpAddress;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.yaml.RouterYaml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Probe paths on the kernel of this machine")
class ProbePathOnLinuxTest {

  private final Lab lab = new Lab();
  private Optional<Routerd> routerd = Optional.empty();

  @AfterEach
  void close() {
    routerd.ifPresent(Routerd::close);
    lab.close();
  }

  private static String policyOnWan0(String name, String gateway) {
    return """
    apiVersion: net.routerd.net/v1alpha1
    kind: HealthCheck
    metadata: {name: check-%1$s}
    spec: {target: 1.1.1.1, interval: 200ms}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: EgressRoutePolicy
    metadata: {name: policy-%1$s}
    spec:
      candidates:
        - {name: only, device: wan0, gateway: %2$s, healthCheck: check-%1$s}
    ---
    """
        .formatted(name, gateway);
  }

  /** One policy over both uplinks; each has its own check of the same target. */
  private static String twoUplinks(String gateway0, String gateway1) {
    return """
    apiVersion: net.routerd.net/v1alpha1
    kind: Interface
    metadata: {name: wan0}
    spec: {ifname: wan0}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: Interface
    metadata: {name: wan1}
    spec: {ifname: wan1}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: HealthCheck
    metadata: {name: check-wan0}
    spec: {target: 1.1.1.1, interval: 200ms}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: HealthCheck
    metadata: {name: check-wan1}
    spec: {target: 1.1.1.1, interval: 200ms}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: EgressRoutePolicy
    metadata: {name: default}
    spec:
      hysteresis: 1s
      candidates:
        - {name: wan0, source: Interface/wan0, gateway: %s, weight: 80, healthCheck: check-wan0}
        - {name: wan1, source: Interface/wan1, gateway: %s, weight: 50, healthCheck: check-wan1}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: IPv4Route
    metadata: {name: default}
    spec:
      destination: 0.0.0.0/0
      device: ${EgressRoutePolicy/default.status.selectedDevice}
      gateway: ${EgressRoutePolicy/default.status.selectedGateway}
    """
        .formatted(gateway0, gateway1);
  }

  private Routerd start(String yaml) {
    RouterConfig configuration = RouterYaml.reader().read("test", yaml);
    Routerd started =
        Routerd.builder()
            .configuration(configuration)
            .platform(
                new LinuxPlatformProvider(
                    LinuxOptions.inNetworkNamespace(Netns.path(lab.router()))))
            .build();
    routerd = Optional.of(started);
    started.start();
    return started;
  }

  /** An uplink with a gateway that answers for the target itself, as a router on the way would. */
  private String uplink(String device, String own, String gateway) {
    String beyond = lab.uplink(device);
    lab.address(lab.router(), device, own);
    lab.address(beyond, "peer", gateway);
    lab.answer(beyond, "1.1.1.1");
    return beyond;
  }

  private static Optional<String> verdict(Routerd engine, String check) {
    return engine.status().healthCheck(check).map(HealthStatus::verdict);
  }

  private static void awaitVerdict(Routerd engine, String check, String verdict) {
    Await.until(
        check + " " + verdict,
        () -> engine.status().healthCheck(check),
        status -> status.map(HealthStatus::verdict).equals(Optional.of(verdict)));
  }

  @ParameterizedTest(name = "rp_filter {0}")
  @ValueSource(ints = {0, 1, 2})
  @DisplayName("PATH-1 PATH-3 a standby is probed through its own gateway, whatever rp_filter is")
  void theStandbyIsProbedThroughItsOwnGateway(int rpFilter) {
    uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    String beyond1 = uplink("wan1", "10.0.1.2/24", "10.0.1.1/24");
    for (String key : List.of("all", "wan0", "wan1")) {
      lab.netns()
          .sysctl(lab.router(), "net.ipv4.conf." + key + ".rp_filter", String.valueOf(rpFilter));
    }
    Routerd engine = start(twoUplinks("10.0.0.1", "10.0.1.1"));

    awaitVerdict(engine, "check-wan0", "Healthy");
    awaitVerdict(engine, "check-wan1", "Healthy");
    assertThat(engine.status().healthCheck("check-wan1").orElseThrow().evidence().orElseThrow())
        .satisfies(
            e -> {
              assertThat(e.nextHop()).contains(IpAddress.parse("10.0.1.1"));
              assertThat(e.source()).contains(IpAddress.parse("10.0.1.2"));
              assertThat(e.device()).hasToString("wan1");
            });

    lab.netns().ip(beyond1, "address", "del", "10.0.1.1/24", "dev", "peer");
    lab.netns().ip(lab.router(), "neighbor", "flush", "dev", "wan1");
    awaitVerdict(engine, "check-wan1", "Unhealthy");
    assertThat(verdict(engine, "check-wan0")).contains("Healthy");
  }

  @Test
  @DisplayName("PATH-2 a target that answers ARP on the link does not make a dead gateway Healthy")
  void aTargetThatAnswersArpIsNoProof() {
    uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    String beyond1 = lab.uplink("wan1");
    lab.address(lab.router(), "wan1", "10.0.1.2/24");
    lab.answer(beyond1, "1.1.1.1"); // on the link, and willing to answer anybody
    lab.netns().ip(beyond1, "route", "add", "10.0.1.0/24", "dev", "peer");

    Routerd engine = start(twoUplinks("10.0.0.1", "10.0.1.1"));

    awaitVerdict(engine, "check-wan0", "Healthy");
    awaitVerdict(engine, "check-wan1", "Unhealthy");
    assertThat(lab.netns().ip(lab.router(), "route", "get", "1.1.1.1", "oif", "wan1"))
        .as("PATH-1 the lookup of a bound socket goes through the gateway")
        .contains("via 10.0.1.1");
  }

  @Test
  @DisplayName("PATH-1 a host of the LAN reaches the router at both uplinks while probes run")
  void aLanHostReachesTheRouterAtBothUplinks() {
    uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    uplink("wan1", "10.0.1.2/24", "10.0.1.1/24");
    String lan = lab.uplink("lan0");
    lab.address(lab.router(), "lan0", "192.168.7.1/24");
    lab.address(lan, "peer", "192.168.7.2/24");
    lab.netns().ip(lan, "route", "add", "default", "via", "192.168.7.1");
    lab.listen(lab.router(), 8022);
    Routerd engine = start(twoUplinks("10.0.0.1", "10.0.1.1"));
    awaitVerdict(engine, "check-wan0", "Healthy");
    awaitVerdict(engine, "check-wan1", "Healthy");

    assertThat(lab.connects(lan, "10.0.0.2", 8022)).isTrue();
    assertThat(lab.connects(lan, "10.0.1.2", 8022)).isTrue();
  }

  @Test
  @DisplayName("PATH-4 two uplinks with one gateway address do not interfere")
  void oneGatewayAddressOnTwoDevices() {
    uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    String beyond1 = uplink("wan1", "10.0.0.3/24", "10.0.0.1/24");
    Routerd engine = start(twoUplinks("10.0.0.1", "10.0.0.1"));
    awaitVerdict(engine, "check-wan0", "Healthy");
    awaitVerdict(engine, "check-wan1", "Healthy");

    lab.silence(beyond1, "1.1.1.1");

    awaitVerdict(engine, "check-wan1", "Unhealthy");
    assertThat(verdict(engine, "check-wan0")).contains("Healthy");
    assertThat(engine.status().policy("default").flatMap(PolicyStatus::selectedCandidate))
        .contains("wan0");
  }

  @Test
  @DisplayName("PATH-1 two gateways on one device: the mark keeps their probes apart")
  void twoGatewaysOnOneDevice() {
    String beyond = uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    Routerd engine = start(policyOnWan0("first", "10.0.0.1") + policyOnWan0("other", "10.0.0.9"));

    awaitVerdict(engine, "check-first", "Healthy");
    awaitVerdict(engine, "check-other", "Unhealthy");
    lab.address(beyond, "peer", "10.0.0.9/24");
    awaitVerdict(engine, "check-other", "Healthy");
    assertThat(
            engine
                .status()
                .healthCheck("check-other")
                .orElseThrow()
                .evidence()
                .orElseThrow()
                .nextHop())
        .contains(IpAddress.parse("10.0.0.9"));
  }

  @Test
  @DisplayName("PATH-3 a device without an address and rp_filter on: the mend is a condition")
  void aBorrowedSourceIsACondition() {
    uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    lab.netns().sysctl(lab.router(), "net.ipv4.conf.all.rp_filter", "1");
    String tunnel = lab.uplink("tun0");
    lab.answer(tunnel, "1.1.1.1");
    Routerd engine =
        start(
            """
            apiVersion: net.routerd.net/v1alpha1
            kind: DSLiteTunnel
            metadata: {name: tun0}
            spec: {}
            ---
            apiVersion: net.routerd.net/v1alpha1
            kind: HealthCheck
            metadata: {name: check}
            spec: {target: 1.1.1.1, interval: 200ms, sourceInterface: tun0}
            ---
            apiVersion: net.routerd.net/v1alpha1
            kind: EgressRoutePolicy
            metadata: {name: default}
            spec:
              candidates:
                - {source: DSLiteTunnel/tun0, weight: 80, healthCheck: check}
            """);

    Await.until(
        "the condition",
        () -> engine.status().healthCheck("check").orElseThrow().conditions(),
        conditions ->
            conditions.stream().anyMatch(c -> c.type() == Reason.SOURCE_ADDRESS_BORROWED));
  }

  @Test
  @DisplayName("PATH-1 a path is put back when somebody takes its rule or table away")
  void aPathIsPutBack() {
    uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    uplink("wan1", "10.0.1.2/24", "10.0.1.1/24");
    Routerd engine = start(twoUplinks("10.0.0.1", "10.0.1.1"));
    awaitVerdict(engine, "check-wan1", "Healthy");

    lab.netns().ip(lab.router(), "route", "flush", "table", "114001");
    Await.until(
        "the table",
        () -> lab.route("default", "114001"),
        "default via 10.0.1.1 dev wan1 proto 114"::equals);
    lab.netns().ip(lab.router(), "rule", "del", "priority", "11401", "table", "114001");
    Await.until(
        "the rule",
        () -> lab.netns().ip(lab.router(), "rule"),
        rules -> rules.contains("oif wan1 lookup 114001"));
    awaitVerdict(engine, "check-wan1", "Healthy");
  }
}
