package net.routerd.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.select.Decision;
import net.routerd.select.IncrementalDecider;
import net.routerd.select.Memory;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.ProbeOrder;
import net.routerd.select.Published;
import net.routerd.select.Settings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {

  private static final Moment NOW = new Moment(5_000_000_000L, Instant.EPOCH);
  private static final long SEQUENCE = 1_000;
  private static final ResourceRef LEASE = new ResourceRef("DHCPv4Lease", "wan0");

  private static final String POLICY =
      """
      apiVersion: net.routerd.net/v1alpha1
      kind: IPv4Route
      metadata: {name: default}
      spec:
        destination: 0.0.0.0/0
        device: ${EgressRoutePolicy/out.status.selectedDevice}
        gateway: ${EgressRoutePolicy/out.status.selectedGateway}
      ---
      apiVersion: net.routerd.net/v1alpha1
      kind: EgressRoutePolicy
      metadata: {name: out}
      spec:
        hysteresis: 0s
        candidates:
      """;

  private static String candidate(int number) {
    return """
        - name: way%1$d
          source: Interface/wan%1$d
          gateway: %3$s
          healthCheck: probe%1$d
          weight: %2$d
    """
        .indent(2)
        .formatted(
            number,
            1_000 - number,
            number == 0 ? "${" + LEASE + ".status.gateway}" : "10.0." + number + ".1");
  }

  private static String device(int number) {
    return """
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: Interface
    metadata: {name: wan%1$d}
    spec: {ifname: wan%1$d}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: HealthCheck
    metadata: {name: probe%1$d}
    spec: {target: 192.0.2.%1$d, protocol: icmp, interval: 1s, timeout: 500ms}
    """
        .formatted(number);
  }

  private static RouterConfig configuration(int devices) {
    StringBuilder yaml = new StringBuilder(POLICY);
    IntStream.range(0, devices).mapToObj(RehearsalTest::candidate).forEach(yaml::append);
    IntStream.range(0, devices).mapToObj(RehearsalTest::device).forEach(yaml::append);
    return RouterYaml.reader().read("router.yaml", yaml.toString());
  }

  private static List<ProbeResult> passed(ProbeOrder order) {
    return LongStream.range(0, 3)
        .mapToObj(
            i ->
                new ProbeResult(
                    order.check().metadata().name(),
                    order.generation(),
                    SEQUENCE + i,
                    ProbeOutcome.of(ProbeOutcome.Kind.PASSED),
                    Optional.empty(),
                    NOW.nanos(),
                    NOW.nanos()))
        .toList();
  }

  private static Observations seen(int devices, KernelView kernel, List<ProbeResult> results) {
    Map<LinkName, Link> links =
        IntStream.range(0, devices)
            .mapToObj(Uplinks::up)
            .collect(Collectors.toMap(Link::name, Function.identity()));
    Published lease =
        new Published(
            ExternalStatus.builder().phase("Bound").putFields("gateway", "10.0.0.1").build(),
            OptionalLong.of(NOW.nanos() + 1_000_000_000L)); // long before the rehearsal is over
    return new Observations(
        links, kernel, Map.of(LEASE, lease), results, 0, List.of(), Map.of(), Map.of());
  }

  /** One that begins where every check has passed. */
  private static Rehearsal rehearsal(int devices) {
    RouterConfig configuration = configuration(devices);
    IncrementalDecider decider = new IncrementalDecider(Settings.STANDARD);
    ImaginedRoutes routes = new ImaginedRoutes(Settings.STANDARD.protocol(), KernelView.EMPTY);
    Decision first =
        decider.decide(
            configuration, seen(devices, KernelView.EMPTY, List.of()), Memory.EMPTY, NOW);
    routes.apply(first.plan().changes());
    Observations paths = seen(devices, routes.current(), List.of());
    Decision probed = decider.decide(configuration, paths, first.memory(), NOW);
    List<ProbeResult> results =
        probed.probes().stream().map(RehearsalTest::passed).flatMap(List::stream).toList();
    Observations seen = seen(devices, routes.current(), results);
    Decision decided = decider.decide(configuration, seen, probed.memory(), NOW);
    Rehearsal rehearsal =
        new Rehearsal(Settings.STANDARD, configuration, seen, decided, NOW, () -> false);
    rehearsal.mend();
    return rehearsal;
  }

  /** Where the default route leads in the end, as it is imagined to stand. */
  private static String device(Rehearsal rehearsal) {
    return rehearsal.kernel().routes().stream()
        .filter(route -> route.key().table().id() == 254)
        .map(ObservedRoute::action)
        .map(RouteAction.Forward.class::cast)
        .map(forward -> forward.device().orElseThrow().toString())
        .collect(Collectors.joining(" "));
  }

  private static String statuses(Rehearsal rehearsal) {
    return rehearsal.status().statuses().values().toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8})
  @DisplayName("each device is lost in its turn, once with its carrier and once without")
  void eachDeviceIsLost(int devices) {
    Rehearsal rehearsal = rehearsal(devices);

    List<String> left = new ArrayList<>();
    List<Boolean> cables = new ArrayList<>();
    for (int round = 0; round < 2 * devices; round++) {
      assertThat(device(rehearsal)).as("before round %d", round).isEqualTo("wan0");
      rehearsal.fail(round);
      left.add(device(rehearsal));
      if (left.getLast().equals("wan1")) {
        cables.add(statuses(rehearsal).contains("has no carrier"));
      }
      rehearsal.mend();
    }

    assertThat(cables).as("rounds that lose wan0").containsExactly(true, false);
    assertThat(left.stream().filter("wan0"::equals)).as("the others").hasSize(2 * devices - 2);
  }

  @Test
  @DisplayName("a rehearsal goes on from what is known")
  void goesOn() {
    Rehearsal rehearsal = rehearsal(200);

    assertThat(statuses(rehearsal)).contains("Healthy").doesNotContain("Unknown");
    assertThat(rehearsal.status().statuses()).containsKey(LEASE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  @DisplayName("every other time a device loses its carrier, and else its checks alone tell")
  void silenceIsJudged(int round) {
    Rehearsal rehearsal = rehearsal(2);

    rehearsal.fail(round);

    assertThat(statuses(rehearsal).contains("has no carrier")).isEqualTo(round % 2 == 0);
    assertThat(statuses(rehearsal)).contains(round % 2 == 0 ? "has no carrier" : "Unhealthy");
  }

  @Test
  @DisplayName("a round ends with the switch, so that there are many")
  void endsWithTheSwitch() {
    List<String> switched = new ArrayList<>();
    for (int round : List.of(0, 2)) {
      Rehearsal rehearsal = rehearsal(2);
      rehearsal.fail(round);
      if (device(rehearsal).equals("wan1")) {
        switched.add(statuses(rehearsal));
      }
    }

    assertThat(switched).singleElement(STRING).contains("no carrier").doesNotContain("Unhealthy");
  }
}
