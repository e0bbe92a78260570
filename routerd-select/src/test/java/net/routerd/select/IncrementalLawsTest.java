package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.routerd.model.Candidate;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.probe.ProbeOutcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A change re-evaluates what depends on it and nothing else (REF-6). That the result is the same as
 * that of a decision made afresh is shown by {@link World#decide} in every story.
 */
class IncrementalLawsTest {

  /** What concerns everything that is configured: another configuration, or every probe at once. */
  private static final Set<Verb> FOR_ALL = EnumSet.of(Verb.SET, Verb.SUSPEND);

  /** A policy of its own, with everything that it needs; nothing refers to it from outside. */
  private static List<Resource> bystander(int i) {
    String name = "by" + i;
    return List.of(
        iface(name),
        named("check-" + name)
            .target(ip("8.8." + i / 250 + "." + (i % 250 + 1)))
            .interval(Duration.ofHours(1))
            .build(),
        policy(name, candidate(name, 1).gateway(address(gateway(i))).healthCheck("check-" + name)),
        route("route-" + name, "10." + (100 + i / 250) + "." + i % 250 + ".0/24")
            .device(device(selected(name, "Device")))
            .gateway(address(selected(name, "Gateway")))
            .build());
  }

  private static String gateway(int i) {
    return "172." + (16 + i / 250) + "." + i % 250 + ".1";
  }

  private static RouterConfig withBystanders(RouterConfig configuration, int count) {
    List<Resource> all = new ArrayList<>(configuration.resources().values());
    for (int i = 0; i < count; i++) {
      all.addAll(bystander(i));
    }
    return RouterConfig.of(all);
  }

  /** Their links are up and their checks have passed. */
  private static void settle(Play play, int bystanders) {
    for (int i = 0; i < bystanders; i++) {
      play.world.link(up("by" + i, 1_000 + i, gateway(i).replaceAll("1$", "2") + "/24"));
    }
    play.settle();
    for (int i = 0; i < bystanders; i++) {
      play.world.result("check-by" + i, ProbeOutcome.Kind.PASSED);
    }
    play.settle();
    play.settle();
  }

  private static long evaluations(Play play, Event event) {
    long before = play.world.evaluations;
    play.happen(event);
    play.settle(); // what the last decision left has become what is remembered
    return play.world.evaluations - before;
  }

  @Property
  @Label("REF-6 what happens costs the same whatever else is configured: only what depends on it")
  void onlyWhatDependsOnIt(@ForAll(supplier = Stories.class) Story story) {
    int bystanders = 3;
    Play alone = new Play(story.configuration());
    settle(alone, 0);
    Play among = new Play(withBystanders(story.configuration(), bystanders));
    settle(among, bystanders);

    for (Event event : story.timeline()) {
      if (event.verb() == Verb.FLUSH) {
        continue; // takes every probe path away, and all checks wait for theirs
      }
      long own = evaluations(alone, event);
      long all = evaluations(among, event);
      if (!FOR_ALL.contains(event.verb())) {
        assertThat(all).as("values worked out for: %s", event).isEqualTo(own);
      }
    }
  }

  /** World#decide compares with a decision made afresh. */
  @Test
  @DisplayName("REF-6 a choice that a check's path follows is the last word, whatever came first")
  void checkedAlongAChain() {
    World world =
        new World(
                config(
                    iface("wan0"),
                    iface("wan1"),
                    iface("wan2"),
                    check("first").unhealthyThreshold(1).build(),
                    check("last").build(),
                    policy(
                        "p",
                        candidate("wan0", 100).gateway(address("10.0.0.1")).healthCheck("first"),
                        candidate("wan1", 50).gateway(address("10.0.1.1"))),
                    policy(
                        "q",
                        like("p"),
                        candidate("wan0", 50).gateway(address("10.0.0.1")).healthCheck("first"),
                        candidate("wan2", 10).gateway(address("10.0.2.1"))),
                    policy("r", like("q").healthCheck("last"))))
            .link(up("wan0", 10, "10.0.0.2/24"))
            .link(up("wan1", 11, "10.0.1.2/24"))
            .link(up("wan2", 12, "10.0.2.2/24"));
    world.settle();
    world.pass("first", "last");
    world.pass("first", "last");
    assertThat(world.policy("q").selectedDevice()).contains(dev("wan0"));

    world.unplug("wan2");
    world.result("first", ProbeOutcome.Kind.TIMEOUT).decide();

    assertThat(world.policy("q").selectedDevice()).contains(dev("wan1"));
    world.settle();
    assertThat(world.order("last").orElseThrow().device()).isEqualTo(dev("wan1"));
  }

  private static Candidate.Builder like(String policy) {
    return Candidate.builder()
        .name("like-" + policy)
        .device(device(selected(policy, "Device")))
        .gateway(address(selected(policy, "Gateway")))
        .weight(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1_000})
  @DisplayName(
      "REF-6 a probe that passes as before works out two values, and no choice, however many"
          + " policies there are")
  void aProbeResult(int policies) {
    Play play = new Play(withBystanders(config(), policies));
    settle(play, policies);
    play.world.advance(Duration.ofSeconds(1)).result("check-by7", ProbeOutcome.Kind.PASSED);
    play.world.decide();
    play.world.advance(Duration.ofSeconds(1)).result("check-by7", ProbeOutcome.Kind.PASSED);
    long before = play.world.evaluations;

    play.world.decide();

    assertThat(play.world.evaluations - before).isEqualTo(2);
    before = play.world.evaluations;
    play.world.decide();
    assertThat(play.world.evaluations - before).as("its result is gone").isEqualTo(1);
    before = play.world.evaluations;
    play.world.decide();
    assertThat(play.world.evaluations - before).as("and then nothing").isZero();
  }
}
