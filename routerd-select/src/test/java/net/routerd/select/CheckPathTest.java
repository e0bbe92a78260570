package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.tunnel;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.routerd.model.Candidate;
import net.routerd.model.HealthCheck;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One check, one path (HC-4 to HC-7). */
class CheckPathTest {

  private static World world(HealthCheck.Builder check, Candidate.Builder candidate) {
    World world =
        new World(
            config(
                iface("wan0"), check.build(), policy("wan", candidate), following("wan").build()));
    world.link(up("wan0", 10, "10.0.0.2/24"));
    world.settle();
    return world;
  }

  private static ProbeOrder order(World world) {
    assertThat(world.last().probes()).hasSize(1);
    return world.last().probes().getFirst();
  }

  @Test
  @DisplayName("HC-4 sourceInterface names a resource: its device, and the status says so")
  void sourceInterfaceNamesAResource() {
    World world =
        new World(
            config(
                tunnel("uplink", "tun7"),
                check("check0").sourceInterface("uplink").build(),
                policy(
                    "wan",
                    Candidate.builder()
                        .name("t")
                        .source(Given.ref("DSLiteTunnel/uplink"))
                        .healthCheck("check0"))));
    world.link(up("tun7", 10)).link(up("uplink", 11));
    world.settle();

    assertThat(order(world).device()).isEqualTo(dev("tun7"));
    assertThat(world.health("check0").message()).contains("tun7 (DSLiteTunnel/uplink)");
  }

  @Test
  @DisplayName("HC-4 what the program publishes under the name of a configured resource hides none")
  void aPublishedStatusHidesNoConfiguredResource() {
    World world = world(check("check0").sourceInterface("wan0"), uplink(0, 1));
    world.lease("DHCPv4Client/wan0", Duration.ofSeconds(1), "Bound", "device", "ppp7");
    world.settle();
    assertThat(order(world).device()).isEqualTo(dev("wan0"));
    world.advance(Duration.ofSeconds(2));
    world.settle();
    assertThat(order(world).device()).isEqualTo(dev("wan0"));
  }

  @Test
  @DisplayName("HC-4, SEL-10 the lease of one family ends, the other's still names the device")
  void aDualStackNameKeepsItsDevice() {
    World world =
        world(
            check("check0").sourceInterface("uplink"),
            Candidate.builder().name("c").device(device("wan0")).healthCheck("check0"));
    world.lease("DHCPv4Client/uplink", Duration.ofSeconds(1), "Bound", "device", "wan0");
    world.publish("DHCPv6Client/uplink", "Bound", "device", "wan0");
    world.advance(Duration.ofSeconds(2));
    world.settle();
    assertThat(order(world).device()).isEqualTo(dev("wan0"));
    assertThat(world.health("check0").message()).contains("DHCPv6Client/uplink");
  }

  @Test
  @DisplayName("HC-4 a name that no resource has is a device of the system, and the status says so")
  void sourceInterfaceNamesADevice() {
    World world =
        world(
            check("check0").sourceInterface("wan0"),
            Candidate.builder()
                .name("c")
                .device(device("wan0"))
                .gateway(address("10.0.0.1"))
                .healthCheck("check0"));
    assertThat(order(world).device()).isEqualTo(dev("wan0"));
    assertThat(world.health("check0").message()).contains("Interface/wan0");

    World other =
        new World(config(check("lonely").sourceInterface("eth9").build())).link(up("eth9", 4));
    other.settle();
    assertThat(order(other).device()).isEqualTo(dev("eth9"));
    assertThat(other.health("lonely").message()).contains("(device eth9)");
  }

  @Test
  @DisplayName("HC-5 sourceAddress is bound as well, wherever it stands")
  void sourceAddressIsBound() {
    World world = world(check("check0").sourceAddress(address("192.0.2.1")), uplink(0, 1));

    assertThat(order(world).sourceAddress()).contains(ip("192.0.2.1"));
  }

  @Test
  @DisplayName("HC-5 a sourceAddress that does not resolve: not probed, and the reason is said")
  void anUnresolvedSourceAddressIsNotProbed() {
    World world =
        world(
            check("check0").sourceAddress(address("${PPPoESession/p.status.gateway}")),
            uplink(0, 1));

    assertThat(world.isProbed("check0")).isFalse();
    assertThat(world.health("check0").reason()).isEqualTo(Reason.REFERENCE_UNRESOLVED);
    assertThat(world.health("check0").message()).contains("PPPoESession/p");
  }

  @Test
  @DisplayName("HC-6 without sourceInterface a check is pinned to its candidate's device")
  void pinnedToTheCandidatesDevice() {
    World world = world(check("check0"), uplink(0, 1));

    assertThat(order(world).device()).isEqualTo(dev("wan0"));
    assertThat(order(world).ifindex()).isEqualTo(10);
    assertThat(order(world).path().orElseThrow().gateway()).contains(ip("10.0.0.1"));
  }

