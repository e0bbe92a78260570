package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.through;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tables and rules of probe paths (semantics 5). */
class ProbePathTest {

  private static final RouteTable FIRST = new RouteTable(114_000);
  private static final RouteTable SECOND = new RouteTable(114_001);
  private static final Cidr TO_TARGET = Cidr.parse("1.1.1.1/32");

  private static RouterConfig one(HealthCheck check, Candidate.Builder candidate) {
    return config(iface("wan0"), check, policy("wan", candidate), following("wan").build());
  }

  private static World oneUplink() {
    World world = new World(one(check("check0").build(), uplink(0, 1)));
    return world.link(up("wan0", 10, "10.0.0.2/24"));
  }

  private static RouteRule oif(String device, long mark, RouteTable table) {
    return new RouteRule(
        IpFamily.IPV4,
        mark == 0 ? 11_401 : 11_400,
        Optional.of(dev(device)),
        Optional.empty(),
        Optional.of(TO_TARGET),
        mark,
        table);
  }

  private static RouteRule from(String address, RouteTable table) {
    return new RouteRule(
        IpFamily.IPV4,
        11_402,
        Optional.empty(),
        Optional.of(Cidr.parse(address + "/32")),
        Optional.of(TO_TARGET),
        0,
        table);
  }

  private static Optional<RouteAction> actionIn(World world, RouteTable table) {
    return world.last().routes().stream()
        .filter(r -> r.key().table().equals(table))
        .map(DesiredRoute::action)
        .findFirst();
  }

  @Test
  @DisplayName("PATH-1 a table with a default route through the gateway, and two rules to it")
  void aTableAndTwoRules() {
    World world = oneUplink();
    world.settle();

    assertThat(actionIn(world, FIRST)).contains(via("10.0.0.1", "wan0"));
    assertThat(world.kernel.rules).containsExactly(oif("wan0", 0, FIRST), from("10.0.0.2", FIRST));
    assertThat(world.last().probes().getFirst().path())
        .contains(new ProbeOrder.Path(FIRST, Optional.of(ip("10.0.0.1")), 0));
  }

  @Test
  @DisplayName("PATH-1 a device without a gateway gets a device route")
  void aDeviceRouteWhereThereIsNoGateway() {
    World world =
        new World(one(check("check0").build(), Given.candidate("wan0", 1).healthCheck("check0")));
    world.link(up("wan0", 10));
    world.settle();

    assertThat(actionIn(world, FIRST)).contains(through("wan0"));
    assertThat(world.kernel.rules).containsExactly(oif("wan0", 0, FIRST));
  }

  @Test
  @DisplayName("PATH-1 onlink of the candidate holds for its probe path too")
  void onlinkHoldsForThePath() {
    World world = new World(one(check("check0").build(), uplink(0, 1).onlink(true)));
    world.link(up("wan0", 10));
    world.settle();

    assertThat(actionIn(world, FIRST))
        .contains(
            new RouteAction.Forward(Optional.of(dev("wan0")), Optional.of(ip("10.0.0.1")), true));
    assertThat(world.isProbed("check0")).isTrue();
  }

  @Test
  @DisplayName("PATH-1 the from rule takes sourceAddress where that stands on the device")
  void theFromRuleTakesTheSourceAddress() {
    World world =
        new World(one(check("check0").sourceAddress(address("10.0.0.7")).build(), uplink(0, 1)));
    world.link(up("wan0", 10, "10.0.0.2/24", "10.0.0.7/24"));
    world.settle();

    assertThat(world.kernel.rules).contains(from("10.0.0.7", FIRST)).hasSize(2);
  }

  @Test
  @DisplayName("PATH-1 no from rule for an address that stands on another device")
  void noFromRuleForAForeignAddress() {
    World world =
        new World(one(check("check0").sourceAddress(address("192.0.2.1")).build(), uplink(0, 1)));
    world.link(up("wan0", 10, "10.0.0.2/24")).link(up("lan0", 11, "192.0.2.1/24"));
    world.settle();

    assertThat(world.kernel.rules).containsExactly(oif("wan0", 0, FIRST));
    assertThat(world.isProbed("check0")).isTrue();
  }

