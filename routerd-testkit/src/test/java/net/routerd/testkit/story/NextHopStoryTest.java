package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.routerd.api.Routerd;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.IPv4Route;
import net.routerd.model.Metadata;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.Flow;
import net.routerd.testkit.KernelChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The stories of nexthop objects, standby routes and shadows, in virtual time. */
@DisplayName("Many routes that share a nexthop object, a standby route, a shadow")
class NextHopStoryTest {

  private static final int MANY = 100;

  private final FakeMachine machine = new FakeMachine();
  private final Routerd routerd =
      Routerd.builder()
          .configuration(configuration())
          .platform(machine.provider())
          .nexthopObjects(2)
          .build();

  private static RouterConfig configuration() {
    EgressRoutePolicy.Builder policy =
        EgressRoutePolicy.builder()
            .metadata(Metadata.named("out"))
            .hysteresis(Duration.ZERO)
            .addAllDestinationCidrs(
                IntStream.range(0, MANY).mapToObj(i -> Cidr.parse("20." + i + ".0.0/16")).toList());
    for (int i = 0; i < 2; i++) {
      policy.addCandidates(
          Candidate.builder()
              .name("wan" + i)
              .source(ResourceRef.parse("Interface/wan" + i))
              .gateway(Expression.of(IpAddress.parse("10.0." + i + ".1")))
              .weight(100 - i)
              .build());
    }
    return RouterConfig.of(
        List.of(
            Configs.link("wan0", "wan0"),
            Configs.link("wan1", "wan1"),
            policy.build(),
            IPv4Route.builder()
                .metadata(Metadata.named("default-route"))
                .destination(
                    Expression.reference("${EgressRoutePolicy/out.status.destinationCIDRs}"))
                .device(Expression.reference("${EgressRoutePolicy/out.status.selectedDevice}"))
                .gateway(Expression.reference("${EgressRoutePolicy/out.status.selectedGateway}"))
                .metric(50)
                .standby(true)
                .build()));
  }

  @BeforeEach
  void installed() {
    machine.kernel().nexthopCompatMode(false);
    machine.links().add("wan0").address("10.0.0.2/24");
    machine.links().add("wan1").address("10.0.1.2/24");
    routerd.start();
    machine.time().runUntilIdle();
    assertWay("wan0");
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  private void assertWay(String device) {
    for (int i = 0; i < MANY; i++) {
      assertThat(machine.kernel().lookup(Flow.to("20." + i + ".0.1")).toString())
          .contains("dev " + device);
    }
  }

  private List<Reason> conditions() {
    return routerd
        .status()
        .find(ResourceRef.parse("IPv4Route/default-route"), RouteStatus.class)
        .orElseThrow()
        .conditions()
        .stream()
        .map(Condition::type)
        .toList();
  }

  private List<KernelChange.Kind> changesSince(int before) {
    return machine.kernel().history().stream().skip(before).map(KernelChange::kind).toList();
  }

  @Test
  @DisplayName("RT-12 a switch replaces objects and no route")
  void aSwitchReplacesObjects() {
    int before = machine.kernel().history().size();

    routerd.pin("out", "wan1");
    machine.time().runUntilIdle();

    assertWay("wan1");
    assertThat(changesSince(before)).isNotEmpty().containsOnly(KernelChange.Kind.REPLACE_NEXTHOP);
  }

  @Test
  @DisplayName("RT-5 RT-11 RT-12 a carrier flap: the kernel falls back, the engine mends, and back")
  void aCarrierFlap() {
    for (int flap = 0; flap < 3; flap++) {
      machine.links().device("wan0").carrier(false);
      assertWay("wan1"); // the objects took their routes along: before any program runs
      machine.time().runUntilIdle();
      assertWay("wan1");
      machine.links().device("wan0").carrier(true);
      machine.time().advance(Duration.ofSeconds(1));
      assertWay("wan0");
    }
    assertThat(conditions()).containsExactly(Reason.NEXTHOP_OBJECT_FRAGILE);
  }

  @Test
  @DisplayName("RT-4 RT-12 an object that somebody deletes comes back with its routes")
  void aDeletedObjectComesBack() {
    machine.kernel().foreign().deleteNextHop(machine.kernel().nextHops().getFirst().id());
    machine.time().runUntilIdle();

    assertWay("wan0");
    assertThat(machine.kernel().nextHops()).hasSize(2);
  }

  @Test
  @DisplayName("RT-1 RT-12 the routes of others that go through our object outlive our own")
  void routesOfOthersOutliveOurs() {
    machine.kernel().foreign().add("203.0.113.0/24 nhid 114000000 proto 186");

    routerd.reload(RouterConfig.of(List.of(Configs.link("wan0", "wan0"))));
    machine.time().runUntilIdle();

    assertThat(machine.kernel().lookup(Flow.to("203.0.113.1")).toString()).contains("dev wan0");
    assertThat(routerd.warnings().toString()).contains("203.0.113.0/24");
    machine.kernel().foreign().delete("203.0.113.0/24 proto 186");
    machine.time().runUntilIdle();
    assertThat(machine.kernel().nextHops()).isEmpty();
  }

  @Test
  @DisplayName("RT-12 events of the machine send nothing once all stands")
  void theSecondReconcileSendsNothing() {
    int before = machine.kernel().history().size();

    machine.links().device("wan0").mtu(1400);
    machine.time().advance(Duration.ofMinutes(5));

    assertThat(changesSince(before)).isEmpty();
  }

  @Test
  @DisplayName("STA-1 Shadowed appears and goes with its rival")
  void shadowedAppearsAndGoes() {
    machine.kernel().foreign().add("20.7.0.0/16 via 10.0.1.9 dev wan1 metric 20 proto dhcp");
    machine.time().runUntilIdle();
    assertThat(conditions()).contains(Reason.SHADOWED);

    machine.kernel().foreign().delete("20.7.0.0/16 metric 20 proto dhcp");
    machine.time().runUntilIdle();

    assertThat(conditions()).doesNotContain(Reason.SHADOWED);
  }
}
