package net.routerd.select;

import static java.util.Objects.requireNonNull;
import static net.routerd.select.Given.address;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.select.explain.ExplanationTable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator reads: words that say what is the matter, and what would mend it. */
class WordsTest {

  private static World bothHealthy() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ofSeconds(30)));
    world.settle();
    world.pass("check0", "check1");
    assertThat(world.selected("wan")).contains("wan0");
    return world;
  }

  private static void direct(World world, Set<String> drained, Optional<String> pinned) {
    world.directives.put("wan", new Directives(drained, pinned));
    world.settle();
  }

  private static List<String> conditions(World world) {
    return world.policy("wan").conditions().stream()
        .map(c -> c.type() + ": " + c.message())
        .toList();
  }

  @Test
  @DisplayName("ENG-8 the policy names what is drained and pinned, and until when")
  void drainsAndPins() {
    World world = bothHealthy();
    assertThat(conditions(world)).isEmpty();

    direct(world, Set.of("wan0"), Optional.of("wan1"));
    assertThat(conditions(world))
        .containsExactly(
            "Drained: wan0: carries no traffic; until the policy is released or the engine starts"
                + " again",
            "Pinned: wan1: carries the traffic whatever the weights; until the policy is released"
                + " or the engine starts again");

    direct(world, Set.of(), Optional.of("wan1"));
    world.failThrice("check1");
    assertThat(conditions(world))
        .containsExactly(
            "Pinned: wan1: not ready (HealthCheckUnhealthy), so the weights decide; carries the"
                + " traffic as soon as it is ready; until the policy is released or the engine"
                + " starts again");
  }

  @Test
  @DisplayName("ENG-8, SEL-9 the table says that a drain or a pin has to be released")
  void drainsAndPinsInTheTable() {
    World world = bothHealthy();

    direct(world, Set.of("wan0"), Optional.of("wan1"));

    assertThat(ExplanationTable.text(requireNonNull(world.last().explanations().get("wan"))))
        .isEqualTo(
            """
            candidate  weight  ready  selected  reason   time left  wins when
            wan0          100  no     no        Drained          -  its drain is released and wan1 is no longer pinned and it stays ready for 30s
                                                                    or its drain is released and wan1 is lost
            wan1           50  yes    yes       Pinned           -  -
            """);
  }

  @Test
  @DisplayName("HC-1 a check tells how many passed or failed in a row, and of how many")
  void checks() {
    World world =
        new World(
            config(
                iface("wan0"),
                check("check0").healthyThreshold(2).build(),
                policy("wan", uplink(0, 1))));
    world.link(up("wan0", 1, "10.0.0.2/24")).settle();
    assertThat(world.health("check0").message()).contains("NotProbedYet; bound to wan0");

    world.pass("check0");
    assertThat(world.health("check0").message())
        .contains("1 passed in a row, 2 needed, last Passed; bound to wan0");
    world.pass("check0");
    assertThat(world.health("check0").message())
        .contains("2 passed in a row, 2 needed, last Passed; bound to wan0");
    world.result("check0", ProbeOutcome.Kind.TIMEOUT).settle();
    assertThat(world.health("check0").message())
        .contains("1 of 3 failed in a row, last Timeout; bound to wan0");
  }

  private static String cause(Decision decision) {
    assertThat(decision.transitions()).hasSize(1);
    return decision.transitions().getFirst().cause();
  }

  /** The first transition that is told while the kernel follows. */
  private static String told(World world) {
    for (int i = 0; i < 5; i++) {
      Decision decision = world.decide();
      if (!decision.transitions().isEmpty()) {
        return cause(decision);
      }
      world.apply(decision);
    }
    throw new AssertionError("no transition is told");
  }

  @Test
  @DisplayName(
      "RT-3 the cause of a transition is what became of the old one, or why the new one wins")
  void causes() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    world.pass("check0", "check1");
    world.unplug("wan0");
    assertThat(told(world))
        .isEqualTo("wan0 is not ready: SourceNotReady, Interface/wan0: device wan0 has no carrier");

    world.plug("wan0");
    assertThat(told(world)).startsWith("wan0 is ready: ");
  }

  @Test
  @DisplayName(
      "RT-3 a selected candidate that the configuration drops is told, nobody after it or one")
  void candidatesThatAreDropped() {
    World world =
        new World(
            config(iface("a"), iface("b"), policy("wan", candidate("a", 2), candidate("b", 1))));
    world.link(up("a", 1)).link(up("b", 2)).settle();

    world.configuration = config(iface("a"), iface("b"), policy("wan", candidate("b", 1)));
    assertThat(told(world)).startsWith("b is ready: ");

    world.configuration = config(iface("a"), iface("c"), policy("wan", candidate("c", 1)));
    assertThat(told(world)).isEqualTo("the selected candidate is no longer configured");
  }

  private static String unresolved(World world) {
    world.settle();
    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Pending");
    return world.route("IPv4Route/r").message();
  }

  @Test
  @DisplayName("REF-4 a route whose gateway is not known says what is missing of which resource")
  void references() {
    World world =
        new World(
            config(
                route("r")
                    .device(device("wan0"))
                    .gateway(address("${DHCPv4Lease/x.status.gateway}"))
                    .build()));
    world.link(up("wan0", 1, "10.0.0.2/24"));
    assertThat(unresolved(world)).contains("DHCPv4Lease/x has published no status");

    world.publish("DHCPv4Lease/x", "Bound");
    assertThat(unresolved(world)).contains("DHCPv4Lease/x publishes no gateway yet");

    world.lease("DHCPv4Lease/x", Duration.ofSeconds(1), "Bound", "gateway", "10.0.0.1");
    world.advance(Duration.ofSeconds(2));
    assertThat(unresolved(world)).contains("DHCPv4Lease/x: the status has expired");
  }
}
