package net.routerd.select;

import static java.util.Objects.requireNonNull;
import static net.routerd.model.ProbeProtocol.HTTP;
import static net.routerd.model.ProbeProtocol.TCP;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.routerd.model.HealthCheck;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.route.RouteRule;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts (HC-1, HC-3, HC-8, HC-9, HC-11). */
class HealthTest {

  private static RouterConfig checkedBy(HealthCheck check) {
    return config(iface("wan0"), check, policy("wan", uplink(0, 100)), following("wan").build());
  }

  private static World world(HealthCheck.Builder check) {
    World world = new World(checkedBy(check.build())).link(up("wan0", 10, "10.0.0.2/24"));
    world.settle();
    return world;
  }

  private static World healthy(HealthCheck.Builder check) {
    World world = world(check);
    world.pass("check0");
    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
    return world;
  }

  @Test
  @DisplayName("HC-3 a verdict that grows stale while its path is missing is told to have no path")
  void staleWithoutPath() {
    World world = healthy(check("check0"));
    world.link(up("wan0", 10, "10.0.0.9/24")).decide(); // HC-8: another path, which nobody makes
    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");

    world.advance(Duration.ofMinutes(1)).decide();

    assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
    world.decide();
    assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
    world.settle();
    assertThat(world.health("check0").reason()).isEqualTo(Reason.NOT_PROBED_YET);
  }

  @Test
  @DisplayName("HC-1 healthyThreshold passes in a row make it Healthy, and Passing before")
  void asManyPassesAsWanted() {
    World world = world(check("check0").healthyThreshold(2));
    assertThat(world.health("check0").phase()).isEqualTo("Unknown");

    world.pass("check0");
    assertThat(world.health("check0").phase()).isEqualTo("Passing");
    assertThat(world.candidate("wan", "wan0").ready()).isFalse();
    world.fail("check0");
    world.pass("check0");
    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");

    world.pass("check0");
    assertThat(world.health("check0").phase()).isEqualTo("Healthy");
    assertThat(world.candidate("wan", "wan0").ready()).isTrue();
  }

  @Test
  @DisplayName("HC-1 unhealthyThreshold failures in a row make it Unhealthy; it holds between")
  void asManyFailuresAsWanted() {
    World world = healthy(check("check0"));
    world.fail("check0");
    world.fail("check0");
    assertThat(world.health("check0").phase()).isEqualTo("Failing");
    assertThat(world.candidate("wan", "wan0").ready()).isTrue();

    world.pass("check0");
    world.fail("check0");
    world.fail("check0");
    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");

    world.fail("check0");
    assertThat(world.health("check0").phase()).isEqualTo("Unhealthy");
    assertThat(world.candidate("wan", "wan0").ready()).isFalse();
  }

  @Test
  @DisplayName("HC-1 from Unknown, failures never make it ready; nor do passes below the threshold")
  void failuresNeverMakeItReady() {
    World world = world(check("check0").healthyThreshold(2).unhealthyThreshold(2));
    for (String what : List.of("f", "p", "f", "f", "p", "f", "p", "f")) {
      world.result("check0", what.equals("p") ? PASSED : ProbeOutcome.Kind.TIMEOUT);
      world.settle();
      assertThat(world.candidate("wan", "wan0").ready()).isFalse();
    }
    assertThat(world.health("check0").verdict()).isEqualTo("Unhealthy");
  }

  private static final ProbeOutcome.Kind PASSED = ProbeOutcome.Kind.PASSED;

  @Test
  @DisplayName("HC-1 an Unhealthy one that passes again shows Passing until the threshold")
  void anUnhealthyOneRecovers() {
    World world = world(check("check0").healthyThreshold(2));
    world.failThrice("check0");
    world.pass("check0");
    assertThat(world.health("check0").phase()).isEqualTo("Passing");
    assertThat(world.health("check0").verdict()).isEqualTo("Unhealthy");

    world.pass("check0");
    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
  }

  @ParameterizedTest
  @EnumSource(
      value = ProbeOutcome.Kind.class,
      names = {"PASSED", "NO_PATH"},
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("HC-4, HC-5, HC-9 every outcome but Passed is a failure, and is shown by its name")
  void everyOtherOutcomeIsAFailure(ProbeOutcome.Kind kind) {
    World world = healthy(check("check0").unhealthyThreshold(1));

    world.result("check0", kind);
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Unhealthy");
    assertThat(world.health("check0").lastResult()).contains(kind.toString());
    assertThat(world.health("check0").message()).contains(kind.toString());
  }

  @Test
  @DisplayName("HC-3 no result for three intervals and a timeout: Unknown, ProbeStale")
  void silenceIsForgotten() {
    World world = healthy(check("check0"));

    world.advance(Duration.ofMillis(3500));
    world.settle();
    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
    assertThat(world.last().wakeUpNanos()).hasValue(world.nanos + 1);

    world.advance(Duration.ofNanos(1));
    world.settle();
    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").reason()).isEqualTo(Reason.PROBE_STALE);
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.HELD);
  }

