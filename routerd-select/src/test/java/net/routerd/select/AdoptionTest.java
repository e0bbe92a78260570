package net.routerd.select;

import static net.routerd.select.Given.DEFAULT;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import net.routerd.model.RouterConfig;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starts over what stands, and routes without a choice (RT-6, RT-14). */
class AdoptionTest {

  private static final RouteKey STALE =
      new RouteKey(RouteTable.MAIN, Cidr.parse("198.51.100.0/24"), 0);
  private static final RouteAction HOLE = new RouteAction.Discard(RouteType.BLACKHOLE);

  private static RouterConfig one(WhenUnresolved whenUnresolved, long metric) {
    return config(
        iface("wan0"),
        check("check0").build(),
        policy("wan", uplink(0, 1)),
        following("wan").whenUnresolved(whenUnresolved).metric(metric).build());
  }

  private static World oneUplink(WhenUnresolved whenUnresolved) {
    return new World(one(whenUnresolved, 0)).link(up("wan0", 1, "10.0.0.2/24"));
  }

  @Test
  @DisplayName("RT-6 a standing route is matched to the first candidate of its next hop, and held")
  void aStandingRouteIsMatchedAndHeld() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.kernel.hold(DEFAULT, via("10.0.1.1", "wan1"), 114);

    Decision first = world.decide();

    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.policy("wan").reason()).isEqualTo(Reason.HELD);
    assertThat(first.plan().changes())
        .noneMatch(RouteChange.ReplaceRoute.class::isInstance)
        .noneMatch(RouteChange.DeleteRoute.class::isInstance);
    world.settle();
    world.pass("check1");
    assertThat(world.policy("wan").reason()).isEqualTo(Reason.SELECTED);
    assertThat(world.policy("wan").lastTransitionTime()).as("nothing happened").isEmpty();
  }

  @Test
  @DisplayName("RT-6 with no match the route stays until the first selection")
  void withoutAMatchItStays() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.kernel.hold(DEFAULT, via("10.0.7.1", "wan1"), 114);

    world.settle();
    assertThat(world.selected("wan")).isEmpty();
    assertThat(world.defaultRoute()).contains(via("10.0.7.1", "wan1"));
    assertThat(world.route("IPv4Route/default-route").reason()).isEqualTo(Reason.KEPT);

    world.pass("check1");
    assertThat(world.defaultRoute()).contains(via("10.0.1.1", "wan1"));
  }

  @Test
  @DisplayName(
      "RT-6, STA-1 a status shows the next hop of adopted routes only if all have that one")
  void adoptedRoutesOfDifferentWays() {
    Cidr low = Cidr.parse("0.0.0.0/1");
    Cidr high = Cidr.parse("128.0.0.0/1");
    World world =
        World.ofTwoUplinks(
            config(
                iface("wan0"),
                check("check0").build(),
                policy("wan")
                    .addDestinationCidrs(low, high)
                    .addCandidates(uplink(0, 1).build())
                    .build(),
                route("default-route", "${EgressRoutePolicy/wan.status.destinationCIDRs}")
                    .device(device(selected("wan", "Device")))
                    .build()));
    RouteKey second = new RouteKey(RouteTable.MAIN, high, 0);
    world.kernel.hold(new RouteKey(RouteTable.MAIN, low, 0), via("10.0.7.1", "wan1"), 114);
    world.kernel.hold(second, via("10.0.8.1", "wan1"), 114);

    world.settle();
    assertThat(world.route("IPv4Route/default-route").reason()).isEqualTo(Reason.KEPT);
    assertThat(world.route("IPv4Route/default-route").gateway()).isEmpty();

    world.kernel.replace(second, via("10.0.7.1", "wan1"), 114);
    world.settle();
    assertThat(world.route("IPv4Route/default-route").gateway()).contains(ip("10.0.7.1"));
  }

  @Test
  @DisplayName("RT-6 the routes of a foreign protocol are not adopted")
  void foreignRoutesAreNotAdopted() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.kernel.hold(DEFAULT, via("10.0.1.1", "wan1"), 3);

    world.settle();

    assertThat(world.selected("wan")).isEmpty();
  }

  @Test
  @DisplayName("RT-6 what nobody wants any more goes after the first complete decision, not before")
  void staleRoutesGoAfterTheFirstCompleteDecision() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.kernel.hold(STALE, via("10.0.1.1", "wan1"), 114);
    world.settle();
    assertThat(world.kernel.at(STALE)).hasSize(1);

    world.failThrice("check0");
    assertThat(world.kernel.at(STALE)).as("check1 has no verdict yet").hasSize(1);
    world.pass("check1");
    assertThat(world.kernel.at(STALE)).isEmpty();
  }

  @Test
  @DisplayName("RT-6 a policy that a reload adds adopts nothing: it is fresh")
  void aReloadAdoptsNothing() {
    World world = new World(config(iface("wan0"), iface("wan1")));
    world.link(up("wan0", 10, "10.0.0.2/24")).link(up("wan1", 11, "10.0.1.2/24"));
    world.settle();
    world.kernel.hold(DEFAULT, via("10.0.1.1", "wan1"), 114);

    world.configuration = twoUplinks(Duration.ZERO);
    world.settle();

    assertThat(world.selected("wan")).isEmpty();
    assertThat(world.defaultRoute()).as("stays").contains(via("10.0.1.1", "wan1"));
  }

  @Test
  @DisplayName("RT-14 keep: the last decided route stays, and is put back when its device can")
  void keepKeeps() {
    World world = oneUplink(WhenUnresolved.KEEP);
    world.settle();
    assertThat(world.kernel.at(DEFAULT)).as("a fresh start installs nothing").isEmpty();
    assertThat(world.route("IPv4Route/default-route").phase()).isEqualTo("Pending");
    world.pass("check0");

    world.failThrice("check0");
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
    assertThat(world.route("IPv4Route/default-route").phase()).isEqualTo("Installed");
    assertThat(world.route("IPv4Route/default-route").reason()).isEqualTo(Reason.KEPT);

    world.setDown("wan0");
    world.settle();
    assertThat(world.kernel.at(DEFAULT)).isEmpty();
    world.plug("wan0");
    world.settle();
    assertThat(world.policy("wan").phase()).isEqualTo("Pending");
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("RT-14 keep follows the resource: another metric moves the kept route")
  void aKeptRouteFollowsItsResource() {
    World world = oneUplink(WhenUnresolved.KEEP);
    world.settle();
    world.pass("check0");
    world.failThrice("check0");

    world.configuration = one(WhenUnresolved.KEEP, 7);
    world.settle();

    assertThat(world.kernel.at(DEFAULT)).isEmpty();
    assertThat(world.kernel.at(new RouteKey(RouteTable.MAIN, Given.ANYWHERE, 7))).hasSize(1);
  }

  @Test
  @DisplayName("RT-14 withdraw removes the route, and a choice brings it back")
  void withdrawRemoves() {
    World world = oneUplink(WhenUnresolved.WITHDRAW);
    world.settle();
    world.pass("check0");
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));

    world.failThrice("check0");
    assertThat(world.kernel.at(DEFAULT)).isEmpty();
    assertThat(world.route("IPv4Route/default-route").phase()).isEqualTo("Pending");
    assertThat(world.route("IPv4Route/default-route").reason()).isEqualTo(Reason.WITHDRAWN);

    world.pass("check0");
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("RT-14 blackhole replaces the route by one, in place")
  void blackholeReplaces() {
    World world = oneUplink(WhenUnresolved.BLACKHOLE);
    world.settle();
    world.pass("check0");

    world.unplug("wan0");
    assertThat(world.decide().plan().changes())
        .singleElement()
        .isInstanceOf(RouteChange.ReplaceRoute.class);
    world.settle();
    assertThat(world.defaultRoute()).contains(HOLE);
    assertThat(world.route("IPv4Route/default-route").reason()).isEqualTo(Reason.BLACKHOLED);

    world.plug("wan0");
    world.settle();
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("RT-14, RT-6 a blackhole of our own is not taken for a route to adopt")
  void ourBlackholeIsNotAdopted() {
    World world = oneUplink(WhenUnresolved.BLACKHOLE);
    world.settle();
    assertThat(world.defaultRoute()).contains(HOLE);
    assertThat(world.route("IPv4Route/default-route").reason()).isEqualTo(Reason.BLACKHOLED);
    world.failThrice("check0");

    world.configuration = one(WhenUnresolved.WITHDRAW, 0);
    world.settle();

    assertThat(world.kernel.at(DEFAULT)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(WhenUnresolved.class)
  @DisplayName(
      "RT-14, SEL-1 while a candidate is held its route is resolved, whatever is wanted else")
  void aHeldRouteIsResolved(WhenUnresolved whenUnresolved) {
    World world = oneUplink(whenUnresolved);
    world.kernel.hold(DEFAULT, via("10.0.0.1", "wan0"), 114);

    world.settle();

    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
    assertThat(world.route("IPv4Route/default-route").reason()).isEqualTo(Reason.INSTALLED);
  }

  @Test
  @DisplayName("RT-3 the transition is told after the read-back, with both ways and the cause")
  void theTransitionComesAfterTheReadBack() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    Decision start = world.pass("check0", "check1");
    assertThat(start.memory().ways().get("wan")).isNotNull();

    world.unplug("wan0");
    Decision deciding = world.decide();
    assertThat(deciding.transitions()).isEmpty();
    assertThat(world.selected("wan")).contains("wan1");
    deciding.plan().changes().forEach(change -> world.kernel.apply(change, 114));
    Decision readBack = world.decide();

    assertThat(readBack.transitions()).hasSize(1);
    PolicyTransition told = readBack.transitions().getFirst();
    assertThat(told.from().orElseThrow().candidate()).isEqualTo("wan0");
    assertThat(told.to())
        .contains(
            new Way(
                "wan1",
                Given.dev("wan1"),
                Optional.of(Given.ip("10.0.1.1")),
                Optional.of(Given.ip("10.0.1.2"))));
    assertThat(told.cause()).contains("wan0", "SourceNotReady", "no carrier");
    assertThat(world.decide().transitions()).as("told once").isEmpty();
  }

  @Test
  @DisplayName("RT-3 nobody left: the transition to nothing is told, whatever the route does")
  void aTransitionToNothing() {
    World world = new World(config(iface("a"), policy("p", candidate("a", 1))));
    world.link(up("a", 1));
    assertThat(world.settle().transitions().getFirst().from()).isEmpty();

    world.unplug("a");

    assertThat(world.decide().transitions().getFirst().to()).isEmpty();
  }

  private static RouterConfig towards(String... destinations) {
    return config(
        iface("wan0"),
        policy("wan")
            .addAllDestinationCidrs(Stream.of(destinations).map(Cidr::parse).toList())
            .addCandidates(candidate("wan0", 1).build())
            .build(),
        route("default-route", "${EgressRoutePolicy/wan.status.destinationCIDRs}")
            .device(device(selected("wan", "Device")))
            .build());
  }

  @Test
  @DisplayName("RT-14 STA-1 a kept route whose policy gains a destination is not wholly Installed")
  void aKeptRouteThatGainsADestination() {
    World world = new World(towards("10.1.0.0/16")).link(up("wan0", 1));
    world.settle();
    world.unplug("wan0");
    world.settle();
    assertThat(world.route("IPv4Route/default-route").phase()).isEqualTo("Installed");

    world.configuration = towards("10.1.0.0/16", "10.2.0.0/16");
    world.settle();

    assertThat(world.route("IPv4Route/default-route").phase()).isEqualTo("Pending");
    assertThat(world.route("IPv4Route/default-route").reason()).isEqualTo(Reason.KEPT);
    assertThat(world.route("IPv4Route/default-route").message())
        .endsWith("nothing was decided yet for 10.2.0.0/16");
    assertThat(world.kernel.routes)
        .extracting(there -> there.key().destination().toString())
        .as("what was decided stays, and nothing is made up")
        .containsExactly("10.1.0.0/16");
  }
}
