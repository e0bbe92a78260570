package net.routerd.testkit.story;

import static net.routerd.testkit.assertions.RoutingAssertions.assertThatEvents;
import static net.routerd.testkit.assertions.RoutingAssertions.assertThatPolicy;
import static net.routerd.testkit.assertions.RoutingAssertions.assertThatRoutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdEvent.Transition;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.status.LinkStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.testkit.FakeDevice;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.RecordingListener;
import net.routerd.testkit.assertions.PolicyAssert;
import net.routerd.testkit.assertions.RoutesAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The user's document on the fake machine")
class UserStoryTest {

  private static final Cidr DEFAULT = Cidr.parse("0.0.0.0/0");
  private static final String POLICY = "ipv4-default";
  private static final String TUNNEL = "dev ds-routerd-test";
  private static final String UPLINK = "via 172.17.0.1 dev ix2215";

  private final FakeMachine machine = new FakeMachine();
  private final FakeDevice tunnel = machine.links().add("ds-routerd-test");
  private final FakeDevice uplink = machine.links().add("ix2215").address("172.17.0.2/24");
  private final FakeGateway beyondTunnel = machine.network().pointToPoint("ds-routerd-test");
  private final FakeGateway gateway = machine.network().gateway("ix2215", "172.17.0.1");
  private final RecordingListener events = new RecordingListener(machine.time());
  private final Routerd routerd =
      Routerd.builder()
          .configuration(Configs.user())
          .platform(machine.provider())
          .listener(events)
          .build();

