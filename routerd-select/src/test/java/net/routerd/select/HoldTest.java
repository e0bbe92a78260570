package net.routerd.select;

import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.routerd.model.HealthCheck;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A selected candidate whose verdict was lost through no failure is held for a while (SEL-1). */
class HoldTest {

  /** Three intervals of a second and a timeout of half a second. */
  private static final Duration HOLD = Duration.ofMillis(3500);

  private static World healthy() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    world.pass("check0", "check1");
    assertThat(world.selected("wan")).contains("wan0");
    return world;
  }

  /** The first uplink's check probes something else. */
  private static RouterConfig otherTarget() {
    return config(
        iface("wan0"),
        iface("wan1"),
        otherCheck().build(),
        check("check1").build(),
        policy("wan")
            .hysteresis(Duration.ZERO)
            .addCandidates(uplink(0, 100).build(), uplink(1, 50).build())
            .build(),
        following("wan").build());
  }

  private static HealthCheck.Builder otherCheck() {
    return named("check0")
        .target(ip("9.9.9.9"))
        .interval(Duration.ofSeconds(1))
        .timeout(Duration.ofMillis(500));
  }

  private static void expectHeld(World world) {
    assertThat(world.policy("wan").phase()).isEqualTo("Applied");
    assertThat(world.policy("wan").reason()).isEqualTo(Reason.HELD);
    assertThat(world.selected("wan")).contains("wan0");
    assertThat(world.candidate("wan", "wan0").ready()).isFalse();
    assertThat(world.candidate("wan", "wan0").selected()).isTrue();
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("SEL-1 an absurd threshold makes a hold long, and never overflows into none")
  void anAbsurdThresholdDoesNotOverflow() {
    HealthCheck patient =
        named("check0")
            .target(ip("9.9.9.9"))
            .interval(Duration.ofDays(365))
            .unhealthyThreshold(Integer.MAX_VALUE)
            .build();
    World world = healthy();
    world.configuration =
        config(
            iface("wan0"),
            iface("wan1"),
            patient,
            check("check1").build(),
            policy("wan")
                .hysteresis(Duration.ZERO)
                .addCandidates(uplink(0, 100).build(), uplink(1, 50).build())
                .build(),
            following("wan").build());
    world.settle();
    expectHeld(world);
    world.advance(Duration.ofDays(700));
    world.settle();
    expectHeld(world);
  }

  @Test
  @DisplayName("SEL-1, HC-11 held after a reload, though another is ready; then left")
  void heldAfterAReload() {
    World world = healthy();
    world.configuration = otherTarget();
    world.settle();
    expectHeld(world);
    assertThat(world.explanation("wan", "wan0").remainingNanos()).hasValue(HOLD.toNanos());

    world.advance(Duration.ofSeconds(1));
    world.pass("check1");
    world.advance(HOLD.minusSeconds(1).minusNanos(1)).settle();
    expectHeld(world);
    assertThat(world.last().wakeUpNanos()).hasValue(world.nanos + 1);
    world.advance(Duration.ofNanos(1)).settle();

    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.HEALTH_CHECK_UNKNOWN);
  }

  @Test
  @DisplayName("SEL-1 the time counts from the first probe on its path")
  void countedFromTheFirstProbe() {
    World world = healthy();
    world.configuration = otherTarget();
    world.settle();
    world.advance(Duration.ofSeconds(2));
    world.fail("check0"); // it started 10 ms ago

    assertThat(world.explanation("wan", "wan0").remainingNanos())
        .hasValue(HOLD.minusMillis(10).toNanos());
  }

  @Test
  @DisplayName("SEL-1 a held one that passes is ready, and no transition happened")
  void aHeldOneThatPasses() {
    World world = healthy();
    var since = world.policy("wan").lastTransitionTime();
    world.configuration = otherTarget();
    world.settle();
    world.advance(Duration.ofSeconds(1));

    Decision decision = world.pass("check0");

    assertThat(world.policy("wan").reason()).isEqualTo(Reason.SELECTED);
    assertThat(decision.transitions()).isEmpty();
    assertThat(world.policy("wan").lastTransitionTime()).isEqualTo(since);
  }

  @Test
  @DisplayName("SEL-1, SEL-3 a held one that fails often enough is left before its time is over")
  void aHeldOneThatFails() {
    World world = healthy();
    world.configuration = otherTarget();
    world.settle();
    world.fail("check0");
    world.fail("check0");
    expectHeld(world);

    world.fail("check0");

    assertThat(world.selected("wan")).contains("wan1");
  }

  @Test
  @DisplayName("SEL-1, HC-3 held when its probes went stale")
  void heldWhenStale() {
    World world = healthy();
    world.advance(Duration.ofSeconds(1));
    world.pass("check1");
    world.advance(Duration.ofMillis(2501)).settle();
    assertThat(world.health("check0").reason()).isEqualTo(Reason.PROBE_STALE);
    expectHeld(world);

    world.advance(Duration.ofSeconds(1));
    world.pass("check1");
    world.advance(Duration.ofMillis(2500)).settle();
    assertThat(world.selected("wan")).contains("wan1");
  }

  @Test
  @DisplayName("SEL-1, HC-8 held when its device was made anew while nothing was looking")
  void heldWhenRecreated() {
    World world = healthy();
    world.kernel.dropDevice(Given.dev("wan0"));
    world.link(up("wan0", 99, "10.0.0.2/24"));

    world.settle();

    expectHeld(world);
    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
  }

  @Test
  @DisplayName("SEL-1 one that is down or drained is not held")
  void notHeldForOtherReasons() {
    World world = healthy();
    world.configuration = otherTarget();
    world.settle();
    world.unplug("wan0");

    world.decide();

    assertThat(world.selected("wan")).contains("wan1");
  }

  @Test
  @DisplayName("SEL-1, SEL-6 with nobody else, one whose hold ended is left all the same")
  void theEndOfAHoldIsTheEnd() {
    World world = healthy();
    world.failThrice("check1");
    world.configuration = otherTarget();
    world.settle();
    world.advance(HOLD).settle();

    assertThat(world.policy("wan").phase()).isEqualTo("Pending");
    world.advance(HOLD).settle();
    assertThat(world.policy("wan").phase()).as("not held anew").isEqualTo("Pending");
  }

  @Test
  @DisplayName("SEL-4 a fresh heavier one displaces a held one")
  void aHeavierOneDisplacesAHeldOne() {
    World world =
        World.ofTwoUplinks(
            config(
                iface("wan0"),
                iface("wan1"),
                check("check0").build(),
                check("check1").build(),
                policy("wan", uplink(0, 100), uplink(1, 50)),
                following("wan").build()));
    world.kernel.hold(Given.DEFAULT, via("10.0.1.1", "wan1"), 114);
    world.settle();
    assertThat(world.policy("wan").reason()).isEqualTo(Reason.HELD);
    assertThat(world.selected("wan")).contains("wan1");

    world.pass("check0");

    assertThat(world.selected("wan")).contains("wan0");
  }
}
