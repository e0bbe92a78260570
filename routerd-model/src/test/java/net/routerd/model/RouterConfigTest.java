package net.routerd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Configurations that programs build. */
class RouterConfigTest {

  private static NetworkInterface link(String name) {
    return NetworkInterface.builder()
        .metadata(Metadata.named(name))
        .ifname(new LinkName(name))
        .build();
  }

  private static IPv4Route route(String name, String destination, String device) {
    return route(name, destination, device, 0);
  }

  private static IPv4Route route(String name, String destination, String device, long metric) {
    return IPv4Route.builder()
        .metadata(Metadata.named(name))
        .destination(Expression.of(Cidr.parse(destination)))
        .metric(metric)
        .device(Expression.reference(device))
        .build();
  }

  private static IPv6Route.Builder ipv6(String name) {
    return IPv6Route.builder()
        .metadata(Metadata.named(name))
        .destination(Expression.of(Cidr.parse("::/0")))
        .device(Expression.of(new LinkName("wan0")));
  }

  private static IPv4Route.Builder standby(String name) {
    return IPv4Route.builder()
        .metadata(Metadata.named(name))
        .destination(Expression.of(Cidr.parse("0.0.0.0/0")))
        .device(Expression.reference("${EgressRoutePolicy/p.status.selectedDevice}"))
        .standby(true)
        .standbyMetric(9);
  }

  private static HealthCheck.Builder check(String name) {
    return HealthCheck.builder().metadata(Metadata.named(name)).target(IpAddress.parse("1.1.1.1"));
  }

  private static Candidate candidate(String name, String device) {
    return Candidate.builder()
        .name(name)
        .device(Expression.of(new LinkName(device)))
        .healthCheck("h")
        .build();
  }

  private static EgressRoutePolicy policy(Candidate... candidates) {
    return EgressRoutePolicy.builder()
        .metadata(Metadata.named("p"))
        .addCandidates(candidates)
        .build();
  }

  private static List<ConfigProblem> refused(Resource... resources) {
    ConfigException thrown =
        catchThrowableOfType(ConfigException.class, () -> RouterConfig.of(List.of(resources)));
    assertThat(thrown).as("nothing was refused").isNotNull();
    return thrown.problems();
  }

