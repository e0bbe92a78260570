package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.routerd.api.Routerd;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.IpAddress;
import net.routerd.model.status.PolicyStatus;
import net.routerd.select.bounds.Bound;
import net.routerd.select.bounds.CandidateBounds;
import net.routerd.select.bounds.PolicyBounds;
import net.routerd.testkit.FakeDevice;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bounds against the engine on the fake machine: never exceeded, and reached. */
@DisplayName("Worst-case times of a configuration, and of the engine")
class BoundsStoryTest {

  private static final int PHASES = 25; // deaths and returns at so many instants of an interval

  /** Interval, timeout, thresholds to unhealthy and healthy, hysteresis; milliseconds. */
  record Times(int interval, int timeout, int unhealthy, int healthy, int hysteresis) {

    Duration step() {
      return Duration.ofNanos(interval * 1_000_000L / PHASES);
    }
  }

  static Stream<Times> times() {
    return Stream.of(
        new Times(1000, 500, 3, 1, 3000),
        new Times(1000, 1000, 2, 3, 0),
        new Times(10, 5, 3, 2, 100),
        new Times(200, 20, 1, 1, 1000));
  }

  private static RouterConfig configuration(Times times) {
    List<Resource> resources = new ArrayList<>();
    EgressRoutePolicy.Builder policy =
        EgressRoutePolicy.builder()
            .metadata(Metadata.named("ipv4-default"))
            .hysteresis(Duration.ofMillis(times.hysteresis()));
    for (int i = 0; i < 2; i++) {
      resources.add(Configs.link("wan" + i, "wan" + i));
      resources.add(
          HealthCheck.builder()
              .metadata(Metadata.named("check" + i))
              .target(IpAddress.parse("1.1.1.1"))
              .interval(Duration.ofMillis(times.interval()))
              .timeout(Duration.ofMillis(times.timeout()))
              .unhealthyThreshold(times.unhealthy())
              .healthyThreshold(times.healthy())
              .build());
      policy.addCandidates(
          Candidate.builder()
              .name("wan" + i)
              .source(ResourceRef.parse("Interface/wan" + i))
              .gateway(Expression.of(IpAddress.parse("10.0." + i + ".1")))
              .weight(100 - i * 50)
              .healthCheck("check" + i)
              .build());
    }
    resources.add(policy.build());
    resources.add(Configs.defaultRoute("ipv4-default").build());
    return RouterConfig.of(resources);
  }

  /** An engine that has selected {@code wan0} long ago. */
  private static final class Run implements AutoCloseable {
    final FakeMachine machine = new FakeMachine();
    final FakeDevice device;
    final FakeGateway gateway;
    final Routerd routerd;

    Run(Times times, Duration answer) {
      device = machine.links().add("wan0").address("10.0.0.2/24");
      machine.links().add("wan1").address("10.0.1.2/24");
      gateway = machine.network().gateway("wan0", "10.0.0.1").answers("1.1.1.1", answer);
      machine.network().gateway("wan1", "10.0.1.1").answers("1.1.1.1", Duration.ofNanos(1));
      routerd =
          Routerd.builder()
              .configuration(configuration(times))
              .platform(machine.provider())
              .build();
      routerd.start();
      machine.time().advance(Duration.ofMillis(10L * times.interval()));
      assertThat(selected()).contains("wan0");
    }

    Optional<String> selected() {
      return routerd.status().policy("ipv4-default").flatMap(PolicyStatus::selectedCandidate);
    }

    /** Lets time pass until a candidate is selected, and returns how much passed. */
    Duration until(String candidate, Duration atMost) {
      long start = machine.time().nanos();
      long end = start + atMost.toNanos();
      while (!selected().equals(Optional.of(candidate))) {
        assertThat(machine.time().runNext(Duration.ofNanos(end - machine.time().nanos())))
            .as("%s within %s", candidate, atMost)
            .isTrue();
      }
      return Duration.ofNanos(machine.time().nanos() - start);
    }

    @Override
    public void close() {
      routerd.close();
    }
  }

  private static CandidateBounds bounds(Times times) {
    return PolicyBounds.of(configuration(times)).getFirst().candidates().getFirst();
  }

  private static Duration time(Bound bound) {
    assertThat(bound).isInstanceOf(Bound.Within.class);
    return ((Bound.Within) bound).time();
  }

  /** Reached, but for the spread of the probes (a tenth of each interval) and one step. */
  private static void assertReached(Duration worst, Duration bound, Times times, int probes) {
    Duration spread = Duration.ofMillis(times.interval()).multipliedBy(probes).dividedBy(10);
    assertThat(worst).isGreaterThan(bound.minus(spread).minus(times.step().multipliedBy(2)));
  }

  @ParameterizedTest
  @MethodSource("times")
  @DisplayName("SEL-3, HC-1 a silent death is left within its bound, and the bound is reached")
  void silentDeath(Times times) {
    Duration bound = time(bounds(times).switchOver());
    Duration worst = Duration.ZERO;
    for (int phase = 0; phase < PHASES; phase++) {
      try (Run run = new Run(times, Duration.ofNanos(1))) {
        run.machine.time().advance(times.step().multipliedBy(phase));
        run.gateway.dies();
        Duration taken = run.until("wan1", bound);
        worst = taken.compareTo(worst) > 0 ? taken : worst;
      }
    }
    assertReached(worst, bound, times, times.unhealthy());
  }

  @ParameterizedTest
  @MethodSource("times")
  @DisplayName("SEL-4, HC-1 a candidate fails back within its bound, and the bound is reached")
  void failBack(Times times) {
    Duration bound = time(bounds(times).failBack());
    Duration worst = Duration.ZERO;
    for (int phase = 0; phase < PHASES; phase++) {
      try (Run run = new Run(times, Duration.ofMillis(times.timeout()))) {
        run.gateway.dies();
        run.until("wan1", time(bounds(times).switchOver()));
        run.machine.time().advance(times.step().multipliedBy(phase));
        run.gateway.returns();
        Duration taken = run.until("wan0", bound);
        worst = taken.compareTo(worst) > 0 ? taken : worst;
      }
    }
    assertReached(worst, bound, times, times.healthy());
  }

  @Test
  @DisplayName("SEL-3 a lost link is left in no time at all")
  void linkLoss() {
    Times times = times().findFirst().orElseThrow();
    assertThat(time(bounds(times).linkLoss())).isZero();
    try (Run run = new Run(times, Duration.ofMillis(1))) {
      run.device.carrier(false);
      run.machine.time().runUntilIdle();
      assertThat(run.selected()).contains("wan1");
    }
  }
}
