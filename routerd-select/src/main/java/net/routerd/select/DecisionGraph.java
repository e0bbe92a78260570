package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.routerd.model.ConfigProblem;
import net.routerd.model.HealthCheck;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.route.RouteRule;
import net.routerd.model.status.Status;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.explain.Explanation;
import net.routerd.select.health.HealthState;
import net.routerd.select.incremental.Versioned;
import net.routerd.select.plan.PathBook;
import net.routerd.select.plan.Place;
import net.routerd.select.plan.PlanOrder;
import net.routerd.select.plan.Repairs;
import org.jspecify.annotations.Nullable;

/**
 * Decisions for one configuration, one after the other. Each takes in what is observed, settles
 * what follows from it, in the order in which one thing follows from the other, and keeps account
 * of what has changed; so it costs what has changed.
 */
final class DecisionGraph {

  private final Settings settings;
  private final Evaluation evaluation;
  private final Outcomes outcomes;

  private final Versioned<String, HealthState> checks = new Versioned<>();
  private final Versioned<ResourceRef, Status> statuses = new Versioned<>();
  private final Versioned<String, List<Explanation>> explanations = new Versioned<>();
  private final Versioned<String, ProbeOrder> orders = new Versioned<>();
  private final Map<Place, List<RouteChange>> routeChanges = new TreeMap<>();
  private final Map<Place, List<RouteChange>> standbyChanges = new TreeMap<>();
  private final Map<Long, List<RouteChange>> nextHopChanges = new TreeMap<>();
  private final Map<RouteRule, List<RouteChange>> ruleChanges = new TreeMap<>();
  private final Map<String, PolicyTransition> transitions = new TreeMap<>();
  private @Nullable RoutePlan plan;
  private int unsettled;
  private int undecided;
  private boolean settled;
  private Memory memory;
  private boolean first = true;

  DecisionGraph(RouterConfig configuration, Settings settings, Memory memory, Moment now) {
    this.settings = settings;
    this.memory = memory;
    settled = memory.settled();
    evaluation = new Evaluation(configuration, settings, memory, now);
    outcomes = new Outcomes(evaluation, settings, settled);
  }

  /** Tells whether the next decision can begin where the last one ended. */
  @SuppressWarnings("ReferenceEquality") // what is only equal is not gone on from
  boolean goesOn(RouterConfig configuration, Memory next, Moment now) {
    return configuration == evaluation.configuration
        && next == memory
        && now.nanos() - evaluation.moment().nanos() >= 0;
  }

  /** Returns how many values were worked out so far. */
  long evaluations() {
    return evaluation.graph.evaluations();
  }

  Decision decide(Observations observations, Moment now, Urgent urgent) {
    Repairs repairs = memory.repairs().fold(observations.applied(), observations.links(), now);
    boolean kernelDiffers = observe(observations, repairs, now);
    transitions.clear();
    settlePaths(kernelDiffers);
    settleChoices();
    settleRoutes(kernelDiffers);
    settleKernel();
    RoutePlan changes = plan();
    urgent.decided(outcomes.routes().routes().values(), changes);
    settleTidings();
    evaluation.decided();
    List<RouteChange> repaired = memory.repairs().mending(observations.applied());
    memory =
        new Memory(
            true,
            settled,
            evaluation.sources.policies.left(),
            evaluation.sources.ways.left(),
            checks.snapshot(),
            evaluation.sources.routes.left(),
            evaluation.sources.tables.left(),
            evaluation.sources.nextHops.left(),
            repairs);
    return new Decision(
        new StatusSnapshot(statuses.snapshot()),
        explanations.snapshot(),
        outcomes.routes().routes().values(),
        outcomes.rules().rules().values(),
        changes,
        repaired,
        orders.snapshot().values(),
        List.copyOf(transitions.values()),
        memory,
        wakeUp(repairs, now),
        changes.isEmpty() && undecided == 0);
  }

  /** Returns what only a look at the machine can warn of. */
  List<ConfigProblem> warnings(Observations observations, Moment now) {
    observe(observations, memory.repairs(), now);
    List<ConfigProblem> warnings =
        new ArrayList<>(
            new ObservedWarnings(evaluation, observations.links().values()).outsidePath());
    warnings.addAll(
        ObservedWarnings.usedByOthers(observations.kernel().nextHops(), settings.protocol()));
    return warnings;
  }