  @Test
  @DisplayName("HC-3 a quick check is not forgotten within a second")
  void aQuickCheckIsNotForgottenWithinASecond() {
    World world =
        healthy(
            named("check0")
                .target(Given.TARGET)
                .interval(Duration.ofMillis(10))
                .timeout(Duration.ofMillis(10)));

    world.advance(Duration.ofSeconds(1)).settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
  }

  @Test
  @DisplayName("HC-3 time in which the probe loop did not run is no silence")
  void suspendedTimeIsNoSilence() {
    World world = healthy(check("check0"));

    world.suspend(Duration.ofHours(8));
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
    assertThat(world.last().wakeUpNanos())
        .hasValue(world.nanos + Duration.ofMillis(3500).toNanos() + 1);
  }

  @Test
  @DisplayName("HC-8 a Healthy verdict carries its evidence")
  void aVerdictCarriesItsEvidence() {
    World world = healthy(check("check0"));

    HealthStatus status = world.health("check0");

    assertThat(status.evidence().orElseThrow().ifindex()).isEqualTo(10);
    assertThat(status.evidence().orElseThrow().nextHop()).contains(ip("10.0.0.1"));
    assertThat(status.rtt()).contains(Duration.ofMillis(10));
    assertThat(status.lastTransitionTime()).contains(world.wall);
  }

  @Test
  @DisplayName("STA-1, HC-1 the time of the last transition is when the verdict became another one")
  void theTimeOfTheLastTransition() {
    World world = healthy(check("check0"));
    Instant healthy = world.wall;

    world.advance(Duration.ofSeconds(1)).pass("check0");
    assertThat(world.health("check0").lastTransitionTime()).contains(healthy);

    world.failThrice("check0");
    assertThat(world.health("check0").lastTransitionTime()).contains(world.wall);
  }

  @Test
  @DisplayName("HC-8 a re-created device sets Unknown, and the status says that it was re-created")
  void aRecreatedDevice() {
    World world = healthy(check("check0"));

    world.link(up("wan0", 20, "10.0.0.2/24")).settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").reason()).isEqualTo(Reason.DEVICE_RECREATED);
  }

  @Test
  @DisplayName("HC-8 results of an earlier generation are dropped and reset nothing")
  void lateResultsAreDropped() {
    World world = healthy(check("check0").unhealthyThreshold(1));
    long old = world.last().probes().getFirst().generation();
    world.change("wan0", link -> Given.withAddresses(link, "10.0.0.3/24"));
    world.settle();

    world.late("check0", old, ProbeOutcome.Kind.TIMEOUT);
    world.settle();

    assertThat(world.last().probes().getFirst().generation()).isGreaterThan(old);
    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
    assertThat(world.health("check0").consecutiveFailed()).isZero();
  }

  @Test
  @DisplayName("HC-8, PATH-2 a probe sent along a path that went and came back says nothing of it")
  void aProbeOfThePathBefore() {
    World world = healthy(check("check0"));
    long old = world.last().probes().getFirst().generation();
    List<RouteRule> rules = List.copyOf(world.kernel.rules);
    world.kernel.rules.clear();
    world.decide();
    world.kernel.rules.addAll(rules);
    world.settle();

    world.late("check0", old, ProbeOutcome.Kind.PASSED);
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").reason()).isEqualTo(Reason.NOT_PROBED_YET);
  }

  @Test
  @DisplayName("HC-8, RT-8 a probe sent before the device went says nothing once it is back")
  void aProbeOfBeforeTheDeviceWent() {
    World world = healthy(check("check0"));
    long old = world.last().probes().getFirst().generation();
    Link link = requireNonNull(world.links.remove(dev("wan0")));
    world.decide();
    world.link(link);
    world.settle();

    world.late("check0", old, ProbeOutcome.Kind.PASSED);
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
  }

  @Test
  @DisplayName("HC-11, HC-8 a probe sent before a reload changed the port says nothing after it")
  void aProbeOfBeforeTheReload() {
    World world = healthy(check("check0").protocol(TCP).port(443));
    long old = world.last().probes().getFirst().generation();
    world.configuration = checkedBy(check("check0").protocol(TCP).port(80).build());
    world.settle();
    assertThat(world.health("check0").reason()).isEqualTo(Reason.CHECK_CHANGED);

    world.late("check0", old, ProbeOutcome.Kind.PASSED);
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").reason()).isEqualTo(Reason.CHECK_CHANGED);
  }

