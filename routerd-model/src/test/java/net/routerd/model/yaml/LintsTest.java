package net.routerd.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.routerd.model.ConfigProblem;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is allowed and probably not meant: warned of with its place and its mend, never refused. */
class LintsTest {

  /** Nothing to warn of; each test changes one thing. Lines are counted from here. */
  private static final String GOOD =
      """
      apiVersion: net.routerd.net/v1alpha1
      kind: EgressRoutePolicy
      metadata: {name: out}
      spec:
        hysteresis: 10m
        candidates:
          - {name: a, source: Interface/wan0, gateway: 10.0.0.1, healthCheck: via-wan0, weight: 9}
          - {name: b, source: Interface/wan1, gateway: 10.0.1.1, weight: 5}
      ---
      apiVersion: net.routerd.net/v1alpha1
      kind: HealthCheck
      metadata: {name: via-wan0}
      spec:
        target: 1.1.1.1
        interval: 1s
        timeout: 900ms
      ---
      apiVersion: net.routerd.net/v1alpha1
      kind: IPv4Route
      metadata: {name: default}
      spec:
        destination: 0.0.0.0/0
        device: ${EgressRoutePolicy/out.status.selectedDevice}
        gateway: ${EgressRoutePolicy/out.status.selectedGateway}
      ---
      {apiVersion: net.routerd.net/v1alpha1, kind: Interface, metadata: {name: wan0}, spec: {ifname: wan0}}
      ---
      {apiVersion: net.routerd.net/v1alpha1, kind: Interface, metadata: {name: wan1}, spec: {ifname: wan1}}
      """;

  private static RouterConfig read(String text) {
    return RouterYaml.reader().read("r.yaml", text);
  }

  private static String good(String part, String other) {
    assertThat(GOOD).contains(part);
    return GOOD.replace(part, other);
  }

  private static List<String> codes(String text) {
    return read(text).warnings().stream().map(ConfigProblem::code).toList();
  }

