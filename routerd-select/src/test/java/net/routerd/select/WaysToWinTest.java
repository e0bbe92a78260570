package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.Reason;
import net.routerd.select.explain.Counterfactual;
import net.routerd.select.explain.Premise;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whom a candidate must outweigh or outlive to win, one case at a time (SEL-2, SEL-4, SEL-9). */
class WaysToWinTest {

  private static final Duration SPAN = Duration.ofSeconds(30);

  private static final Premise WHOLE_SPAN = new Premise.StaysReady(SPAN.toNanos());

  private static World of(Candidate.Builder... candidates) {
    return new World(
        config(
            iface("a"),
            iface("b"),
            iface("c"),
            policy("wan")
                .hysteresis(SPAN)
                .addAllCandidates(
                    List.of(candidates).stream().map(Candidate.Builder::build).toList())
                .build()));
  }

  private static World plugged(World world) {
    world.link(up("a", 1)).link(up("b", 2)).link(up("c", 3)).settle();
    return world;
  }

  /** The first is selected; all others have been seen before, were lost and have to wait. */
  private static World comingBack(Candidate.Builder... candidates) {
    World world = plugged(of(candidates));
    world.unplug("b");
    world.unplug("c");
    world.settle();
    assertThat(world.selected("wan")).contains("a");
    return world;
  }

  private static void back(World world, String... devices) {
    for (String device : devices) {
      world.plug(device);
    }
    world.settle();
  }

  private static List<Counterfactual> ways(World world, String candidate) {
    return world.explanation("wan", candidate).counterfactuals();
  }

  private static Counterfactual when(Premise... premises) {
    return new Counterfactual(List.of(premises));
  }

  private static Premise weighs(int atLeast) {
    return new Premise.Weighs(atLeast);
  }

  private static Premise lost(String name) {
    return new Premise.Lost(name);
  }

  @Test
  @DisplayName("SEL-2, SEL-9 among equals those before it must be lost, those behind it need not")
  void amongEquals() {
    World world = plugged(of(candidate("a", 50), candidate("b", 50), candidate("c", 50)));

    assertThat(ways(world, "b")).containsExactly(when(weighs(51)), when(lost("a")));
    assertThat(ways(world, "c")).containsExactly(when(weighs(51)), when(lost("a"), lost("b")));
  }

  @Test
  @DisplayName("SEL-9 the largest weight that a configuration may name is enough, if it is")
  void theLargestWeight() {
    World world = plugged(of(candidate("a", Candidate.LARGEST_WEIGHT - 1), candidate("b", 5)));

    assertThat(ways(world, "b"))
        .containsExactly(when(weighs(Candidate.LARGEST_WEIGHT)), when(lost("a")));
  }

  @Test
  @DisplayName("SEL-4, SEL-9 one that was never judged wins as soon as it is ready")
  void neverJudged() {
    World world =
        new World(
            config(
                iface("wan0"),
                iface("b"),
                check("check0").build(),
                policy("wan", uplink(0, 100), candidate("b", 5))));
    world.link(up("wan0", 1, "10.0.0.2/24")).link(up("b", 2)).settle();
    assertThat(world.selected("wan")).contains("b");

    assertThat(ways(world, "wan0"))
        .containsExactly(when(new Premise.Ready(Reason.HEALTH_CHECK_UNKNOWN)));
  }

  @Test
  @DisplayName("SEL-2, SEL-9 of two that wait as long, the one behind must be heavier")
  void waitsAsLongAsOneBefore() {
    World world = comingBack(candidate("a", 60), candidate("b", 80), candidate("c", 70));
    back(world, "b", "c");

    assertThat(ways(world, "c"))
        .containsExactly(when(weighs(81), WHOLE_SPAN), when(lost("a"), lost("b")));
  }

  @Test
  @DisplayName("SEL-2, SEL-9 of two that wait as long, the one before may be as heavy")
  void waitsAsLongAsOneBehind() {
    World world = comingBack(candidate("a", 60), candidate("b", 70), candidate("c", 80));
    back(world, "b", "c");
    assertThat(ways(world, "b"))
        .containsExactly(when(weighs(80), WHOLE_SPAN), when(lost("a"), lost("c")));

    World equal = comingBack(candidate("a", 60), candidate("b", 80), candidate("c", 80));
    back(equal, "b", "c");
    assertThat(ways(equal, "b")).containsExactly(when(WHOLE_SPAN), when(lost("a")));
  }

  @Test
  @DisplayName(
      "SEL-4, SEL-9 one that has waited longer must be outweighed, one that waits longer not")
  void onesThatWaitShorterAndLonger() {
    World world = comingBack(candidate("a", 60), candidate("b", 70), candidate("c", 80));
    back(world, "c");
    world.advance(Duration.ofSeconds(1));
    back(world, "b");
    assertThat(ways(world, "b"))
        .containsExactly(when(weighs(81), WHOLE_SPAN), when(lost("a"), lost("c")));

    World other = comingBack(candidate("a", 60), candidate("b", 70), candidate("c", 80));
    back(other, "b");
    other.advance(Duration.ofSeconds(1));
    back(other, "c");
    assertThat(ways(other, "b"))
        .containsExactly(
            when(new Premise.StaysReady(SPAN.minusSeconds(1).toNanos())),
            when(lost("a"), lost("c")));
  }

  /** {@code wan0} is held for 3.5 s at most; {@code b} came up a second before {@code c}. */
  private static World held(Duration sinceUp) {
    World world = new World(held(check("check0").build()));
    world.link(up("wan0", 1, "10.0.0.2/24")).settle();
    world.pass("check0");
    world.link(up("b", 2)).settle();
    world.advance(Duration.ofSeconds(1)).link(up("c", 3)).settle();
    world.advance(sinceUp.minusSeconds(1));
    world.pass("check0");
    world.configuration = held(check("check0").sourceInterface("wan0").build());
    world.settle();
    assertThat(world.explanation("wan", "wan0").reason()).isEqualTo(Reason.HELD);
    return world;
  }

  private static RouterConfig held(HealthCheck check) {
    EgressRoutePolicy policy =
        policy("wan")
            .hysteresis(SPAN)
            .addCandidates(
                uplink(0, 60).build(), candidate("b", 70).build(), candidate("c", 80).build())
            .build();
    return config(new Resource[] {iface("wan0"), iface("b"), iface("c"), check, policy});
  }

  @Test
  @DisplayName("SEL-1, SEL-9 where a hold ends before the wait, all that are ready are outweighed")
  void aHoldThatEndsBeforeTheWait() {
    assertThat(ways(held(Duration.ofSeconds(10)), "b"))
        .containsExactly(
            when(weighs(81), new Premise.StaysReady(Duration.ofSeconds(20).toNanos())),
            when(lost("wan0"), lost("c")));
  }

  @Test
  @DisplayName(
      "SEL-1, SEL-9 where the wait ends before a hold, one that waits longer does not count")
  void aWaitThatEndsBeforeTheHold() {
    assertThat(ways(held(Duration.ofSeconds(28)), "b"))
        .containsExactly(
            when(new Premise.StaysReady(Duration.ofSeconds(2).toNanos())),
            when(lost("wan0"), lost("c")));
  }

  @Test
  @DisplayName("SEL-9, REF-6 where nobody waits, time alone works out nothing")
  void nobodyWaits() {
    World world = plugged(of(candidate("a", 60), candidate("b", 50), candidate("c", 40)));
    world.advance(Duration.ofSeconds(1)).settle();
    long before = world.evaluations;

    world.advance(Duration.ofSeconds(1)).settle();

    assertThat(world.evaluations - before).isZero();
  }
}