  @Test
  @DisplayName("HC-8 a result that was folded before does nothing")
  void aResultCountsOnce() {
    World world = world(check("check0").healthyThreshold(2));
    world.result("check0", PASSED);
    Observations seen = world.observations();
    world.settle();

    Moment now = new Moment(world.nanos, world.wall);
    Decision again =
        new Decider(Settings.STANDARD).decide(world.configuration, seen, world.memory, now);

    assertThat(again.statuses().healthCheck("check0").orElseThrow().consecutivePassed())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("HC-8 an address change probes at once and keeps the verdict")
  void anAddressChangeKeepsTheVerdict() {
    World world = healthy(check("check0"));
    long generation = world.last().probes().getFirst().generation();

    world.change("wan0", link -> Given.withAddresses(link, "10.0.0.3/24"));
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
    assertThat(world.last().probes().getFirst().generation()).isGreaterThan(generation);
  }

  @Test
  @DisplayName("HC-8, RT-8 a device that was made anew under its name sets Unknown")
  void aRecreatedDeviceSetsUnknown() {
    World world = healthy(check("check0"));

    world.kernel.dropDevice(Given.dev("wan0"));
    world.link(up("wan0", 77, "10.0.0.2/24"));
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").evidence()).isEmpty();
    assertThat(world.last().probes().getFirst().ifindex()).isEqualTo(77);
    assertThat(world.selected("wan")).as("held").contains("wan0");
  }

  private static Arguments changed(
      String what, HealthCheck.Builder before, HealthCheck.Builder after) {
    return Arguments.of(what, before, after);
  }

  private static HealthCheck.Builder http() {
    return named("check0").target(Given.TARGET).protocol(HTTP);
  }

  static Stream<Arguments> otherProbes() {
    return Stream.of(
        changed("target", http(), named("check0").target(ip("8.8.8.8")).protocol(HTTP)),
        changed("protocol", http(), named("check0").target(Given.TARGET).port(80).protocol(TCP)),
        changed("port", http(), http().port(8080)),
        changed("sourceInterface", http(), http().sourceInterface("wan0")),
        changed("sourceAddress", http(), http().sourceAddress(Given.address("10.0.0.2"))),
        changed("host", http(), http().host("example.net")),
        changed("path", http(), http().path("/up")),
        changed("expectStatus", http(), http().expectStatus("204")),
        changed("expectBody", http(), http().expectBody("ok")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherProbes")
  @DisplayName("HC-11 a reload that changes what is probed sets Unknown; the selected one is held")
  void anotherProbeSetsUnknown(String what, HealthCheck.Builder before, HealthCheck.Builder after) {
    World world = healthy(before);

    world.configuration = checkedBy(after.build());
    world.decide();

    assertThat(world.health("check0").verdict()).as(what).isEqualTo("Unknown");
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.HELD);
  }

  private static HealthCheck.Builder plain() {
    return named("check0").target(Given.TARGET);
  }

  static Stream<Arguments> otherJudgements() {
    return Stream.of(
        changed("interval", plain(), plain().interval(Duration.ofSeconds(6))),
        changed("timeout", plain(), plain().timeout(Duration.ofMillis(400))),
        changed("healthyThreshold", plain(), plain().healthyThreshold(2)),
        changed("unhealthyThreshold", plain(), plain().unhealthyThreshold(4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherJudgements")
  @DisplayName("HC-11 a reload that changes how it is judged keeps the verdict, clears the streaks")
  void anotherJudgementKeepsTheVerdict(
      String what, HealthCheck.Builder before, HealthCheck.Builder after) {
    World world = healthy(before);
    world.fail("check0");
    long generation = world.last().probes().getFirst().generation();

    world.configuration = checkedBy(after.build());
    world.settle();

    assertThat(world.health("check0").verdict()).as(what).isEqualTo("Healthy");
    assertThat(world.health("check0").consecutiveFailed()).isZero();
    assertThat(world.last().probes().getFirst().generation()).isEqualTo(generation);
  }

  @Test
  @DisplayName("HC-11 a reload that leaves a check as it is keeps streaks and verdict")
  void anUnchangedCheckKeepsAll() {
    World world = healthy(check("check0"));
    world.fail("check0");

    world.configuration =
        config(
            iface("wan0"),
            iface("wan1"),
            check("check0").build(),
            policy("wan", uplink(0, 100), candidate("wan1", 5)),
            following("wan").build());
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
    assertThat(world.health("check0").consecutiveFailed()).isEqualTo(1);
  }

  @Test
  @DisplayName("HC-11 another device for the candidate is another pin: Unknown")
  void anotherPinSetsUnknown() {
    World world = healthy(check("check0"));
    world.link(up("wan1", 11, "10.0.0.9/24"));

    world.configuration =
        config(
            iface("wan0"),
            check("check0").build(),
            policy("wan", uplink(0, 100).device(Given.device("wan1"))),
            following("wan").build());
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.last().probes().getFirst().device()).isEqualTo(Given.dev("wan1"));
  }
}
