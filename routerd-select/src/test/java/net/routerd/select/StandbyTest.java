package net.routerd.select;

import static net.routerd.select.Given.DEFAULT;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.routerd.model.Candidate;
import net.routerd.model.HealthCheck;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The next-best way stands in the kernel beside the selected one (RT-11). */
class StandbyTest {

  private static final RouteKey STANDBY = new RouteKey(RouteTable.MAIN, Given.ANYWHERE, 1);
  private static final String ROUTE = "IPv4Route/default-route";

  private static Candidate.Builder way(int i, int weight) {
    return candidate("wan" + i, weight).gateway(Given.address("10.0." + i + ".1"));
  }

  private static RouterConfig three() {
    return config(
        iface("wan0"),
        iface("wan1"),
        iface("wan2"),
        policy("wan")
            .hysteresis(Duration.ZERO)
            .addAllCandidates(
                Stream.of(way(0, 100), way(1, 50), way(2, 50))
                    .map(Candidate.Builder::build)
                    .toList())
            .build(),
        following("wan").standby(true).build());
  }

  private static Link ignoring(Link link) {
    return new Link(
        link.name(),
        link.index(),
        link.adminUp(),
        link.carrier(),
        link.operState(),
        link.mtu(),
        link.addresses(),
        link.rpFilter(),
        Set.of(IpFamily.IPV4));
  }

  private static World world(RouterConfig configuration) {
    World world = new World(configuration);
    for (int i = 0; i < 3; i++) {
      world.link(ignoring(up("wan" + i, i + 1, "10.0." + i + ".2/24")));
    }
    return world;
  }

  private static List<RouteAction> at(World world, RouteKey key) {
    return world.kernel.at(key).stream().map(r -> r.action()).toList();
  }

  private static List<Reason> conditions(World world) {
    return world.route(ROUTE).conditions().stream().map(Condition::type).toList();
  }

  @Test
  @DisplayName("RT-11 the first of the next-best stands by at metric + 1")
  void theNextBestStandsBy() {
    World world = world(three());
    world.settle();

    assertThat(at(world, DEFAULT)).containsExactly(via("10.0.0.1", "wan0"));
    assertThat(at(world, STANDBY)).containsExactly(via("10.0.1.1", "wan1"));
    assertThat(conditions(world)).isEmpty();
  }

  @Test
  @DisplayName("RT-11 RT-2 a swap replaces the traffic's route first, and no route is deleted")
  void aSwapReplacesInOrder() {
    World world = world(three());
    world.settle();
    world.unplug("wan0");

    Decision lost = world.decide();
    world.apply(lost);
    world.settle();

    assertThat(lost.plan().changes())
        .map(RouteChange::toString)
        .containsExactly(
            "replace 0.0.0.0/0 table main via 10.0.1.1 dev wan1 (was via 10.0.0.1 dev wan0)",
            "replace 0.0.0.0/0 table main metric 1 via 10.0.2.1 dev wan2"
                + " (was via 10.0.1.1 dev wan1)");
    world.plug("wan0");
    Decision back = world.settle();
    assertThat(back.plan().isEmpty()).isTrue();
    assertThat(at(world, DEFAULT)).containsExactly(via("10.0.0.1", "wan0"));
    assertThat(at(world, STANDBY)).containsExactly(via("10.0.1.1", "wan1"));
  }

  @Test
  @DisplayName("RT-11 RT-2 the last standby goes only once the route it was for is read back")
  void theStandbyCarriesUntilTheRouteIsThere() {
    World world = world(three());
    world.settle();
    world.unplug("wan2");
    world.settle();
    world.setDown("wan0");

    Decision lost = world.decide();

    assertThat(lost.plan().changes())
        .map(RouteChange::toString)
        .containsExactly("add 0.0.0.0/0 table main via 10.0.1.1 dev wan1");
    world.apply(lost);
    world.settle();
    assertThat(at(world, STANDBY)).isEmpty();
    assertThat(conditions(world)).containsExactly(Reason.STANDBY_MISSING);
  }

  @Test
  @DisplayName("RT-6 RT-11 after a start, what stands by does so until its candidate is judged")
  void theStandbyIsAdopted() {
    World world = checked();
    assertThat(at(world, STANDBY)).containsExactly(via("10.0.1.1", "wan1"));

    world.memory = Memory.EMPTY;
    world.settle();
    assertThat(world.policy("wan").reason()).isEqualTo(Reason.HELD);
    assertThat(at(world, STANDBY)).containsExactly(via("10.0.1.1", "wan1"));

    world.failThrice("check1");
    assertThat(at(world, STANDBY)).as("judged, and found bad").isEmpty();
  }