  @BeforeEach
  void theInternetAnswersOnBothWays() {
    beyondTunnel.answersEverything();
    gateway.answersEverything();
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  private void pass(int seconds) {
    machine.time().advance(Duration.ofSeconds(seconds));
  }

  private PolicyStatus policy() {
    return routerd.status().policy(POLICY).orElseThrow();
  }

  private RouteStatus route() {
    return routerd
        .status()
        .find(ResourceRef.parse("IPv4Route/default-route"), RouteStatus.class)
        .orElseThrow();
  }

  private RoutesAssert routes() {
    return assertThatRoutes(machine.kernel()).decidedBy(routerd);
  }

  private PolicyAssert selection() {
    return assertThatPolicy(routerd, POLICY);
  }

  @Test
  @DisplayName("SEL-2 the heavier tunnel carries the traffic as soon as its check passes")
  void theTunnelIsSelected() {
    routerd.start();
    pass(1);

    selection().hasSelected("ds-lite");
    assertThat(policy().selectedDevice()).contains(new LinkName("ds-routerd-test"));
    assertThat(policy().selectedGateway()).as("REF-4 absent, not unresolved").isEmpty();
    assertThat(route().phase()).isEqualTo("Installed");
    routes().sends("8.8.8.8", TUNNEL);
  }

  @Test
  @DisplayName("SEL-3 a silent death moves traffic after three lost probes, and it comes back")
  void aSilentDeathMovesTrafficAndBack() {
    routerd.start();
    pass(60);

    for (int round = 0; round < 3; round++) {
      beyondTunnel.silence("1.1.1.1");
      pass(20);
      selection().hasSelected("ix2215");
      assertThat(policy().selectedGateway()).contains(IpAddress.parse("172.17.0.1"));
      routes().sends("8.8.8.8", UPLINK);
      selection().hasReason("ds-lite", Reason.HEALTH_CHECK_UNHEALTHY);

      beyondTunnel.answers("1.1.1.1");
      pass(20);
      selection().hasSelected("ix2215");
      selection().hasReason("ds-lite", Reason.HYSTERESIS);
      pass(20);
      selection().hasSelected("ds-lite");
      routes().sends("8.8.8.8", TUNNEL);
    }
    routes().neverLackedRoute("0.0.0.0/0"); // RT-2
  }

  @Test
  @DisplayName("SEL-3 a lost carrier moves traffic at once")
  void aLostCarrierMovesTrafficAtOnce() {
    routerd.start();
    pass(1);

    tunnel.carrier(false);
    machine.time().runUntilIdle();

    selection().hasSelected("ix2215");
    routes().sends("8.8.8.8", UPLINK);
    assertThat(events.last(Transition.class).cause()).contains("no carrier");
  }

  @Test
  @DisplayName("RT-6 RT-7 kill -9 and start again changes nothing in the kernel")
  void killedAndStartedAgainNothingChanges() {
    routerd.start();
    pass(60);
    List<KernelChange> before = machine.kernel().history();
    machine.platform().kill();

    Routerd next =
        Routerd.builder().configuration(Configs.user()).platform(machine.provider()).build();
    next.start();
    machine.time().advance(Duration.ofSeconds(60));

    assertThat(machine.kernel().history()).isEqualTo(before);
    assertThat(next.status().policy(POLICY).orElseThrow().selectedCandidate()).contains("ds-lite");
    next.close();
  }

  @Test
  @DisplayName("RT-6 SEL-1 an adopted way is held, and left when it turns out dead")
  void anAdoptedDeadWayIsLeft() {
    routerd.start();
    pass(60);
    machine.platform().kill();
    beyondTunnel.silence("1.1.1.1");

    Routerd next =
        Routerd.builder().configuration(Configs.user()).platform(machine.provider()).build();
    next.start();
    PolicyStatus held = next.status().policy(POLICY).orElseThrow();
    assertThat(held.selectedCandidate()).contains("ds-lite");
    assertThat(held.reason()).isEqualTo(Reason.HELD);
    machine.time().advance(Duration.ofSeconds(17));

    assertThat(next.status().policy(POLICY).orElseThrow().selectedCandidate()).contains("ix2215");
    next.close();
  }

  @Test
  @DisplayName("PATH-1 a clean stop leaves the route and takes the probe path away")
  void aCleanStopLeavesTheRoute() {
    routerd.start();
    pass(1);

    routerd.close();

    assertThat(machine.kernel().rules(114)).isEmpty();
    assertThat(machine.kernel().routes())
        .filteredOn(r -> r.protocol() == 114)
        .singleElement()
        .satisfies(r -> assertThat(r.key().destination()).isEqualTo(DEFAULT));
  }

  @Test
  @DisplayName("RT-5 RT-8 a device that is deleted and made again is followed")
  void aRecreatedDeviceIsFollowed() {
    routerd.start();
    pass(60);

    tunnel.delete();
    machine.time().runUntilIdle();
    selection().hasSelected("ix2215");
    assertThat(
            routerd
                .status()
                .find(ResourceRef.parse("DSLiteTunnel/ds-lite"), LinkStatus.class)
                .orElseThrow()
                .phase())
        .isEqualTo("Missing");

    machine.links().add("ds-routerd-test");
    pass(60);
    selection().hasSelected("ds-lite");
    routes().sends("8.8.8.8", TUNNEL);
  }

  @Test
  @DisplayName("SEL-6 RT-14 nothing ready: the last route stays")
  void nothingReadyKeepsTheLastRoute() {
    routerd.start();
    pass(1);

    uplink.carrier(false);
    beyondTunnel.silence("1.1.1.1");
    pass(30);

    assertThat(policy().phase()).isEqualTo("Pending");
    assertThat(policy().reason()).isEqualTo(Reason.NO_READY_CANDIDATES);
    assertThat(policy().selectedDevice()).isEmpty();
    assertThat(route().reason()).isEqualTo(Reason.KEPT);
    routes().sends("8.8.8.8", TUNNEL);

    beyondTunnel.answers("1.1.1.1");
    pass(6);
    selection().hasSelected("ds-lite");
    assertThat(route().reason()).isEqualTo(Reason.INSTALLED);
  }

  @Test
  @DisplayName("RT-1 a foreign default with our key is a conflict and stays untouched")
  void aForeignDefaultIsAConflict() {
    machine.kernel().foreign().add("default via 172.17.0.1 dev ix2215 proto 3");
    routerd.start();
    pass(5);

    assertThat(route().phase()).isEqualTo("Failed");
    assertThat(route().reason()).isEqualTo(Reason.CONFLICT);
    routes().sends("8.8.8.8", UPLINK);

    machine.kernel().foreign().delete("default via 172.17.0.1 dev ix2215 proto 3");
    pass(1);
    assertThat(route().phase()).isEqualTo("Installed");
    routes().sends("8.8.8.8", TUNNEL);
  }

  @Test
  @DisplayName("RT-4 a route that somebody deletes comes back at once")
  void aDeletedRouteComesBack() {
    routerd.start();
    pass(5);

    machine.kernel().foreign().delete("default dev ds-routerd-test");
    machine.time().runUntilIdle();

    routes().sends("8.8.8.8", TUNNEL);
  }

  @Test
  @DisplayName(
      "RT-3 the transition is told after the route was read back, with cause and addresses")
  void theTransitionIsTold() {
    routerd.start();
    pass(1);
    tunnel.carrier(false);
    machine.time().runUntilIdle();

    // The uplink without a check first, the tunnel once it is Healthy, and back.
    assertThatEvents(events).movedThrough(POLICY, "ix2215", "ds-lite", "ix2215");
    Transition last = events.last(Transition.class);
    assertThat(last.to().orElseThrow().sourceAddress()).contains(IpAddress.parse("172.17.0.2"));
    List<RouterdEvent> told = events.events(RouterdEvent.class);
    assertThat(told.subList(0, told.indexOf(last)))
        .anySatisfy(
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        RouterdEvent.ChangeApplied.class,
                        a -> assertThat(a.change().toString()).contains("via 172.17.0.1")));
  }

  @Test
  @DisplayName("SEL-7 steps of the wall clock change nothing")
  void wallClockStepsChangeNothing() {
    routerd.start();
    pass(60);
    List<KernelChange> before = machine.kernel().history();

    machine.time().stepWall(Duration.ofDays(-3650));
    pass(60);
    machine.time().stepWall(Duration.ofDays(7300));
    pass(60);

    assertThat(machine.kernel().history()).isEqualTo(before);
  }

  @Test
  @DisplayName("CLI-5 nothing is decided before the first verdict that the route waits for")
  void decidedMeansThatTheFirstVerdictIsThere() throws InterruptedException {
    beyondTunnel.silence("1.1.1.1");
    routerd.start();
    machine.time().runUntilIdle();
    assertThat(route().phase()).as("the uplink without a check").isEqualTo("Installed");
    assertThat(routerd.awaitDecided(Duration.ZERO)).isFalse();

    pass(20);

    assertThat(routerd.awaitDecided(Duration.ZERO)).isTrue();
    selection().hasSelected("ix2215");
  }
}
