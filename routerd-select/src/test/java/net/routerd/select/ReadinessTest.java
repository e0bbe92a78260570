package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.tunnel;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.Candidate;
import net.routerd.model.GatewaySource;
import net.routerd.model.HealthCheck;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readiness (semantics 6). */
class ReadinessTest {

  private static RouterConfig leased(boolean enabled, HealthCheck.Builder check) {
    return config(
        check.build(),
        policy(
            "wan",
            Candidate.builder()
                .name("c")
                .enabled(enabled)
                .source(Given.ref("DHCPv4Lease/wan"))
                .gatewaySource(GatewaySource.DHCPV4)
                .healthCheck("check0")),
        following("wan").build());
  }

  private static void expect(World world, Reason reason) {
    world.settle();
    assertThat(world.candidate("wan", "c").reason()).isEqualTo(reason);
    assertThat(world.candidate("wan", "c").ready()).isEqualTo(reason == Reason.SELECTED);
    assertThat(world.candidate("wan", "c").message()).isNotEmpty();
  }

  @Test
  @DisplayName("RDY-1 everything is wrong, and mended in the order in which it is tested")
  void theFirstThingThatIsWrongIsTheReason() {
    World world = new World(leased(false, check("check0").enabled(false)));
    world.directives.put("wan", new Directives(Set.of("c"), Optional.empty()));
    expect(world, Reason.DISABLED);
    world.configuration = leased(true, check("check0").enabled(false));
    expect(world, Reason.DRAINED);
    world.directives.clear();
    expect(world, Reason.SOURCE_MISSING);
    world.publish("DHCPv4Lease/wan", "Requesting");
    expect(world, Reason.SOURCE_NOT_READY);
    world.publish("DHCPv4Lease/wan", "Bound");
    expect(world, Reason.DEVICE_UNRESOLVED);
    world.publish("DHCPv4Lease/wan", "Bound", "device", "wan0");
    expect(world, Reason.DEVICE_MISSING);
    world.link(Given.with(up("wan0", 4), true, false, OperState.DOWN));
    expect(world, Reason.DEVICE_DOWN);
    world.plug("wan0");
    expect(world, Reason.GATEWAY_UNRESOLVED);
    world.publish("DHCPv4Lease/wan", "Bound", "device", "wan0", "gateway", "10.0.0.1");
    expect(world, Reason.GATEWAY_UNREACHABLE);
    world.link(up("wan0", 4, "10.0.0.2/24"));
    expect(world, Reason.HEALTH_CHECK_DISABLED);
    world.configuration = leased(true, check("check0").sourceInterface("wan9"));
    expect(world, Reason.PATH_MISMATCH);
    world.configuration = leased(true, check("check0"));
    expect(world, Reason.HEALTH_CHECK_UNKNOWN);
    world.failThrice("check0");
    expect(world, Reason.HEALTH_CHECK_UNHEALTHY);
    world.pass("check0");
    expect(world, Reason.SELECTED);
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Applied", "Bound", "Connected", "Healthy", "Installed", "Ready", "Running", "Up"})
  @DisplayName("RDY-1 an external source is ready in these phases")
  void readyPhases(String phase) {
    assertThat(external(phase).candidate("wan", "c").ready()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pending", "Down", "bound", "Expired", "Failed", "Releasing"})
  @DisplayName("RDY-1 an external source is not ready in any other phase, and the phase is said")
  void otherPhases(String phase) {
    World world = external(phase);
    assertThat(world.candidate("wan", "c").reason()).isEqualTo(Reason.SOURCE_NOT_READY);
    assertThat(world.candidate("wan", "c").message()).contains(phase);
  }

  private static World external(String phase) {
    World world =
        new World(
            config(
                policy("wan", Candidate.builder().name("c").source(Given.ref("PPPoESession/p")))));
    world.link(up("ppp0", 9));
    world.publish("PPPoESession/p", phase, "interface", "ppp0");
    world.settle();
    return world;
  }

  @ParameterizedTest
  @CsvSource({
    "true,  true,  UP,               true",
    "true,  true,  UNKNOWN,          true",
    "true,  true,  DORMANT,          false",
    "true,  true,  LOWER_LAYER_DOWN, false",
    "true,  true,  DOWN,             false",
    "true,  true,  TESTING,          false",
    "true,  true,  NOT_PRESENT,      false",
    "false, true,  UP,               false",
    "true,  false, UP,               false"
  })
  @DisplayName("RDY-2 a link is up with IFF_UP, carrier, and an operState of UP or UNKNOWN")
  void whenALinkIsUp(boolean adminUp, boolean carrier, OperState state, boolean ready) {
    World world =
        new World(
            config(
                iface("wan0"),
                tunnel("tun", "tun0"),
                policy(
                    "wan",
                    candidate("wan0", 1),
                    Candidate.builder().name("t").source(Given.ref("DSLiteTunnel/tun")))));
    world.link(Given.with(up("wan0", 1), adminUp, carrier, state));
    world.link(Given.with(up("tun0", 2), adminUp, carrier, state));
    world.settle();

    for (String candidate : List.of("wan0", "t")) {
      assertThat(world.candidate("wan", candidate).ready()).isEqualTo(ready);
      if (!ready) {
        assertThat(world.candidate("wan", candidate).reason()).isEqualTo(Reason.SOURCE_NOT_READY);
      }
    }
  }

  @Test
  @DisplayName("RDY-1 a candidate may have a device and no source, or go out by another device")
  void sourceAndDeviceAreApart() {
    World world =
        new World(
            config(
                iface("lan"),
                policy("a", Candidate.builder().name("c").device(device("wan0"))),
                policy("b", candidate("lan", 1).device(device("wan0")))));
    world.link(up("wan0", 1)).link(up("lan", 2));
    world.settle();
    assertThat(world.candidate("a", "c").ready()).isTrue();
    assertThat(world.policy("b").selectedDevice()).contains(Given.dev("wan0"));

    world.unplug("wan0");
    world.settle();
    assertThat(world.candidate("b", "lan").reason()).isEqualTo(Reason.DEVICE_DOWN);
    world.plug("wan0");
    world.unplug("lan");
    world.settle();
    assertThat(world.candidate("b", "lan").reason()).isEqualTo(Reason.SOURCE_NOT_READY);
  }

  @Test
  @DisplayName("GW-1, GW-2 none forbids a gateway, static needs one of the policy's family")
  void gatewaysThatNoConfigurationMayHave() {
    Candidate.Builder none =
        candidate("wan0", 1).gatewaySource(GatewaySource.NONE).gateway(address("10.0.0.1"));
    Candidate.Builder nothing = candidate("wan0", 1).gatewaySource(GatewaySource.STATIC);
    Candidate.Builder other = candidate("wan0", 1).gateway(address("fe80::1"));

    assertThatThrownBy(() -> config(iface("wan0"), policy("wan", none)))
        .hasMessageContaining("gateway");
    assertThatThrownBy(() -> config(iface("wan0"), policy("wan", nothing)))
        .hasMessageContaining("gateway");
    assertThatThrownBy(() -> config(iface("wan0"), policy("wan", other)))
        .hasMessageContaining("ipv4");
  }

  @Test
  @DisplayName("GW-2 a gateway of the other family behind a reference is not taken")
  void aReferenceToTheOtherFamilyIsNotTaken() {
    World world =
        new World(
            config(
                iface("wan0"),
                policy(
                    "wan",
                    candidate("wan0", 1).gateway(address("${PPPoESession/p.status.gateway}"))),
                following("wan").build()));
    world.link(up("wan0", 1, "10.0.0.2/24"));
    world.publish("PPPoESession/p", "Up", "gateway", "fe80::1");
    world.settle();

    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.GATEWAY_UNRESOLVED);
    assertThat(world.candidate("wan", "wan0").message()).contains("fe80::1", "ipv4");
  }

  private static World leaseWorld() {
    World world =
        new World(
            config(
                policy(
                    "wan",
                    Candidate.builder()
                        .name("c")
                        .source(Given.ref("DHCPv4Lease/wan"))
                        .gatewaySource(GatewaySource.DHCPV4)),
                following("wan").build()));
    world.link(up("wan0", 4, "10.0.0.2/24", "10.9.0.2/24")).link(up("wan1", 5, "10.9.0.3/24"));
    return world;
  }

  @Test
  @DisplayName("GW-3 dhcpv4 takes the gateway that its source publishes, or a reference")
  void theLeasedGatewayIsTaken() {
    World world = leaseWorld();
    world.publish("DHCPv4Lease/wan", "Bound", "interface", "wan0", "gateway", "10.0.0.1");
    world.settle();
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));

    world.configuration =
        config(
            iface("wan0"),
            policy(
                "wan",
                candidate("wan0", 1)
                    .gatewaySource(GatewaySource.DHCPV4)
                    .gateway(address("${DHCPv4Client/x.status.gateway}"))),
            following("wan").build());
    world.publish("DHCPv4Client/x", "Bound", "gateway", "10.9.0.1");
    world.settle();
    assertThat(world.policy("wan").selectedGateway()).contains(ip("10.9.0.1"));
  }