  @Test
  @DisplayName(
      "RT-11 SEL-1 HC-11 a reload that leaves a standby unjudged takes it not away at once")
  void anUnjudgedStandbyIsHeld() {
    World world = checked();

    world.configuration = twoChecked(Given.named("check1").target(Given.ip("9.9.9.9")));
    world.settle();
    assertThat(world.candidate("wan", "wan1").ready()).isFalse();
    assertThat(at(world, STANDBY)).containsExactly(via("10.0.1.1", "wan1"));
    world.unplug("wan0");
    assertThat(world.decide().statuses().policy("wan").orElseThrow().selectedCandidate())
        .as("held is not ready")
        .isEmpty();
    world.plug("wan0");
    world.decide();

    world.failThrice("check1");
    assertThat(at(world, STANDBY)).as("judged, and found bad").isEmpty();
  }

  @Test
  @DisplayName("RT-11 SEL-1 a standby that stays unjudged goes when its hold is over")
  void aHeldStandbyGoesInTime() {
    World world = checked();
    world.configuration = twoChecked(Given.named("check1").target(Given.ip("9.9.9.9")));
    world.settle();
    Duration hold = Duration.ofSeconds(3 * 5 + 2); // three intervals and a timeout

    world.advance(hold.minusNanos(1));
    world.pass("check0");
    assertThat(at(world, STANDBY)).isNotEmpty();
    assertThat(world.last().wakeUpNanos()).hasValue(world.nanos + 1);
    world.advance(Duration.ofNanos(1)).settle();

    assertThat(at(world, STANDBY)).isEmpty();
  }

  private static RouterConfig twoChecked(HealthCheck.Builder second) {
    return config(
        iface("wan0"),
        iface("wan1"),
        check("check0").build(),
        second.build(),
        policy("wan")
            .hysteresis(Duration.ZERO)
            .addCandidates(uplink(0, 100).build(), uplink(1, 50).build())
            .build(),
        following("wan").standby(true).build());
  }

  /** Two checked uplinks, both healthy: the second stands by. */
  private static World checked() {
    World world = World.ofTwoUplinks(twoChecked(check("check1")));
    world.settle();
    world.pass("check0", "check1");
    world.settle();
    return world;
  }

  @Test
  @DisplayName("RT-11 a candidate on the selected device is no standby")
  void theSameDeviceDoesNotStandBy() {
    World world =
        world(
            config(
                iface("wan0"),
                iface("wan1"),
                policy("wan")
                    .addCandidates(
                        way(0, 100).build(),
                        Candidate.builder()
                            .name("other-gateway")
                            .source(Given.ref("Interface/wan0"))
                            .weight(90)
                            .gateway(Given.address("10.0.0.9"))
                            .build(),
                        way(1, 10).build())
                    .build(),
                following("wan").standby(true).standbyMetric(77).build()));
    world.settle();

    assertThat(at(world, new RouteKey(RouteTable.MAIN, Given.ANYWHERE, 77)))
        .containsExactly(via("10.0.1.1", "wan1"));
  }

  @Test
  @DisplayName("RT-11 each destination has its standby")
  void eachDestinationHasItsStandby() {
    World world =
        world(
            config(
                iface("wan0"),
                iface("wan1"),
                policy("wan")
                    .addDestinationCidrs(Cidr.parse("10.1.0.0/16"), Cidr.parse("10.2.0.0/16"))
                    .addCandidates(way(0, 100).build(), way(1, 10).build())
                    .build(),
                route("r", "${EgressRoutePolicy/wan.status.destinationCIDRs}")
                    .device(device(selected("wan", "Device")))
                    .standby(true)
                    .metric(5)
                    .build()));
    world.settle();

    assertThat(world.kernel.routes.stream().map(r -> r.key().metric() + " " + r.action()))
        .containsExactlyInAnyOrder("5 dev wan0", "5 dev wan0", "6 dev wan1", "6 dev wan1");
  }

  @Test
  @DisplayName("RT-11 a device whose dead routes the kernel goes on using is told, with the mend")
  void theMissingSettingIsTold() {
    World world = world(three());
    world.link(up("wan0", 1, "10.0.0.2/24"));
    world.settle();

    assertThat(conditions(world)).containsExactly(Reason.LINKDOWN_ROUTES_USED);
    assertThat(world.route(ROUTE).conditions().getFirst().message())
        .contains("net.ipv4.conf.wan0.ignore_routes_with_linkdown=1");
  }

  @Test
  @DisplayName("RT-11 RT-1 a foreign route at the standby's key stays, and is told")
  void aForeignRouteAtTheStandbysKey() {
    World world = world(three());
    world.kernel.hold(STANDBY, via("10.0.2.1", "wan2"), 3);
    world.settle();

    assertThat(at(world, STANDBY)).containsExactly(via("10.0.2.1", "wan2"));
    assertThat(world.route(ROUTE).phase()).isEqualTo("Installed");
    assertThat(conditions(world)).containsExactly(Reason.STANDBY_MISSING);
  }
}
