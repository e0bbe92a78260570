package net.routerd.select;

import static net.routerd.select.Given.DEFAULT;
import static net.routerd.select.Given.address;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.through;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody takes away what is ours (RT-4). */
class RepairTest {

  private static final String ROUTE = "IPv4Route/default-route";

  private static World installed() {
    World world =
        World.ofTwoUplinks(
            config(
                route("default-route")
                    .device(device("wan0"))
                    .gateway(address("10.0.0.1"))
                    .build()));
    world.settle();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Installed");
    return world;
  }

  private static void steal(World world) {
    world.kernel.routes.removeIf(route -> route.key().equals(DEFAULT));
  }

  /** Steals and lets the core answer, until it answers no more at once. */
  private static void fight(World world) {
    for (int i = 0; i < 6; i++) {
      steal(world);
      world.settle();
      assertThat(world.defaultRoute()).as("mending %d is at once", i + 1).isPresent();
      world.advance(Duration.ofMillis(10));
    }
    steal(world);
    world.settle();
  }

  private static List<Reason> conditions(World world) {
    return world.route(ROUTE).conditions().stream().map(Condition::type).toList();
  }

  @Test
  @DisplayName("RT-4 what somebody deletes is put back at once, and told as repaired")
  void putBackAtOnce() {
    World world = installed();
    assertThat(world.decide().repaired()).as("the first time is no repair").isEmpty();

    steal(world);
    Decision decision = world.settle();

    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
    assertThat(decision.repaired()).hasSize(1);
    assertThat(conditions(world)).isEmpty();
  }

  @Test
  @DisplayName("RT-4 the sixth repair within a minute is the last at once: back-off, condition")
  void moreThanFiveAreBackedOffFrom() {
    World world = installed();

    fight(world);

    assertThat(world.defaultRoute()).as("backed off").isEmpty();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Failed");
    assertThat(world.route(ROUTE).reason()).isEqualTo(Reason.OWNERSHIP_CONFLICT);
    assertThat(conditions(world)).containsExactly(Reason.OWNERSHIP_CONFLICT);
    assertThat(world.route(ROUTE).message())
        .contains("0.0.0.0/0 table main via 10.0.0.1 dev wan0", "mended 6 times", "ip monitor");

    long next = world.last().wakeUpNanos().orElseThrow() - world.nanos;
    assertThat(Duration.ofNanos(next)).isEqualTo(Duration.ofMillis(190)); // 200 after the sixth
    world.advance(Duration.ofNanos(next));
    world.settle();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Installed");
    assertThat(conditions(world)).as("it stands, and is fought over").hasSize(1);
  }

  @Test
  @DisplayName("RT-4 a fight that does not end costs a change every few seconds, and no more")
  void anEndlessFightIsCheap() {
    World world = installed();
    int repairs = 0;
    for (int tick = 0; tick < 1800; tick++) { // three minutes
      steal(world);
      world.settle();
      repairs += world.defaultRoute().isPresent() ? 1 : 0;
      world.advance(Duration.ofMillis(100));
    }
    assertThat(repairs).isBetween(20, 45);
    assertThat(conditions(world)).isNotEmpty();
  }

  @Test
  @DisplayName("RT-4 the condition goes by itself a minute after the fight")
  void theConditionGoes() {
    World world = installed();
    fight(world);
    world.advance(Duration.ofMillis(200));
    world.settle();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Installed");

    long since = world.nanos;
    while (!conditions(world).isEmpty()) { // the core asks to be woken, or this never ends
      world.advance(Duration.ofNanos(world.last().wakeUpNanos().orElseThrow() - world.nanos));
      world.decide();
    }
    assertThat(Duration.ofNanos(world.nanos - since))
        .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    assertThat(world.route(ROUTE).phase()).isEqualTo("Installed");
  }

  @Test
  @DisplayName("RT-4 what is changed while it still has our protocol is a repair like any other")
  void changedInPlace() {
    World world = installed();
    for (int i = 0; i < 7; i++) {
      world.kernel.routes.clear();
      world.kernel.hold(DEFAULT, through("wan1"), 114);
      world.settle();
    }
    assertThat(world.defaultRoute()).contains(through("wan1"));
    assertThat(world.route(ROUTE).reason()).isEqualTo(Reason.OWNERSHIP_CONFLICT);
  }

  @Test
  @DisplayName("RT-4 what the kernel itself removes is put back and not counted")
  void theKernelIsNoFoe() {
    World world = installed();
    for (int flap = 0; flap < 30; flap++) {
      world.setDown("wan0");
      world.settle();
      world.plug("wan0");
      Decision decision = world.settle();
      assertThat(world.defaultRoute()).as("flap %d", flap).isPresent();
      assertThat(decision.repaired()).isEmpty();
      world.advance(Duration.ofMillis(100));
    }
    assertThat(conditions(world)).isEmpty();
  }

  @Test
  @DisplayName("RT-4 a link that changes late takes its removals out of the count again")
  void aLateLinkChangeIsTheKernelToo() {
    World world = installed();
    for (int i = 0; i < 5; i++) {
      steal(world);
      world.settle();
    }
    world.unplug("wan0");
    world.settle();
    world.plug("wan0");
    world.settle();
    for (int i = 0; i < 5; i++) {
      steal(world);
      world.settle();
    }
    assertThat(conditions(world)).isEmpty();
  }

  @Test
  @DisplayName("RT-4 another device that flaps hides no fight; one with the preferred source may")
  void onlyItsOwnDevicesCount() {
    World world = installed();
    for (int i = 0; i < 7; i++) {
      world.unplug("wan1");
      world.settle();
      world.plug("wan1");
      steal(world);
      world.settle();
    }
    assertThat(conditions(world)).containsExactly(Reason.OWNERSHIP_CONFLICT);

    World sourced =
        World.ofTwoUplinks(
            config(
                route("default-route")
                    .device(device("wan0"))
                    .preferredSource(address("10.0.1.2"))
                    .build()));
    sourced.settle();
    for (int i = 0; i < 7; i++) {
      sourced.change("wan1", link -> Given.withAddresses(link));
      steal(sourced);
      sourced.settle();
      sourced.change("wan1", link -> Given.withAddresses(link, "10.0.1.2/24"));
      sourced.settle();
    }
    assertThat(conditions(sourced)).isEmpty();
  }

  @Test
  @DisplayName("RT-4 SEL-10 switches are no repairs, and one between two ways is never held back")
  void switchesAreNoRepairs() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    world.pass("check0", "check1");
    for (int i = 0; i < 20; i++) {
      world.failThrice("check0");
      assertThat(world.defaultRoute()).contains(via("10.0.1.1", "wan1"));
      world.pass("check0", "check1");
      assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
    }
    assertThat(conditions(world)).isEmpty();

    fight(world);
    world.failThrice("check0");
    assertThat(world.defaultRoute()).as("another way, at once").contains(via("10.0.1.1", "wan1"));
  }

  @Test
  @DisplayName("RT-4 PATH-1 a fight over a probe path shows at its check")
  void aProbePathIsFoughtOver() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    for (int i = 0; i < 7; i++) {
      world.kernel.rules.clear();
      world.settle();
    }
    assertThat(world.health("check0").conditions())
        .hasSize(2) // the rule for its probes, and that for the replies
        .allSatisfy(
            condition -> {
              assertThat(condition.type()).isEqualTo(Reason.OWNERSHIP_CONFLICT);
              assertThat(condition.message()).contains("lookup 114000: mended 6 times");
            });
  }
}
