package net.routerd.select;

import static java.util.Objects.requireNonNull;
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
import java.util.Optional;
import java.util.Set;
import net.routerd.model.Candidate;
import net.routerd.model.Resource;
import net.routerd.model.status.Reason;
import net.routerd.select.explain.Counterfactual;
import net.routerd.select.explain.ExplanationTable;
import net.routerd.select.explain.Premise;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What would make each candidate win, as data and as a table (SEL-9). */
class ExplanationTest {

  private static final Duration SPAN = Duration.ofSeconds(30);

  /** {@code wan0} 100 and {@code wan1} 50, checked, and {@code spare} 10, which is not. */
  private static World three(boolean spareEnabled) {
    World world =
        new World(
            config(
                iface("wan0"),
                iface("wan1"),
                iface("spare"),
                check("check0").build(),
                check("check1").build(),
                policy("wan")
                    .hysteresis(SPAN)
                    .addCandidates(
                        uplink(0, 100).build(),
                        uplink(1, 50).build(),
                        candidate("spare", 10).enabled(spareEnabled).build())
                    .build()));
    world.link(up("wan0", 10, "10.0.0.2/24"));
    world.link(up("wan1", 11, "10.0.1.2/24"));
    world.link(up("spare", 12));
    world.settle();
    world.pass("check0", "check1");
    assertThat(world.selected("wan")).contains("wan0");
    return world;
  }

  private static List<Counterfactual> ways(World world, String candidate) {
    return world.explanation("wan", candidate).counterfactuals();
  }

  private static Counterfactual when(Premise... premises) {
    return new Counterfactual(List.of(premises));
  }

  private static String table(World world) {
    return ExplanationTable.text(requireNonNull(world.last().explanations().get("wan")));
  }

  @Test
  @DisplayName("SEL-9 a lighter one wins with more weight, or when all before it are lost")
  void lighterOnes() {
    World world = three(true);

    assertThat(ways(world, "wan0")).isEmpty();
    assertThat(ways(world, "wan1"))
        .containsExactly(when(new Premise.Weighs(101)), when(new Premise.Lost("wan0")));
    assertThat(ways(world, "spare"))
        .containsExactly(
            when(new Premise.Weighs(101)),
            when(new Premise.Lost("wan0"), new Premise.Lost("wan1")));
    assertThat(table(world))
        .isEqualTo(
            """
            candidate  weight  ready  selected  reason       time left  wins when
            wan0          100  yes    yes       Selected             -  -
            wan1           50  yes    no        LowerWeight          -  its weight is 101 or more
                                                                        or wan0 is lost
            spare          10  yes    no        LowerWeight          -  its weight is 101 or more
                                                                        or wan0 is lost and wan1 is lost
            """);
  }

  @Test
  @DisplayName("SEL-9 one that waits says how long, also before it is ready again")
  void oneThatWaits() {
    World world = three(false);
    world.failThrice("check0");
    assertThat(ways(world, "wan0"))
        .containsExactly(
            when(
                new Premise.Ready(Reason.HEALTH_CHECK_UNHEALTHY),
                new Premise.StaysReady(SPAN.toNanos())),
            when(new Premise.Ready(Reason.HEALTH_CHECK_UNHEALTHY), new Premise.Lost("wan1")));

    world.pass("check0", "check1");
    world.advance(Duration.ofMillis(2050));
    world.pass("check0", "check1");

    assertThat(world.explanation("wan", "wan0").message())
        .isEqualTo(
            "ready and heavier than wan1 (weight 50); wins when it stays ready for 28s, or when"
                + " wan1 is lost");
    assertThat(table(world))
        .isEqualTo(
            """
            candidate  weight  ready  selected  reason      time left  wins when
            wan0          100  yes    no        Hysteresis        28s  it stays ready for 28s
                                                                       or wan1 is lost
            wan1           50  yes    yes       Selected            -  -
            spare          10  no     no        Disabled            -  it is enabled and its weight is 101 or more and it stays ready for 30s
                                                                       or it is enabled and wan0 is lost and wan1 is lost
            """);
  }

  @Test
  @DisplayName("SEL-9, SEL-1 a held one says how long it is held at most")
  void aHeldOne() {
    World world = three(true);
    world.configuration =
        config(
            world.configuration.resources().values().stream()
                .map(
                    resource ->
                        resource.ref().toString().equals("HealthCheck/check0")
                            ? check("check0").sourceInterface("wan0").build()
                            : resource)
                .toArray(Resource[]::new));
    world.settle();
    world.advance(Duration.ofSeconds(1)).settle();

    assertThat(world.explanation("wan", "wan0").reason()).isEqualTo(Reason.HELD);
    assertThat(world.explanation("wan", "wan0").ready()).isFalse();
    assertThat(table(world))
        .isEqualTo(
            """
            candidate  weight  ready  selected  reason       time left  wins when
            wan0          100  no     yes       Held              2.5s  -
            wan1           50  yes    no        LowerWeight          -  its weight is 101 or more
                                                                        or wan0 is lost
            spare          10  yes    no        LowerWeight          -  its weight is 101 or more
                                                                        or wan0 is lost and wan1 is lost
            """);
  }

  @Test
  @DisplayName("SEL-9, ENG-8 pins and drains are premises as well, and a pin of its own is enough")
  void pinsAndDrains() {
    World world = three(true);
    world.directives.put("wan", new Directives(Set.of("wan0"), Optional.of("spare")));
    world.settle();

    assertThat(ways(world, "wan0"))
        .containsExactly(
            when(
                new Premise.Undrained(),
                new Premise.Unpinned("spare"),
                new Premise.StaysReady(SPAN.toNanos())),
            when(new Premise.Undrained(), new Premise.Lost("spare")));
    assertThat(ways(world, "wan1"))
        .containsExactly(when(new Premise.Unpinned("spare")), when(new Premise.Lost("spare")));
    assertThat(ways(world, "spare")).isEmpty();

    world.unplug("spare");
    world.settle();
    assertThat(world.selected("wan")).contains("wan1");
    assertThat(ways(world, "spare"))
        .containsExactly(when(new Premise.Ready(Reason.SOURCE_NOT_READY)));
  }

  @Test
  @DisplayName("SEL-9 where no weight is large enough, only the loss of the other is named")
  void noWeightIsLargeEnough() {
    World world =
        new World(
            config(
                iface("a"),
                iface("b"),
                policy("wan", candidate("a", Candidate.LARGEST_WEIGHT), candidate("b", 5))));
    world.link(up("a", 1)).link(up("b", 2)).settle();

    assertThat(ways(world, "b")).containsExactly(when(new Premise.Lost("a")));
  }

  @Test
  @DisplayName("SEL-9, SEL-6 with nothing selected it is enough to be ready")
  void nothingSelected() {
    World world = new World(config(iface("a"), iface("b"), policy("wan", candidate("a", 5))));
    world.settle();

    assertThat(ways(world, "a")).containsExactly(when(new Premise.Ready(Reason.SOURCE_MISSING)));
    assertThat(table(world))
        .isEqualTo(
            """
            candidate  weight  ready  selected  reason         time left  wins when
            a               5  no     no        SourceMissing          -  it is ready (now SourceMissing)
            """);
  }
}