  @Test
  @DisplayName("GW-3 a lease that expires makes the candidate unready at once, by monotonic time")
  void anExpiredLeaseIsNotReady() {
    World world = leaseWorld();
    world.lease(
        "DHCPv4Lease/wan",
        Duration.ofMinutes(10),
        "Bound",
        "interface",
        "wan0",
        "gateway",
        "10.0.0.1");
    world.settle();
    assertThat(world.last().wakeUpNanos()).hasValue(world.nanos + Duration.ofMinutes(10).toNanos());

    world.advance(Duration.ofMinutes(10).minusNanos(1)).settle();
    assertThat(world.selected("wan")).contains("c");
    world.advance(Duration.ofNanos(1)).settle();
    assertThat(world.candidate("wan", "c").reason()).isEqualTo(Reason.SOURCE_NOT_READY);
    assertThat(world.candidate("wan", "c").message()).contains("expired");
  }

  @Test
  @DisplayName("GW-3 a gateway or device that changes under the selected one is no transition")
  void aChangedGatewayIsNoTransition() {
    World world = leaseWorld();
    world.publish("DHCPv4Lease/wan", "Bound", "interface", "wan0", "gateway", "10.0.0.1");
    world.settle();
    var since = world.policy("wan").lastTransitionTime();
    world.advance(Duration.ofSeconds(5));

    world.publish("DHCPv4Lease/wan", "Bound", "interface", "wan1", "gateway", "10.9.0.1");
    Decision first = world.decide();
    assertThat(first.plan().changes()).hasSize(1);
    assertThat(first.transitions()).isEmpty();
    Decision settled = world.settle();

    assertThat(world.defaultRoute()).contains(via("10.9.0.1", "wan1"));
    assertThat(settled.transitions()).isEmpty();
    assertThat(world.policy("wan").lastTransitionTime()).isEqualTo(since);
  }