  @Test
  @DisplayName("HC-6 candidates that resolve apart: Unknown, PathAmbiguous, not probed")
  void candidatesThatResolveApart() {
    World world =
        new World(
            config(
                iface("wan0"),
                check("check0").build(),
                policy("a", uplink(0, 1)),
                policy("b", uplink(0, 1).onlink(true))));
    world.link(up("wan0", 10, "10.0.0.2/24"));
    world.settle();

    assertThat(world.isProbed("check0")).isFalse();
    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").reason()).isEqualTo(Reason.PATH_AMBIGUOUS);
    assertThat(world.health("check0").message()).contains("onlink");
    assertThat(world.candidate("a", "wan0").reason()).isEqualTo(Reason.HEALTH_CHECK_UNKNOWN);
  }

  @Test
  @DisplayName("HC-6 a sourceInterface that is another device: not ready, PathMismatch")
  void aPinOnAnotherDeviceIsAMismatch() {
    World world = world(check("check0").sourceInterface("wan9"), uplink(0, 1));

    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.PATH_MISMATCH);
    assertThat(world.candidate("wan", "wan0").message()).contains("wan9", "wan0");
    assertThat(world.isProbed("check0")).isFalse();
  }

  @Test
  @DisplayName("HC-6 a sourceInterface that has no device yet is no mismatch: Unknown")
  void aPinWithoutADeviceIsUnknown() {
    World world =
        world(
            check("check0").sourceInterface("session"),
            Candidate.builder()
                .name("c")
                .device(device("wan0"))
                .gateway(address("10.0.0.1"))
                .healthCheck("check0"));
    world.publish("PPPoESession/session", "Pending");
    world.settle();

    assertThat(world.health("check0").reason()).isEqualTo(Reason.DEVICE_UNRESOLVED);
    assertThat(world.candidate("wan", "c").reason()).isEqualTo(Reason.HEALTH_CHECK_UNKNOWN);
  }

  @Test
  @DisplayName("HC-6 a check with neither pin nor candidate is not probed")
  void neitherPinNorCandidate() {
    World world = new World(config(check("lonely").build()));
    world.settle();

    assertThat(world.isProbed("lonely")).isFalse();
    assertThat(world.health("lonely").reason()).isEqualTo(Reason.NOT_PROBED);
  }

  @Test
  @DisplayName("HC-6 a check with a pin and no candidate is probed and needs no path of ours")
  void aPinAlone() {
    World world =
        new World(config(check("lonely").sourceInterface("eth9").build())).link(up("eth9", 4));
    Decision decision = world.settle();

    assertThat(order(world).path()).isEmpty();
    assertThat(decision.routes()).isEmpty();
    assertThat(decision.rules()).isEmpty();
  }

  @Test
  @DisplayName("HC-6 a check that is not enabled is not probed; its candidate is not ready")
  void aDisabledCheck() {
    World world = world(check("check0").enabled(false), uplink(0, 1));

    assertThat(world.isProbed("check0")).isFalse();
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.HEALTH_CHECK_DISABLED);
  }

  @Test
  @DisplayName("HC-7 via is shown and installs nothing")
  void viaInstallsNothing() {
    Decision without = world(check("check0"), uplink(0, 1)).last();
    World world = world(check("check0").via(address("10.0.0.1")), uplink(0, 1));

    assertThat(world.health("check0").via()).contains(ip("10.0.0.1"));
    assertThat(world.health("check0").conditions()).isEmpty();
    assertThat(world.last().routes()).isEqualTo(without.routes());
    assertThat(world.last().rules()).isEqualTo(without.rules());
  }

  @Test
  @DisplayName("HC-7 a path through another gateway than via: condition ViaMismatch")
  void viaMismatch() {
    World world = world(check("check0").via(address("10.0.0.254")), uplink(0, 1));

    assertThat(world.health("check0").conditions())
        .extracting(Condition::type)
        .containsExactly(Reason.VIA_MISMATCH);
    assertThat(world.health("check0").conditions().getFirst().message())
        .contains("10.0.0.254", "10.0.0.1");
    assertThat(world.isProbed("check0")).isTrue();
  }

  @Test
  @DisplayName("HC-11, HC-7 a reload that changes only via keeps verdict and streaks")
  void anotherViaKeepsAll() {
    World world = world(check("check0"), uplink(0, 1));
    world.pass("check0");
    world.fail("check0");
    RouterConfig other =
        config(
            iface("wan0"),
            check("check0").via(address("10.0.0.1")).build(),
            policy("wan", uplink(0, 1)),
            following("wan").build());

    world.configuration = other;
    world.settle();

    assertThat(world.health("check0").verdict()).isEqualTo("Healthy");
    assertThat(world.health("check0").consecutiveFailed()).isEqualTo(1);
  }

  @Test
  @DisplayName("HC-6 a candidate that is not enabled does not have its check probed")
  void aDisabledCandidatesCheckIsNotProbed() {
    World world = world(check("check0"), uplink(0, 1).enabled(false));

    assertThat(world.isProbed("check0")).isFalse();
    assertThat(world.last().rules()).isEmpty();
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.DISABLED);
  }
}
