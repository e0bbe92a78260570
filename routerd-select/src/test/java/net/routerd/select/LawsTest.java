package net.routerd.select;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.select.LawWorld.Event;
import net.routerd.select.LawWorld.Setup;
import net.routerd.select.LawWorld.Step;
import net.routerd.select.explain.Explanation;

/** What holds in every world, whatever happens to it. */
class LawsTest {

  private static final List<String> POLICIES = List.of("p0", "p1");

  @Provide
  Arbitrary<Setup> setups() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3).list().ofSize(6),
            Arbitraries.of(true, true, false).list().ofSize(LawWorld.UPLINKS),
            Arbitraries.of(0, 3, 10),
            Arbitraries.of(WhenUnresolved.class))
        .as(Setup::new);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    List<Event> often = new ArrayList<>(List.of(Event.values()));
    often.addAll(Collections.nCopies(10, Event.PASS));
    often.addAll(Collections.nCopies(8, Event.FAIL));
    often.addAll(Collections.nCopies(8, Event.TIME));
    often.addAll(Collections.nCopies(3, Event.PLUG));
    Arbitrary<Event> what = Arbitraries.of(often);
    return Combinators.combine(what, Arbitraries.integers().between(0, LawWorld.UPLINKS - 1))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(50);
  }

  /** Looks at each step of a history: at the policies before it, and at the decision after it. */
  private interface Watcher {
    void see(LawWorld law, Optional<Decision> before, Decision after);
  }

  /** Plays a history; after each step one decision is looked at, then its plan is applied. */
  private static void play(Setup setup, List<Step> history, Watcher watcher) {
    LawWorld law = new LawWorld(setup);
    law.world.settle();
    Optional<Decision> before = Optional.of(law.world.last());
    for (Step step : history) {
      law.happen(step);
      Decision after = law.world.decide();
      watcher.see(law, before, after);
      law.world.settle();
      before = Optional.of(law.world.last());
      watcher.see(law, Optional.of(after), law.world.last());
    }
  }

  private static PolicyStatus status(Decision decision, String policy) {
    return decision.statuses().policy(policy).orElseThrow();
  }

  private static Optional<CandidateStatus> selected(Decision decision, String policy) {
    return status(decision, policy).candidates().stream()
        .filter(CandidateStatus::selected)
        .findFirst();
  }

  @Property
  @Label(
      "SEL-1, SEL-5 an unready candidate is never newly selected; a ready one never left waiting")
  void onlyReadyOnesAreNewlySelected(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    play(
        setup,
        history,
        (law, before, after) -> {
          for (String policy : POLICIES) {
            Optional<CandidateStatus> now = selected(after, policy);
            Optional<String> then = before.flatMap(d -> status(d, policy).selectedCandidate());
            if (now.isPresent() && !then.equals(Optional.of(now.get().name()))) {
              assertThat(now.get().ready()).isTrue();
            }
            if (now.isEmpty()) {
              assertThat(status(after, policy).candidates()).noneMatch(CandidateStatus::ready);
              assertThat(status(after, policy).reason()).isEqualTo(Reason.NO_READY_CANDIDATES);
            }
          }
        });
  }

  @Property
  @Label("SEL-2, SEL-4 no heavier ready candidate is left waiting longer than hysteresis")
  void noHeavierOneWaitsTooLong(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    Map<String, Long> readySince = new HashMap<>();
    play(
        setup,
        history,
        (law, before, after) -> {
          for (String policy : POLICIES) {
            int weight = selected(after, policy).map(CandidateStatus::weight).orElse(0);
            for (CandidateStatus candidate : status(after, policy).candidates()) {
              String key = policy + candidate.name();
              if (!candidate.ready()) {
                readySince.remove(key);
              } else {
                long since = readySince.computeIfAbsent(key, k -> law.world.nanos);
                if (candidate.weight() > weight) {
                  assertThat(law.world.nanos - since).isLessThan(setup.span().toNanos());
                }
              }
            }
          }
        });
  }

  @Property
  @Label("SEL-1, SEL-3 an unready candidate is left in that decision, unless held within bounds")
  void anUnreadyOneIsLeftUnlessHeld(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    Duration bound = LawWorld.INTERVAL.multipliedBy(3).plus(LawWorld.TIMEOUT).multipliedBy(2);
    Map<String, Long> heldSince = new HashMap<>();
    play(
        setup,
        history,
        (law, before, after) -> {
          for (String policy : POLICIES) {
            Optional<CandidateStatus> now = selected(after, policy);
            if (now.isPresent() && !now.get().ready()) {
              assertThat(now.get().reason()).isEqualTo(Reason.HELD);
              long since = heldSince.computeIfAbsent(policy, p -> law.world.nanos);
              assertThat(law.world.nanos - since).isLessThan(bound.toNanos());
            } else {
              heldSince.remove(policy);
            }
          }
        });
  }

  @Property
  @Label("SEL-4 one candidate preempts at most once a span, not sooner after it was not ready")
  void preemptionWaits(@ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    Map<String, Long> readySince = new HashMap<>();
    Map<String, Long> preempted = new HashMap<>();
    Set<String> spent = new HashSet<>();
    play(
        setup,
        history,
        (law, before, after) -> {
          for (String policy : POLICIES) {
            Optional<CandidateStatus> was = selected(before.orElseThrow(), policy);
            Optional<CandidateStatus> now = selected(after, policy);
            for (CandidateStatus candidate : status(after, policy).candidates()) {
              String key = policy + candidate.name();
              if (candidate.ready()) {
                readySince.putIfAbsent(key, law.world.nanos);
              } else if (readySince.remove(key) != null || isJudged(law, after, candidate)) {
                spent.add(key);
              }
            }
            if (was.isEmpty() || now.isEmpty() || was.get().name().equals(now.get().name())) {
              continue;
            }
            boolean stillReady =
                status(after, policy).candidates().stream()
                    .anyMatch(c -> c.ready() && c.name().equals(was.get().name()));
            if (!stillReady) {
              continue;
            }
            String key = policy + now.get().name();
            assertThat(now.get().weight()).isGreaterThan(was.get().weight());
            if (spent.contains(key)) {
              assertThat(law.world.nanos - requireNonNull(readySince.get(key)))
                  .isGreaterThanOrEqualTo(setup.span().toNanos());
            }
            Long last = preempted.put(key, law.world.nanos);
            if (last != null) {
              assertThat(law.world.nanos - last).isGreaterThanOrEqualTo(setup.span().toNanos());
            }
          }
        });
  }

  private static boolean isJudged(LawWorld law, Decision decision, CandidateStatus candidate) {
    int uplink = Integer.parseInt(candidate.name().substring(3));
    return !law.setup.checked().get(uplink)
        || !decision
            .statuses()
            .healthCheck("check" + uplink)
            .orElseThrow()
            .verdict()
            .equals("Unknown");
  }

  @Property
  @Label("SEL-8 the order of documents changes nothing")
  void theOrderOfDocumentsChangesNothing(
      @ForAll("setups") Setup setup,
      @ForAll("histories") List<Step> history,
      @ForAll Random shuffle) {
    LawWorld law = new LawWorld(setup);
    law.world.settle();
    for (Step step : history) {
      law.happen(step);
      law.world.settle();
    }
    List<Resource> shuffled = new ArrayList<>(law.resources());
    Collections.shuffle(shuffled, shuffle);

    assertThat(again(law, RouterConfig.of(shuffled))).isEqualTo(again(law, law.configuration()));
  }

  private static Decision again(LawWorld law, RouterConfig configuration) {
    World world = law.world;
    return new Decider(Settings.STANDARD)
        .decide(
            configuration, world.observations(), world.memory, new Moment(world.nanos, world.wall));
  }

  @Property
  @Label("SEL-7 steps of the wall clock change nothing but the times that are shown")
  void theWallClockChangesNothing(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    LawWorld one = new LawWorld(setup);
    LawWorld two = new LawWorld(setup);
    one.world.settle();
    two.world.settle();
    int step = 0;
    for (Step what : history) {
      two.world.wall = two.world.wall.plus(Duration.ofDays(step++ % 2 == 0 ? 900 : -1000));
      one.happen(what);
      two.happen(what);
      assertThat(timeless(two.world.settle())).isEqualTo(timeless(one.world.settle()));
    }
  }

  private static String timeless(Decision decision) {
    return String.join(
            "\n",
            decision.statuses().toString(),
            decision.explanations().toString(),
            decision.routes().toString(),
            decision.rules().toString(),
            decision.plan().toString(),
            decision.probes().toString(),
            decision.wakeUpNanos().toString(),
            String.valueOf(decision.decided()))
        .replaceAll("-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "then");
  }

  @Property
  @Label("RT-9 an equal configuration, decided again on an unchanged world, changes nothing at all")
  void anEqualConfigurationChangesNothing(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    LawWorld law = new LawWorld(setup);
    law.world.settle();
    for (Step step : history) {
      law.happen(step);
      Decision settled = law.world.settle();

      Decision again = again(law, law.configuration());

      assertThat(again.plan().isEmpty()).isTrue();
      assertThat(again.transitions()).isEmpty();
      assertThat(again.memory()).isEqualTo(settled.memory());
      assertThat(again.statuses()).isEqualTo(settled.statuses());
    }
  }

  @Property
  @Label(
      "RT-1, RT-2, ENG-4 a plan leads there, but for what waits for its read-back, and touches no"
          + " foreign route")
  void aPlanLeadsThere(@ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    LawWorld law = new LawWorld(setup);
    for (Step step : history) {
      Decision decision = law.world.decide();
      List<ObservedRoute> foreign = foreign(law);
      decision.plan().changes().forEach(change -> law.world.kernel.apply(change, 114));

      assertThat(foreign(law)).isEqualTo(foreign);
      RoutePlan rest = law.world.decide().plan();
      assertThat(rest.changes()).allMatch(RouteChange.DeleteRoute.class::isInstance);
      rest.changes().forEach(change -> law.world.kernel.apply(change, 114));
      assertThat(law.world.decide().plan().changes()).isEmpty();
      law.happen(step);
    }
  }

  private static List<ObservedRoute> foreign(LawWorld law) {
    return law.world.kernel.routes.stream().filter(r -> r.protocol() != 114).toList();
  }

  @Property
  @Label("RT-2 no destination that had a route of ours and still wants one is ever without it")
  void makeBeforeBreak(@ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    LawWorld law = new LawWorld(setup);
    for (Step step : history) {
      Decision decision = law.world.decide();
      Set<RouteKey> free =
          decision.routes().stream().map(DesiredRoute::key).collect(Collectors.toSet());
      foreign(law).forEach(route -> free.remove(route.key()));
      Set<RouteKey> guarded =
          law.world.kernel.routes.stream()
              .filter(route -> route.protocol() == 114)
              .map(ObservedRoute::key)
              .filter(free::contains)
              .collect(Collectors.toSet());
      for (RouteChange change : decision.plan().changes()) {
        law.world.kernel.apply(change, 114);
        assertThat(guarded).allMatch(key -> !law.world.kernel.at(key).isEmpty());
      }
      law.happen(step);
    }
  }

  @Property
  @Label(
      "SEL-9 every candidate is explained, and exactly one as selected iff something is selected")
  void everyCandidateIsExplained(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    play(
        setup,
        history,
        (law, before, after) -> {
          for (String policy : POLICIES) {
            List<Explanation> explanations = requireNonNull(after.explanations().get(policy));
            PolicyStatus status = status(after, policy);
            assertThat(explanations).hasSize(3).allMatch(e -> !e.message().isEmpty());
            assertThat(
                    explanations.stream().filter(Explanation::selected).map(Explanation::candidate))
                .containsExactlyElementsOf(status.selectedCandidate().stream().toList());
            assertThat(status.phase())
                .isEqualTo(status.selectedCandidate().isPresent() ? "Applied" : "Pending");
          }
        });
  }

  @Property
  @Label("REF-6 a route that follows a policy never disagrees with it")
  void routesAgreeWithTheirPolicy(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    play(
        setup,
        history,
        (law, before, after) -> {
          for (int p = 0; p < 2; p++) {
            PolicyStatus status = status(after, "p" + p);
            RouteKey key = new RouteKey(Given.DEFAULT.table(), Given.ANYWHERE, p);
            if (status.selectedCandidate().isPresent()) {
              assertThat(after.routes())
                  .filteredOn(r -> r.key().equals(key))
                  .extracting(r -> r.action().toString())
                  .containsExactly(
                      "via "
                          + status.selectedGateway().orElseThrow()
                          + " dev "
                          + status.selectedDevice().orElseThrow());
            }
          }
        });
  }
}