  @Test
  @DisplayName("KIND-2 RES-7 a builder tells everything that is wrong at once")
  void builderTellsEverything() {
    HealthCheck.Builder check =
        check("h")
            .port(443)
            .interval(Duration.ofMillis(1))
            .timeout(Duration.ofSeconds(1))
            .healthyThreshold(0)
            .host("x");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(check::build)
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(
                        p -> p.source() + ":" + p.line() + " " + p.resource() + " " + p.path())
                    .containsExactly(
                        "(program):0 HealthCheck/h spec.port",
                        "(program):0 HealthCheck/h spec.interval",
                        "(program):0 HealthCheck/h spec.timeout",
                        "(program):0 HealthCheck/h spec.healthyThreshold",
                        "(program):0 HealthCheck/h spec.host"));
  }

  @Test
  @DisplayName("RES-14 a builder refuses durations that their text could not hold")
  void builderRefusesFractions() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(check("h").interval(Duration.ofNanos(10_000_001))::build)
        .withMessageContaining("whole milliseconds");
  }

  @Test
  @DisplayName("REF-1 a literal device that looks like a reference is refused")
  void builderRefusesHalfReferences() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> candidate("a", "${x}"))
        .withMessageContaining("InvalidReference");
  }

  @Test
  @DisplayName("RES-3 a duplicate is refused")
  void duplicateIsRefused() {
    assertThat(refused(link("wan0"), link("wan0")))
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "(program):0:0: Interface/wan0 metadata.name: DuplicateResource: there is another"
                + " resource of this kind and name; rename one of them");
  }

  @Test
  @DisplayName("REF-2 everything that does not fit together is told at once")
  void crossChecksTellEverything() {
    assertThat(
            refused(
                route("a", "10.0.0.0/8", "${Interface/wan1.status.ifname}"),
                route("b", "10.0.0.0/8", "${DHCPv4Lease/any.status.devcie}"),
                link("wan0")))
        .extracting(ConfigProblem::code)
        .containsExactly("UnknownResource", "UnknownStatusField", "DuplicateRoute");
  }

  @Test
  @DisplayName("REF-2 external kinds need not be declared as resources")
  void externalResourcesNeedNotBeDeclared() {
    assertThat(
            RouterConfig.of(List.of(route("a", "10.0.0.0/8", "${DHCPv4Lease/any.status.device}")))
                .resources())
        .hasSize(1);
  }

  @Test
  @DisplayName("REF-3 a cycle is printed whole")
  void cycleIsPrintedWhole() {
    assertThat(
            refused(
                route("a", "10.0.0.0/8", "${IPv4Route/b.status.device}"),
                route("b", "10.0.0.0/9", "${IPv4Route/c.status.device}"),
                route("c", "10.0.0.0/10", "${IPv4Route/a.status.device}"),
                route("d", "10.0.0.0/11", "${IPv4Route/a.status.device}")))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("IPv4Route/a -> IPv4Route/b -> IPv4Route/c -> IPv4Route/a"));
  }

  @Test
  @DisplayName("REF-3 a resource that refers to itself is a cycle")
  void selfReferenceIsACycle() {
    assertThat(refused(route("a", "10.0.0.0/8", "${IPv4Route/a.status.device}")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("IPv4Route/a -> IPv4Route/a"));
  }

  @Test
  @DisplayName("REF-3 a chain of 32 references is taken, one of 33 is not, however long it is")
  void chainsAreBounded() {
    assertThat(RouterConfig.of(chain(32)).resources()).hasSize(33);
    for (int length : List.of(33, 20_000)) {
      assertThat(refused(chain(length).toArray(Resource[]::new)))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.resource()).isEqualTo("IPv4Route/r" + (length - 33));
                assertThat(problem.code()).isEqualTo("ReferenceChainTooLong");
              });
    }
  }

  /** A route that refers to a route, which refers to a route, and so on. */
  private static List<Resource> chain(int length) {
    List<Resource> chain = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      chain.add(route("r" + i, "10.0.0.0/8", "${IPv4Route/r" + (i + 1) + ".status.device}", i));
    }
    chain.add(route("r" + length, "11.0.0.0/8", "${DHCPv4Lease/any.status.device}", length));
    return chain;
  }

  @Test
  @DisplayName("REF-7 a route inside its policy is taken, one outside is not")
  void routeStaysInsideItsPolicy() {
    EgressRoutePolicy policy =
        EgressRoutePolicy.builder()
            .metadata(Metadata.named("p"))
            .addCandidates(candidate("a", "wan0"))
            .addDestinationCidrs(Cidr.parse("10.0.0.0/8"))
            .build();
    HealthCheck check = check("h").build();
    String device = "${EgressRoutePolicy/p.status.selectedDevice}";

    assertThat(
            RouterConfig.of(List.of(policy, check, route("r", "10.1.0.0/16", device))).resources())
        .hasSize(3);
    assertThat(refused(policy, check, route("r", "11.0.0.0/8", device)))
        .extracting(ConfigProblem::code)
        .containsExactly("DestinationOutsidePolicy");
  }

  @Test
  @DisplayName("HC-6 candidates that share a check must go one way")
  void sharedCheckHasOnePath() {
    HealthCheck check = check("h").build();

    assertThat(
            RouterConfig.of(List.of(check, policy(candidate("a", "wan0"), candidate("b", "wan0"))))
                .resources())
        .hasSize(2);
    assertThat(refused(check, policy(candidate("a", "wan0"), candidate("b", "wan1"))))
        .extracting(ConfigProblem::code)
        .containsExactly("SharedCheckPathsDiffer");
  }

  @Test
  @DisplayName("HC-6 a source's device and a reference to it are one way")
  void defaultDeviceIsTheDeviceOfTheSource() {
    Candidate implicit =
        Candidate.builder()
            .name("a")
            .source(ResourceRef.parse("Interface/wan0"))
            .healthCheck("h")
            .build();
    Candidate explicit =
        Candidate.builder()
            .name("b")
            .source(ResourceRef.parse("Interface/wan0"))
            .healthCheck("h")
            .device(Expression.reference("${Interface/wan0.status.ifname}"))
            .build();

    assertThat(
            RouterConfig.of(List.of(link("wan0"), check("h").build(), policy(implicit, explicit)))
                .resources())
        .hasSize(3);
  }

  @Test
  @DisplayName(
      "HC-6 a check with neither pin nor candidate is a warning, and warnings are no part of"
          + " equality")
  void uselessCheckIsAWarning() {
    RouterConfig config = RouterConfig.of(List.of(check("h").build()));

    assertThat(config.warnings()).extracting(ConfigProblem::code).containsExactly("CheckUnused");
    assertThat(config.warnings().getFirst().message()).contains("not probed (HC-6)");
    assertThat(
            config.locatingWarnings(
                w -> new ConfigProblem("s", 1, 1, "", "", "x", "y"),
                Comparator.comparingInt(ConfigProblem::line)))
        .isEqualTo(config);
    assertThat(RouterConfig.of(List.of(check("h").sourceInterface("wan0").build())).warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.message()).contains("its verdict decides nothing"));
  }

  @Test
  @DisplayName("RT-13 metric 0 of IPv6 is 1024, and other tables and metrics do not clash")
  void routeKeysAreTheKernels() {
    IPv6Route zero = ipv6("a").build();
    IPv6Route same = ipv6("b").metric(1024).build();
    IPv6Route other = ipv6("b").metric(1023).build();

    assertThat(refused(zero, same))
        .extracting(ConfigProblem::code)
        .containsExactly("DuplicateRoute");
    assertThat(RouterConfig.of(List.of(zero, other)).resources()).hasSize(2);
    assertThat(zero.standbyMetric()).isEqualTo(1025);
  }

  @Test
  @DisplayName("RT-13 a destination that follows a policy clashes with a literal one")
  void policyDestinationsHaveKeys() {
    IPv4Route follows =
        IPv4Route.builder()
            .metadata(Metadata.named("a"))
            .destination(Expression.reference("${EgressRoutePolicy/p.status.destinationCIDRs}"))
            .device(Expression.reference("${EgressRoutePolicy/p.status.selectedDevice}"))
            .build();

    assertThat(
            refused(
                check("h").build(),
                policy(candidate("a", "wan0")),
                follows,
                route("b", "0.0.0.0/0", "${EgressRoutePolicy/p.status.selectedDevice}")))
        .extracting(ConfigProblem::code)
        .containsExactly("DuplicateRoute");
  }

  @Test
  @DisplayName("RT-11 the key of a standby clashes with another standby's too")
  void standbyKeysAreUnique() {
    IPv4Route first = standby("a").metric(0).build();
    IPv4Route second = standby("b").metric(5).build();

    assertThat(refused(check("h").build(), policy(candidate("a", "wan0")), first, second))
        .extracting(p -> p.code() + " " + p.resource())
        .containsExactly("StandbyMetricTaken IPv4Route/b");
  }

  @Test
  @DisplayName("RES-13 routerd's own kinds cannot be registered, unknown ones not be used")
  void ownKindsAreReserved() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ExternalKind("Interface", Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExternalKind("WANEgressPolicy", Map.of()));
    ExternalResource modem =
        ExternalResource.builder().kind("Modem").metadata(Metadata.named("m")).build();
    assertThat(refused(modem)).extracting(ConfigProblem::code).containsExactly("UnknownKind");
  }
}