  @Test
  @DisplayName(
      "PATH-1 two checks along one path with an address each: a from rule each, both probed")
  void anAddressEachAlongOnePath() {
    World world =
        new World(
            config(
                iface("wan0"),
                check("check0").build(),
                check("extra").sourceAddress(address("10.0.0.7")).build(),
                policy("wan", uplink(0, 1)),
                policy("other", extra())));
    world.link(up("wan0", 10, "10.0.0.2/24", "10.0.0.7/24"));
    world.settle();

    assertThat(world.kernel.rules)
        .containsExactlyInAnyOrder(
            oif("wan0", 0, FIRST), from("10.0.0.2", FIRST), from("10.0.0.7", FIRST));
    assertThat(world.isProbed("check0")).isTrue();
    assertThat(world.isProbed("extra")).isTrue();
  }

  private static Candidate.Builder extra() {
    return Given.candidate("wan0", 1).gateway(address("10.0.0.1")).healthCheck("extra");
  }

  @Test
  @DisplayName("PATH-1 no rule of ours matches a destination that is not a probe target")
  void everyRuleNamesATarget() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();

    assertThat(world.kernel.rules)
        .hasSize(4)
        .allMatch(rule -> rule.to().equals(Optional.of(TO_TARGET)));
  }

  @Test
  @DisplayName(
      "PATH-1 a standby is probed through its own gateway while another carries the traffic")
  void aStandbyIsProbedThroughItsOwnGateway() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    world.pass("check0");

    assertThat(world.selected("wan")).contains("wan0");
    assertThat(world.last().probes()).hasSize(2);
    assertThat(actionIn(world, FIRST)).contains(via("10.0.0.1", "wan0"));
    assertThat(actionIn(world, SECOND)).contains(via("10.0.1.1", "wan1"));
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("PATH-1 marks only where two candidates share device and target; both are probed")
  void marksWhereDeviceAndTargetAreShared() {
    World world =
        new World(
            config(
                iface("wan0"),
                check("check0").build(),
                check("extra").build(),
                policy(
                    "wan",
                    uplink(0, 2),
                    Candidate.builder()
                        .name("second")
                        .source(Given.ref("Interface/wan0"))
                        .gateway(address("10.0.0.9"))
                        .healthCheck("extra"))));
    world.link(up("wan0", 10, "10.0.0.2/24"));
    world.settle();

    assertThat(world.kernel.rules)
        .containsExactlyInAnyOrder(
            oif("wan0", 114_000, FIRST), oif("wan0", 114_001, SECOND), from("10.0.0.2", FIRST));
    assertThat(world.last().probes())
        .extracting(o -> o.path().orElseThrow().mark())
        .containsExactly(114_000L, 114_001L);

    world.pass("check0", "extra");
    world.configuration = one(check("check0").build(), uplink(0, 2));
    world.settle();
    assertThat(world.kernel.rules)
        .containsExactlyInAnyOrder(oif("wan0", 0, FIRST), from("10.0.0.2", FIRST));
    assertThat(world.last().probes().getFirst().path().orElseThrow().mark()).isZero();
  }

  @Test
  @DisplayName("PATH-1 equal paths are shared; a path goes with its last user")
  void equalPathsAreShared() {
    World world =
        new World(
            config(
                iface("wan0"),
                check("check0").build(),
                check("extra").build(),
                policy("wan", uplink(0, 1)),
                policy("other", extra())));
    world.link(up("wan0", 10, "10.0.0.2/24"));
    world.settle();
    assertThat(world.last().routes()).filteredOn(r -> r.key().table().equals(FIRST)).hasSize(1);
    assertThat(actionIn(world, SECOND)).isEmpty();

    world.configuration =
        config(
            iface("wan0"), check("check0").build(), check("extra").build(), policy("o", extra()));
    world.settle();
    assertThat(actionIn(world, FIRST)).as("extra still uses it").isPresent();

    world.configuration =
        config(iface("wan0"), policy("o", Given.candidate("wan0", 1)), following("o").build());
    world.settle();
    assertThat(world.kernel.rules).isEmpty();
    assertThat(world.kernel.routes).extracting(r -> r.key()).containsExactly(Given.DEFAULT);
  }

  @Test
  @DisplayName("PATH-1 what stands in the kernel under our protocol keeps its number")
  void standingTablesAreAdopted() {
    World world = oneUplink();
    RouteTable old = new RouteTable(114_007);
    world.kernel.hold(new RouteKey(old, Given.ANYWHERE, 0), via("10.0.0.1", "wan0"), 114);
    world.kernel.rules.add(oif("wan0", 0, old));
    world.kernel.rules.add(from("10.0.0.2", old));

    Decision first = world.decide();

    assertThat(first.plan().isEmpty()).isTrue();
    assertThat(world.last().probes().getFirst().path().orElseThrow().table()).isEqualTo(old);
  }

  @Test
  @DisplayName("PATH-1 a number is kept while its path lives, whoever comes and goes beside it")
  void aNumberIsKept() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    assertThat(actionIn(world, SECOND)).contains(via("10.0.1.1", "wan1"));

    world.configuration =
        config(
            iface("wan1"),
            check("check1").build(),
            policy("wan", uplink(1, 1)),
            following("wan").build());
    world.settle();

    assertThat(actionIn(world, SECOND)).contains(via("10.0.1.1", "wan1"));
    assertThat(actionIn(world, FIRST)).isEmpty();
  }

  @Test
  @DisplayName("PATH-1 a new gateway takes the table of the old one over, in place")
  void aNewGatewayTakesTheTableOver() {
    World world = oneUplink();
    world.settle();

    world.configuration = one(check("check0").build(), gateway("10.0.0.9"));
    world.settle();

    assertThat(actionIn(world, FIRST)).contains(via("10.0.0.9", "wan0"));
    assertThat(world.kernel.rules).containsExactly(oif("wan0", 0, FIRST), from("10.0.0.2", FIRST));
  }

  private static Candidate.Builder gateway(String gateway) {
    return Given.candidate("wan0", 1).gateway(address(gateway)).healthCheck("check0");
  }

  @Test
  @DisplayName("PATH-1 a path is put back after a link event, and follows an address")
  void aPathIsPutBack() {
    World world = oneUplink();
    world.settle();

    world.setDown("wan0");
    world.settle();
    assertThat(world.isProbed("check0")).isFalse();
    world.plug("wan0");
    world.settle();
    assertThat(actionIn(world, FIRST)).contains(via("10.0.0.1", "wan0"));
    assertThat(world.isProbed("check0")).isTrue();

    world.change("wan0", link -> Given.withAddresses(link, "10.0.0.66/24"));
    world.settle();
    assertThat(world.kernel.rules)
        .containsExactlyInAnyOrder(oif("wan0", 0, FIRST), from("10.0.0.66", FIRST));
  }

  @Test
  @DisplayName("PATH-1 tables, priorities and protocol are settings; a path without a table waits")
  void rangesAreSettings() {
    World world =
        new World(twoUplinks(Duration.ZERO), new Settings(77, 5000, 1, 600, OptionalInt.empty()));
    world.link(up("wan0", 10, "10.0.0.2/24")).link(up("wan1", 11, "10.0.1.2/24"));
    world.settle();

    assertThat(world.kernel.rules).extracting(RouteRule::priority).containsExactly(601L, 602L);
    assertThat(world.kernel.routes)
        .allMatch(r -> r.protocol() == 77 && r.key().table().id() == 5000);
    assertThat(world.last().probes()).extracting(o -> o.device()).containsExactly(dev("wan0"));
    assertThat(world.health("check1").reason()).isEqualTo(Reason.NO_PATH);
  }

  @Test
  @DisplayName("PATH-2 nothing is probed before the kernel was read to hold the path")
  void nothingIsProbedWithoutItsPath() {
    World world = oneUplink();
    Decision first = world.decide();
    assertThat(first.probes()).isEmpty();
    assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);

    world.settle();
    assertThat(world.isProbed("check0")).isTrue();
    assertThat(world.health("check0").reason()).isEqualTo(Reason.NOT_PROBED_YET);
  }

  @Test
  @DisplayName("PATH-2 a path that is gone is Unknown at once, reason NoPath, and no failure")
  void aLostPathIsNoFailure() {
    World world = oneUplink();
    world.settle();
    world.pass("check0");

    world.kernel.rules.clear();
    world.decide();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
    assertThat(world.health("check0").consecutiveFailed()).isZero();
    assertThat(world.last().probes()).isEmpty();
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.HELD);
  }

  @Test
  @DisplayName("PATH-2 a probe whose lookup found no path is no failure either")
  void aProbeWithoutAPathIsNoFailure() {
    World world = oneUplink();
    world.settle();
    world.pass("check0");
    world.fail("check0");

    world.result("check0", ProbeOutcome.Kind.NO_PATH);
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
    assertThat(world.health("check0").consecutiveFailed()).isZero();
  }

  @Test
  @DisplayName("STA-2 a check that finds no path says so until a probe is sent, not in between")
  void aMissingPathIsSaidOnce() {
    World world = new World(config(check("check0").sourceInterface("wan0").build()));
    world.link(up("wan0", 10, "10.0.0.2/24"));
    world.settle();

    for (int probe = 0; probe < 3; probe++) {
      world.result("check0", ProbeOutcome.Kind.NO_PATH);
      world.settle();
      assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
      world.advance(Duration.ofSeconds(1)).settle();
      assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
    }
    world.fail("check0");

    assertThat(world.health("check0").reason()).isEqualTo(Reason.NOT_PROBED_YET);
    assertThat(world.health("check0").consecutiveFailed()).isEqualTo(1);
  }

  @Test
  @DisplayName("PATH-3 a device without an address gets no from rule; with rp_filter it says so")
  void aBorrowedAddressIsAConditionUnderRpFilter() {
    World world =
        new World(one(check("check0").build(), Given.candidate("wan0", 1).healthCheck("check0")));
    world.link(up("wan0", 10));
    world.settle();
    assertThat(world.health("check0").conditions()).as("rp_filter 0").isEmpty();

    for (int rpFilter : new int[] {1, 2}) {
      world.change("wan0", link -> Given.withRpFilter(link, rpFilter));
      world.settle();
      assertThat(world.health("check0").conditions())
          .extracting(Condition::type)
          .containsExactly(Reason.SOURCE_ADDRESS_BORROWED);
      assertThat(world.health("check0").conditions().getFirst().message())
          .contains("192.0.0.2/29", "sourceAddress");
    }

    world.change("wan0", link -> Given.withAddresses(link, "192.0.0.2/29"));
    world.settle();
    assertThat(world.health("check0").conditions()).isEmpty();
  }

  @Test
  @DisplayName("PATH-4 fe80::1 on two devices: two next hops that do not interfere; no from rules")
  void oneGatewayAddressOnTwoDevices() {
    EgressRoutePolicy.Builder policy = policy("wan").family(IpFamily.IPV6);
    for (int i = 0; i < 2; i++) {
      policy.addCandidates(
          Given.candidate("wan" + i, 9 - i)
              .gateway(address("fe80::1"))
              .healthCheck("check" + i)
              .build());
    }
    World world =
        new World(
            config(
                iface("wan0"),
                iface("wan1"),
                named("check0").target(ip("2001:db8::1")).build(),
                named("check1").target(ip("2001:db8::1")).build(),
                policy.build()));
    world.link(up("wan0", 1, "2001:db8:1::2/64")).link(up("wan1", 2, "2001:db8:2::2/64"));
    world.settle();
    world.pass("check0", "check1");

    assertThat(actionIn(world, FIRST)).contains(via("fe80::1", "wan0"));
    assertThat(actionIn(world, SECOND)).contains(via("fe80::1", "wan1"));
    assertThat(world.kernel.rules).hasSize(2).allMatch(rule -> rule.from().isEmpty());
    assertThat(world.kernel.rules)
        .extracting(rule -> rule.outgoingDevice().map(LinkName::text).orElseThrow())
        .isEqualTo(List.of("wan0", "wan1"));

    world.failThrice("check0");
    assertThat(world.health("check1").verdict()).isEqualTo("Healthy");
    assertThat(world.selected("wan")).contains("wan1");
  }
}
