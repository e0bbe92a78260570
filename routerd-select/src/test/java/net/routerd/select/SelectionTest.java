package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.routerd.model.Candidate;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who carries the traffic (SEL-2 to SEL-10; SEL-1 is in {@link HoldTest}). */
class SelectionTest {

  private static final Duration SPAN = Duration.ofSeconds(30);

  private static World bothHealthy() {
    World world = World.ofTwoUplinks(twoUplinks(SPAN));
    world.settle();
    world.pass("check0", "check1");
    assertThat(world.selected("wan")).contains("wan0");
    return world;
  }

  /** Probes both, a second apart, for a while. */
  private static void probing(World world, int seconds) {
    for (int i = 0; i < seconds; i++) {
      world.advance(Duration.ofSeconds(1));
      world.pass("check0", "check1");
    }
  }

  private static World unchecked(Candidate.Builder... candidates) {
    List<Resource> resources = new ArrayList<>();
    World world;
    resources.add(policy("wan", candidates));
    resources.add(following("wan").build());
    for (String name : List.of("a", "b", "c")) {
      resources.add(iface(name));
    }
    world = new World(RouterConfig.of(resources));
    world.link(up("a", 1)).link(up("b", 2)).link(up("c", 3));
    return world;
  }

  @Test
  @DisplayName("SEL-1 only a ready candidate is newly selected, however heavy another is")
  void onlyAReadyOneIsSelected() {
    World world = World.ofTwoUplinks(twoUplinks(SPAN));
    world.settle();
    assertThat(world.selected("wan")).isEmpty();

    world.pass("check1");
    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.HEALTH_CHECK_UNKNOWN);
  }

  @Test
  @DisplayName("SEL-2 of the ready ones the highest weight wins, wherever it stands in the list")
  void theHeaviestWins() {
    World world = unchecked(candidate("a", 1), candidate("b", 9), candidate("c", 5));
    world.settle();
    assertThat(world.selected("wan")).contains("b");
    assertThat(world.policy("wan").selectedWeight()).contains(9);
  }

  @Test
  @DisplayName("SEL-2 on equal weight the first in the list is taken, and the selected one stays")
  void equalWeights() {
    World world = unchecked(candidate("a", 5), candidate("b", 5), candidate("c", 1));
    world.unplug("a");
    world.settle();
    assertThat(world.selected("wan")).contains("b");

    world.plug("a");
    world.advance(SPAN.multipliedBy(2)).settle();
    assertThat(world.selected("wan")).contains("b");
    assertThat(world.candidate("wan", "a").reason()).isEqualTo(Reason.LATER_IN_LIST);

    World fresh = unchecked(candidate("b", 5), candidate("a", 5));
    fresh.settle();
    assertThat(fresh.selected("wan")).contains("b");
  }

  @Test
  @DisplayName("SEL-3 a selected one that is not ready any more is left in that very decision")
  void anUnreadyOneIsLeftAtOnce() {
    World world = bothHealthy();
    world.failThrice("check0");
    assertThat(world.selected("wan")).contains("wan1");

    World other = bothHealthy();
    other.unplug("wan0");
    other.decide();
    assertThat(other.selected("wan")).contains("wan1");
  }

  @Test
  @DisplayName("SEL-4 a heavier one that comes back takes over after hysteresis, not before")
  void aReturningOneWaits() {
    World world = bothHealthy();
    world.failThrice("check0");
    world.pass("check0");
    long ready = world.nanos;
    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.HYSTERESIS);
    assertThat(world.explanation("wan", "wan0").remainingNanos()).hasValue(SPAN.toNanos());

    probing(world, 29);
    assertThat(world.selected("wan")).contains("wan1");
    world.advance(Duration.ofSeconds(1).minusNanos(1)).settle();
    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.last().wakeUpNanos()).hasValue(ready + SPAN.toNanos());
    world.advance(Duration.ofNanos(1)).settle();
    assertThat(world.selected("wan")).contains("wan0");
  }

  @Test
  @DisplayName("SEL-4 a break starts the wait again")
  void aBreakStartsTheWaitAgain() {
    World world = bothHealthy();
    world.unplug("wan0");
    world.settle();
    world.plug("wan0");
    world.settle();
    probing(world, 20);

    world.unplug("wan0");
    world.settle();
    world.plug("wan0");
    world.settle();
    probing(world, 29);

    assertThat(world.selected("wan")).contains("wan1");
    probing(world, 1);
    assertThat(world.selected("wan")).contains("wan0");
  }

  @Test
  @DisplayName("SEL-4 a first verdict since start that is Healthy displaces at once")
  void aFreshOneDisplacesAtOnce() {
    World world = World.ofTwoUplinks(twoUplinks(SPAN));
    world.settle();
    world.pass("check1");
    world.advance(Duration.ofSeconds(1));

    world.pass("check0");

    assertThat(world.selected("wan")).contains("wan0");
  }

  @Test
  @DisplayName("SEL-4 a first verdict that is Unhealthy is no privilege")
  void aBadFirstVerdictWaits() {
    World world = World.ofTwoUplinks(twoUplinks(SPAN));
    world.settle();
    world.pass("check1");
    world.failThrice("check0");

    world.pass("check0");

    assertThat(world.selected("wan")).contains("wan1");
  }

  @Test
  @DisplayName("SEL-4 a candidate that a reload adds displaces at once")
  void anAddedOneDisplacesAtOnce() {
    World world = unchecked(candidate("a", 5));
    world.settle();
    world.advance(Duration.ofMinutes(5));

    world.configuration = unchecked(candidate("a", 5), candidate("b", 9)).configuration;
    world.settle();

    assertThat(world.selected("wan")).contains("b");
  }

  @Test
  @DisplayName("SEL-4 the lighter one that waited long enough takes over while the heaviest waits")
  void aMiddleOneNeedNotWaitForTheHeaviest() {
    World world = unchecked(candidate("a", 1), candidate("b", 5), candidate("c", 9));
    world.unplug("b");
    world.unplug("c");
    world.settle();
    world.plug("b");
    world.settle();
    world.advance(SPAN.dividedBy(2));
    world.plug("c");
    world.settle();
    assertThat(world.selected("wan")).contains("a");

    world.advance(SPAN.dividedBy(2)).settle();
    assertThat(world.selected("wan")).contains("b");
    world.advance(SPAN.dividedBy(2)).settle();
    assertThat(world.selected("wan")).contains("c");
  }

  @Test
  @DisplayName("SEL-4 hysteresis 0s displaces at once")
  void noHysteresis() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    world.pass("check0", "check1");
    world.failThrice("check0");
    assertThat(world.selected("wan")).contains("wan1");

    world.pass("check0");

    assertThat(world.selected("wan")).contains("wan0");
  }

  @Test
  @DisplayName("SEL-5 with nothing selected the best is taken at once, hysteresis or not")
  void nothingSelectedNothingAwaited() {
    World world = bothHealthy();
    world.failThrice("check0");
    world.failThrice("check1");
    assertThat(world.selected("wan")).isEmpty();

    world.pass("check0");
    assertThat(world.selected("wan")).contains("wan0");
  }

  @Test
  @DisplayName("SEL-6 none ready: Pending, NoReadyCandidates, no selected fields, still probed")
  void noneReady() {
    World world = bothHealthy();
    world.failThrice("check0");
    world.failThrice("check1");

    var status = world.policy("wan");
    assertThat(status.phase()).isEqualTo("Pending");
    assertThat(status.reason()).isEqualTo(Reason.NO_READY_CANDIDATES);
    assertThat(status.selectedCandidate()).isEmpty();
    assertThat(status.selectedSource()).isEmpty();
    assertThat(status.selectedDevice()).isEmpty();
    assertThat(status.selectedGateway()).isEmpty();
    assertThat(status.selectedWeight()).isEmpty();
    assertThat(world.last().probes()).hasSize(2);
    assertThat(world.kernel.rules).hasSize(4);

    world.pass("check1");
    assertThat(world.selected("wan")).as("whichever returns").contains("wan1");
  }

  @Test
  @DisplayName("SEL-7 a step of the wall clock changes nothing")
  void theWallClockChangesNothing() {
    World world = bothHealthy();
    world.failThrice("check0");
    world.pass("check0");

    world.wall = world.wall.plus(Duration.ofDays(400));
    world.settle();
    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.explanation("wan", "wan0").remainingNanos()).hasValue(SPAN.toNanos());

    world.wall = world.wall.minus(Duration.ofDays(4000));
    probing(world, 30);
    assertThat(world.selected("wan")).contains("wan0");
  }

  @Test
  @DisplayName("SEL-8 equal inputs give equal decisions; the order of documents changes nothing")
  void equalInputsEqualDecisions() {
    World world = bothHealthy();
    Moment now = new Moment(world.nanos, world.wall);
    List<Resource> reversed = new ArrayList<>(world.configuration.resources().values());
    Collections.reverse(reversed);
    Decider decider = new Decider(Settings.STANDARD);

    Decision one = decider.decide(world.configuration, world.observations(), world.memory, now);
    Decision two =
        decider.decide(RouterConfig.of(reversed), world.observations(), world.memory, now);

    assertThat(two).isEqualTo(one);
  }

  @Test
  @DisplayName(
      "SEL-9 every candidate says why it is or is not selected, and what would make it win")
  void everyCandidateIsExplained() {
    World world = unchecked(candidate("a", 5), candidate("b", 9), candidate("c", 5));
    world.unplug("b");
    world.settle();
    assertThat(world.explanation("wan", "a").reason()).isEqualTo(Reason.SELECTED);
    assertThat(world.explanation("wan", "b").reason()).isEqualTo(Reason.SOURCE_NOT_READY);
    assertThat(world.explanation("wan", "c").reason()).isEqualTo(Reason.LATER_IN_LIST);
    assertThat(world.explanation("wan", "c").message()).contains("when a");

    world.plug("b");
    world.settle();
    assertThat(world.explanation("wan", "b").reason()).isEqualTo(Reason.HYSTERESIS);
    assertThat(world.explanation("wan", "b").message()).contains("stays ready for 30s");
    assertThat(world.explanation("wan", "a").message()).contains("30s");

    world.advance(SPAN).settle();
    assertThat(world.explanation("wan", "a").reason()).isEqualTo(Reason.LOWER_WEIGHT);
    assertThat(world.explanation("wan", "b").selected()).isTrue();
  }

  @Test
  @DisplayName("SEL-10 fail, recover, fail again always switches")
  void itAlwaysSwitches() {
    World world = bothHealthy();
    for (int round = 0; round < 3; round++) {
      world.failThrice("check0");
      assertThat(world.selected("wan")).contains("wan1");
      world.pass("check0", "check1");
      probing(world, 30);
      assertThat(world.selected("wan")).contains("wan0");
    }
    world.failThrice("check0");
    world.failThrice("check1");
    world.pass("check0");
    assertThat(world.selected("wan")).contains("wan0");
  }

  @Test
  @DisplayName("SEL-10 policies and families do not influence each other")
  void policiesAreApart() {
    World world =
        new World(
            config(
                iface("wan0"),
                iface("wan1"),
                check("check0").build(),
                check("check1").build(),
                policy("one", uplink(0, 9), uplink(1, 1)),
                policy("two", uplink(0, 1), uplink(1, 9)),
                policy("six")
                    .family(net.routerd.model.net.IpFamily.IPV6)
                    .addCandidates(candidate("wan0", 1).build())
                    .build()));
    world.link(up("wan0", 10, "10.0.0.2/24")).link(up("wan1", 11, "10.0.1.2/24"));
    world.settle();
    world.pass("check0", "check1");
    var six = world.policy("six");

    world.failThrice("check0");

    assertThat(world.selected("one")).contains("wan1");
    assertThat(world.selected("two")).contains("wan1");
    assertThat(world.explanation("two", "wan1").message()).doesNotContain("stays");
    assertThat(world.policy("six")).isEqualTo(six);
    assertThat(six.destinationCidrs()).hasToString("[::/0]");
    assertThat(six.phase()).isEqualTo("Applied");
  }
}
