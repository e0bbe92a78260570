package net.routerd.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.IpRoute;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.IpFamily;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.PolicyStatus;

/** One policy does not reach another, and every path that comes back is found. */
class PolicyLawsTest {

  @Provide
  Arbitrary<Setup> setups() {
    return Stories.setups();
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Stories.events().list().ofMaxSize(30);
  }

  @Property
  @Label("SEL-10 families never influence each other")
  void familiesAreIndependent(@ForAll(supplier = Stories.class) Story story) {
    for (IpFamily family : IpFamily.values()) {
      List<Resource> others =
          story.configuration().resources().values().stream()
              .filter(
                  r ->
                      r instanceof EgressRoutePolicy policy && policy.family() != family
                          || r instanceof IpRoute route && route.family() != family)
              .toList();
      decidesAloneAsWithOthers(story, others);
    }
  }

  @Property
  @Label("SEL-10 a policy decides the same whatever others there are")
  void policiesAreIndependent(@ForAll(supplier = Stories.class) Story story) {
    // Only the last one may go: the one before it may be what a candidate of it follows.
    int last = story.configuration().all(EgressRoutePolicy.class).size() - 1;
    List<Resource> others =
        story.configuration().resources().values().stream()
            .filter(
                r ->
                    List.of("p" + last, "r" + last, "follower" + last)
                        .contains(r.metadata().name()))
            .toList();
    decidesAloneAsWithOthers(story, others);
  }

  private static void decidesAloneAsWithOthers(Story story, List<Resource> others) {
    List<Resource> rest = new ArrayList<>(story.configuration().resources().values());
    rest.removeAll(others);
    Play all = new Play(story.configuration());
    Play alone = new Play(RouterConfig.of(rest));
    all.settle();
    alone.settle();
    for (Event event : story.timeline()) {
      all.happen(event);
      if (event.concerns(alone.configuration())) {
        alone.happen(event);
      }
      for (EgressRoutePolicy policy : alone.configuration().all(EgressRoutePolicy.class)) {
        assertThat(own(alone, policy)).as("after %s", event).isEqualTo(own(all, policy));
      }
    }
  }

  /** What a policy decides: its status without times, and its routes. */
  private static List<Object> own(Play play, EgressRoutePolicy policy) {
    Decision decision = play.world.last();
    PolicyStatus status = Seen.status(decision, policy);
    List<DesiredRoute> routes =
        play.configuration().all(IpRoute.class).stream()
            .filter(
                route ->
                    new ResourceIndex(play.configuration()).policiesBehind(route).contains(policy))
            .flatMap(route -> wanted(decision, route.ref()).stream())
            .toList();
    return List.of(status.candidates(), status.selectedCandidate(), routes);
  }

  private static List<DesiredRoute> wanted(Decision decision, ResourceRef route) {
    return Optional.ofNullable(decision.memory().routes().get(route)).orElse(List.of());
  }

  @Property
  @Label("SEL-6, SEL-10 when all is well again, the heaviest candidate of each policy is selected")
  void theBestIsSelectedInTheEnd(
      @ForAll("setups") Setup setup, @ForAll("events") List<Event> events) {
    Play play = setup.story(events).play();
    heal(play, setup);
    quiet(play, 14); // more than any hysteresis here

    for (EgressRoutePolicy policy : play.configuration().all(EgressRoutePolicy.class)) {
      List<CandidateStatus> candidates = Seen.status(play.world.last(), policy).candidates();
      List<String> enabled =
          policy.candidates().stream().filter(c -> c.enabled()).map(c -> c.name()).toList();
      // What follows a policy is ready only if that has a candidate, and one with a gateway.
      assertThat(candidates)
          .filteredOn(c -> enabled.contains(c.name()) && !c.name().startsWith("like"))
          .allMatch(CandidateStatus::ready);
      int heaviest =
          candidates.stream()
              .filter(CandidateStatus::ready)
              .mapToInt(CandidateStatus::weight)
              .max()
              .orElse(-1);
      assertThat(Seen.selected(play.world.last(), policy).map(CandidateStatus::weight).orElse(-1))
          .as("of %s", candidates)
          .isEqualTo(heaviest);
    }
  }

  @Property
  @Label("SEL-5, SEL-6, PATH-1 whichever path returns alone is selected")
  void aPathThatReturnsAloneIsSelected(
      @ForAll("setups") Setup setup, @ForAll("events") List<Event> events) {
    Play play = setup.story(events).play();
    heal(play, setup);
    for (int i = 0; i < Setup.UPLINKS; i++) {
      play.happen(Event.of(Verb.UNPLUG, "wan" + i));
    }
    quiet(play, 8); // more than any hold here
    for (int i = 0; i < Setup.UPLINKS; i++) {
      play.happen(Event.of(Verb.PLUG, "wan" + i));
      quiet(play, 4); // more than any threshold here
      for (EgressRoutePolicy policy : play.configuration().all(EgressRoutePolicy.class)) {
        String returned = "wan" + i;
        if (policy.candidates().stream().anyMatch(c -> c.name().equals(returned) && c.enabled())) {
          assertThat(Seen.status(play.world.last(), policy).selectedDevice())
              .hasValue(Given.dev(returned));
        }
      }
      play.happen(Event.of(Verb.UNPLUG, "wan" + i));
    }
  }

  /** Whatever was broken is mended, and nobody asks for anything special any more. */
  private static void heal(Play play, Setup setup) {
    for (int i = 0; i < Setup.UPLINKS; i++) {
      play.world.remove("lan" + i);
    }
    play.world.directives.clear();
    play.happen(Event.of(Verb.YIELD));
    setup.beginning().forEach(play::happen);
  }

  /** Time passes in which every probe that is sent passes. */
  private static void quiet(Play play, int seconds) {
    for (int second = 0; second < seconds; second++) {
      play.world.last().probes().stream()
          .map(order -> order.check().metadata().name())
          .forEach(check -> play.probe(check, ProbeOutcome.Kind.PASSED));
      play.happen(Event.of(Verb.WAIT, "1s"));
    }
  }
}