  private static void warns(String text, String place, String code, String... words) {
    assertThat(read(text).warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.toString()).startsWith("r.yaml:" + place + ": " + code + ": ");
              assertThat(warning.message()).contains(words);
            });
  }

  @Test
  @DisplayName("CLI-3 a configuration without anything to warn of has no warnings")
  void nothingToWarnOf() {
    assertThat(read(GOOD).warnings()).isEmpty();
  }

  @Test
  @DisplayName("CLI-3 TimeoutNearInterval: more than nine tenths of the interval, also by default")
  void timeoutNearInterval() {
    warns(
        good("900ms", "901ms"),
        "16:12: HealthCheck/via-wan0 spec.timeout",
        "TimeoutNearInterval",
        "901 ms",
        "900 ms; set timeout to that or less");
    warns(
        good("  timeout: 900ms\n", ""),
        "14:3: HealthCheck/via-wan0 spec.timeout",
        "TimeoutNearInterval",
        "1000 ms");
    assertThat(codes(good("  interval: 1s\n  timeout: 900ms\n", ""))).as("5s, 2s").isEmpty();
  }

  @Test
  @DisplayName("CLI-3 WeightsTie: two enabled candidates of one policy weigh the same")
  void weightsTie() {
    warns(
        good("weight: 5", "healthCheck: via-wan1, weight: 9") + check("via-wan1"),
        "8:91: EgressRoutePolicy/out spec.candidates[1].weight",
        "WeightsTie",
        "b weighs 9 as a does",
        "give them different weights");
    assertThat(codes(good("weight: 5", "weight: 9, enabled: false")))
        .as("only one is enabled")
        .containsExactly("SingleCandidate");
  }

  private static String check(String name) {
    return """
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: HealthCheck
    metadata: {name: %s}
    spec: {target: 9.9.9.9}
    """
        .formatted(name);
  }

  @Test
  @DisplayName("CLI-3 HysteresisOver10Min: more than ten minutes")
  void hysteresisOver10Min() {
    warns(
        good("hysteresis: 10m", "hysteresis: 10m1s"),
        "5:15: EgressRoutePolicy/out spec.hysteresis",
        "HysteresisOver10Min",
        "for 10m1s; 10m or less");
  }

  @Test
  @DisplayName("CLI-3 CheckUnused: no candidate names it, pinned or not")
  void checkUnused() {
    warns(
        GOOD + check("spare"),
        "33:7: HealthCheck/spare spec",
        "CheckUnused",
        "not probed (HC-6)",
        "name it in a candidate's healthCheck, or remove it");
    warns(
        GOOD + check("spare").replace("9.9.9.9", "9.9.9.9, sourceInterface: wan1"),
        "33:7: HealthCheck/spare spec",
        "CheckUnused",
        "its verdict decides nothing",
        "name it in a candidate's healthCheck, or remove it");
  }

  @Test
  @DisplayName("CLI-3 PolicyUnused: no route refers to it, neither itself nor through others")
  void policyUnused() {
    String fixed = good("${EgressRoutePolicy/out.status.selectedDevice}", "wan0");
    assertThat(codes(fixed)).as("the gateway refers to it").isEmpty();
    warns(
        fixed.replace("${EgressRoutePolicy/out.status.selectedGateway}", "10.0.0.1"),
        "3:18: EgressRoutePolicy/out metadata.name",
        "PolicyUnused",
        "${EgressRoutePolicy/out.status.selectedDevice}");

    String inner =
        """
        ---
        apiVersion: net.routerd.net/v1alpha1
        kind: EgressRoutePolicy
        metadata: {name: inner}
        spec:
          candidates:
            - {name: x, device: wan2, weight: 2, healthCheck: x}
            - {name: y, device: wan3, weight: 1}
        """
            + check("x");
    assertThat(codes(GOOD + inner)).containsExactly("PolicyUnused");
    assertThat(
            codes(
                good(
                        "source: Interface/wan1",
                        "device: \"${EgressRoutePolicy/inner.status.selectedDevice}\"")
                    + inner))
        .as("behind a candidate of a policy that a route refers to")
        .isEmpty();
  }

  @Test
  @DisplayName("CLI-3 SingleCandidate: fewer than two enabled candidates")
  void singleCandidate() {
    warns(
        good("weight: 5", "weight: 5, enabled: false"),
        "7:5: EgressRoutePolicy/out spec.candidates",
        "SingleCandidate",
        "only a is enabled",
        "add or enable another candidate");
    warns(
        good("weight: 5", "weight: 5, enabled: false")
            .replace("weight: 9", "weight: 9, enabled: false"),
        "7:5: EgressRoutePolicy/out spec.candidates",
        "SingleCandidate",
        "nothing is ever selected");
  }

  @Test
  @DisplayName("CLI-3 NoFallbackWithoutCheck: an unchecked candidate with a fallback behind it")
  void noFallbackWithoutCheck() {
    warns(
        good("weight: 5", "weight: 10"),
        "8:7: EgressRoutePolicy/out spec.candidates[1]",
        "NoFallbackWithoutCheck",
        "b has no check",
        "never left for a",
        "name a HealthCheck in its healthCheck");
    assertThat(codes(good("weight: 5", "weight: 9")))
        .as("of equal weight")
        .containsExactlyInAnyOrder("WeightsTie", "NoFallbackWithoutCheck");
    assertThat(codes(good("weight: 5", "weight: 10, enabled: false")))
        .as("not enabled")
        .containsExactly("SingleCandidate");
  }

  @Test
  @DisplayName("CLI-3 CheckOutsidePath: the target is the gateway of a candidate by another device")
  void checkOutsidePath() {
    String outside = good("target: 1.1.1.1", "target: 10.0.1.1");
    warns(
        outside,
        "14:11: HealthCheck/via-wan0 spec.target",
        "CheckOutsidePath",
        "10.0.1.1 is the gateway of candidate b by wan1",
        "choose a target beyond wan0");
    assertThat(codes(good("target: 1.1.1.1", "target: 10.0.0.1"))).as("its own").isEmpty();
    assertThat(codes(outside.replace("gateway: 10.0.0.1", "gateway: 10.0.1.1")))
        .as("PATH-4 one address on both")
        .isEmpty();
    assertThat(codes(outside.replace("source: Interface/wan1", "device: wan0")))
        .as("another gateway on its own device")
        .isEmpty();
  }

  @Test
  @DisplayName("CLI-3 what only the machine shows is reported at the place of the target as well")
  void placeOfATarget() {
    ResourceRef check = ResourceRef.parse("HealthCheck/via-wan0");

    assertThat(read(GOOD).outsidePath(check, "why"))
        .hasToString("r.yaml:14:11: HealthCheck/via-wan0 spec.target: CheckOutsidePath: why");
    assertThat(RouterConfig.of(read(GOOD).resources().values()).outsidePath(check, "why"))
        .hasToString("(program):0:0: HealthCheck/via-wan0 spec.target: CheckOutsidePath: why");
  }

  @Test
  @DisplayName("CLI-3, RES-7 warnings stand in the order of the input")
  void inTheOrderOfTheInput() {
    String text =
        good("weight: 5", "weight: 10").replace("10m", "11m").replace("900ms", "1s")
            + check("spare");
    assertThat(codes(text))
        .containsExactly(
            "HysteresisOver10Min", "NoFallbackWithoutCheck", "TimeoutNearInterval", "CheckUnused");
  }
}