  @Test
  @DisplayName("GW-4 an IPv4 gateway must be in a connected prefix, or a peer, or onlink")
  void aGatewayMustBeReachable() {
    assertThat(gatewayReason(false, up("wan0", 1, "10.1.0.2/24")))
        .isEqualTo(Reason.GATEWAY_UNREACHABLE);
    assertThat(gatewayReason(false, up("wan0", 1, "10.1.0.2/24", "10.0.0.9/24")))
        .isEqualTo(Reason.SELECTED);
    assertThat(gatewayReason(true, up("wan0", 1))).isEqualTo(Reason.SELECTED);
    LinkAddress peer = new LinkAddress(ip("192.0.2.1"), 32, Optional.of(ip("10.0.0.1")), false);
    Link pointToPoint =
        new Link(
            Given.dev("wan0"), 1, true, true, OperState.UNKNOWN, 1492, List.of(peer), 0, Set.of());
    assertThat(gatewayReason(false, pointToPoint)).isEqualTo(Reason.SELECTED);
  }

  private static Reason gatewayReason(boolean onlink, Link link) {
    World world =
        new World(
            config(
                iface("wan0"),
                policy("wan", candidate("wan0", 1).gateway(address("10.0.0.1")).onlink(onlink))));
    world.link(link);
    world.settle();
    return world.candidate("wan", "wan0").reason();
  }
}