  private boolean observe(Observations observations, Repairs repairs, Moment now) {
    evaluation.at(now);
    if (!first) {
      evaluation.sources.remember();
    }
    first = false;
    evaluation.sources.observe(observations, repairs, now, this::published);
    return evaluation.kernel.follow(observations.kernel(), outcomes);
  }

  private void published(ResourceRef ref, @Nullable Published before, @Nullable Published after) {
    Resource configured = evaluation.configuration.resources().get(ref);
    if (configured == null || !Statuses.isDecided(configured)) {
      statuses.set(ref, after == null ? null : after.status());
    }
  }

  private void settlePaths(boolean kernelDiffers) {
    evaluation.paths.settle(
        (name, before, after) -> {
          HealthCheck check = evaluation.resources().check(name);
          PathBook.Use was =
              before == null ? null : evaluation.checkPaths.use(check, before).orElse(null);
          PathBook.Use is = evaluation.checkPaths.use(check, after).orElse(null);
          if (!Objects.equals(was, is)) {
            outcomes.paths().follow(name, was, is);
          }
        });
    outcomes.paths().settle(kernelDiffers);
  }

  private void settleChoices() {
    evaluation.checks.settle((name, before, after) -> checks.set(name, after));
    evaluation.choices.settle(
        (name, before, after) -> {
          boolean waited = before != null && !Outcomes.isSettled(before.selection());
          boolean waits = !Outcomes.isSettled(after.selection());
          unsettled += (waits ? 1 : 0) - (waited ? 1 : 0);
          evaluation.sources.policies.leave(name, after.selection().memory());
          explanations.set(name, after.selection().explanations());
        });
    settled |= unsettled == 0;
    outcomes.settled.set(settled);
  }

  private void settleRoutes(boolean kernelDiffers) {
    evaluation.intents.settle((ref, before, after) -> evaluation.leave(after));
    outcomes.wishes.settle(
        (use, before, after) -> outcomes.nextHops().follow(use, after.orElse(null)));
    outcomes.nextHops().settle(kernelDiffers);
    outcomes.wanted.settle(
        (use, before, after) -> {
          List<DesiredRoute> was = before == null ? List.of() : before;
          int rank = evaluation.resources().rank(use.route());
          outcomes.routes().follow(use.role(), rank, was, after);
        });
  }

  private void settleKernel() {
    outcomes.places.settle(
        (place, before, after) -> {
          keep(routeChanges, place, after.changes());
          keep(standbyChanges, place, after.standby());
        });
    outcomes.nextHopChanges.settle(
        (id, before, after) -> keep(nextHopChanges, id, after.changes()));
    outcomes.ruleChanges.settle((rule, before, after) -> keep(ruleChanges, rule, after));
  }

  private <K> void keep(Map<K, List<RouteChange>> all, K key, List<RouteChange> changes) {
    List<RouteChange> before = changes.isEmpty() ? all.remove(key) : all.put(key, changes);
    if (!changes.equals(before == null ? List.of() : before)) {
      plan = null;
    }
  }

  private void settleTidings() {
    outcomes.orders.settle((name, before, after) -> orders.set(name, after.orElse(null)));
    outcomes.statuses.settle((ref, before, after) -> statuses.set(ref, after));
    outcomes.ways.settle(
        (name, before, after) -> {
          evaluation.sources.ways.leave(name, after.way());
          after.transition().ifPresent(transition -> transitions.put(name, transition));
        });
    outcomes.decided.settle(
        (ref, before, after) -> undecided += (after ? 0 : 1) - (before == null || before ? 0 : 1));
    outcomes.tidyUp();
  }

  /** Returns the plan; the same one as before where no change of it has changed. */
  private RoutePlan plan() {
    RoutePlan known = plan;
    if (known == null) {
      List<RouteChange> all = new ArrayList<>();
      nextHopChanges.values().forEach(all::addAll);
      routeChanges.values().forEach(all::addAll);
      standbyChanges.values().forEach(all::addAll);
      ruleChanges.values().forEach(all::addAll);
      known = PlanOrder.of(all, settings);
      plan = known;
    }
    return known;
  }

  private OptionalLong wakeUp(Repairs repairs, Moment now) {
    OptionalLong graph = evaluation.graph.nextNanos();
    OptionalLong repair = repairs.nextNanos(now);
    if (graph.isEmpty() || repair.isEmpty()) {
      return graph.isEmpty() ? repair : graph;
    }
    return OptionalLong.of(Math.min(graph.getAsLong(), repair.getAsLong()));
  }
}
