package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.ResourceRef;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.status.Reason;
import net.routerd.model.status.Status;
import net.routerd.select.choose.Selection;
import net.routerd.select.health.CheckPath;
import net.routerd.select.health.Verdict;
import net.routerd.select.incremental.Cells;
import net.routerd.select.incremental.Value;
import net.routerd.select.plan.KeyState;
import net.routerd.select.plan.NextHopBook;
import net.routerd.select.plan.NextHopDiff;
import net.routerd.select.plan.NextHopUse;
import net.routerd.select.plan.NextHopUse.Role;
import net.routerd.select.plan.Offers;
import net.routerd.select.plan.PathBook;
import net.routerd.select.plan.Place;
import net.routerd.select.plan.PlaceDiff;
import net.routerd.select.plan.RouteBook;
import net.routerd.select.plan.RouteDiff;
import net.routerd.select.plan.RuleBook;
import net.routerd.select.plan.Touch;
import org.jspecify.annotations.Nullable;

/** What follows from the choices: probes, changes in the kernel, statuses, and who is told what. */
final class Outcomes implements Touch {

  private final Evaluation evaluation;
  private final RouteBook routes;
  private final RuleBook rules;
  private final PathBook paths;
  private final NextHopBook nextHops;
  private final List<Place> touchedPlaces = new ArrayList<>();
  private final List<RouteRule> touchedRules = new ArrayList<>();
  private final List<Long> touchedNextHops = new ArrayList<>();

  /** Whether a complete decision was ever made (RT-6). */
  final Value<Boolean> settled;

  final Cells<String, Optional<ProbeOrder>> orders;

  /** What each use of a next hop would have an object of (RT-12). */
  final Cells<NextHopUse, Optional<NextHopBook.Wish>> wishes;

  /** The routes of each use as the kernel is to hold them. */
  final Cells<NextHopUse, List<DesiredRoute>> wanted;

  final Cells<Long, NextHopDiff.At> nextHopChanges;
  final Cells<Place, PlaceDiff> places;
  final Cells<RouteRule, List<RouteChange>> ruleChanges;
  final Cells<ResourceRef, Status> statuses;
  final Cells<String, Ways.Told> ways;

  /** For each route, whether nothing is awaited that could still change it (CLI-5). */
  final Cells<ResourceRef, Boolean> decided;

  private final Cells<String, Boolean> judging;

  Outcomes(Evaluation evaluation, Settings settings, boolean settledBefore) {
    this.evaluation = evaluation;
    settled = new Value<>(evaluation.graph, settledBefore);
    routes = new RouteBook(evaluation.graph, this);
    rules = new RuleBook(evaluation.graph, this);
    paths =
        new PathBook(
            evaluation.graph,
            evaluation.sources.tables,
            evaluation.kernel,
            routes,
            rules,
            settings);
    nextHops =
        new NextHopBook(
            evaluation.graph,
            evaluation.sources.nextHops,
            evaluation.kernel,
            evaluation.sources.links,
            settings,
            this);
    Offers offers =
        new Offers(evaluation.graph, evaluation.sources.refusals, evaluation.sources.fights);
    NextHopDiff hopDiff = new NextHopDiff(evaluation.kernel, nextHops, offers, settled::get);
    nextHopChanges = new Cells<>(evaluation.graph, hopDiff::at);
    RouteDiff diff =
        new RouteDiff(
            evaluation.kernel,
            routes,
            rules,
            evaluation.sources.links,
            id -> nextHopChanges.get(id).stands(),
            offers,
            settled::get);
    Statuses written = new Statuses(evaluation, this, settings);
    wishes = new Cells<>(evaluation.graph, use -> nextHops.wish(plain(use)));
    wanted = new Cells<>(evaluation.graph, this::routes);
    orders = new Cells<>(evaluation.graph, this::order);
    places = new Cells<>(evaluation.graph, diff::at);
    ruleChanges = new Cells<>(evaluation.graph, diff::of);
    statuses = new Cells<>(evaluation.graph, written::of);
    ways = new Cells<>(evaluation.graph, new Ways(evaluation, this)::follow);
    decided = new Cells<>(evaluation.graph, this::isDecided);
    judging = new Cells<>(evaluation.graph, this::isJudging);
    want();
  }

  private void want() {
    evaluation.resources().checks().keySet().forEach(orders::want);
    evaluation.resources().policies().keySet().forEach(ways::want);
    for (IpRoute route : evaluation.resources().routes()) {
      decided.want(route.ref());
      want(new NextHopUse(route.ref(), Role.PRIMARY));
      if (route.standby()) {
        want(new NextHopUse(route.ref(), Role.STANDBY));
      }
    }
    evaluation.configuration.resources().values().stream()
        .filter(Statuses::isDecided)
        .forEach(resource -> statuses.want(resource.ref()));
  }

  private void want(NextHopUse use) {
    wishes.want(use);
    wanted.want(use);
  }

  private List<DesiredRoute> plain(NextHopUse use) {
    return switch (use.role()) {
      case PRIMARY -> evaluation.intents.get(use.route()).routes();
      case STANDBY -> evaluation.standbyRoutes.of(evaluation.resources().route(use.route()));
    };
  }

  private List<DesiredRoute> routes(NextHopUse use) {
    return nextHopObstacle(use).isPresent() ? plain(use) : nextHops.through(use, plain(use));
  }

  /**
   * Returns why the routes of a use are plain although they have an object; empty where they go
   * through it or have none.
   */
  Optional<String> nextHopObstacle(NextHopUse use) {
    return nextHops.allotted(use).flatMap(id -> nextHopChanges.get(id).obstacle());
  }

  RouteBook routes() {
    return routes;
  }

  RuleBook rules() {
    return rules;
  }

  PathBook paths() {
    return paths;
  }

  NextHopBook nextHops() {
    return nextHops;
  }

  @Override
  public void place(Place place) {
    places.want(place);
    touchedPlaces.add(place);
  }

  @Override
  public void rule(RouteRule rule) {
    ruleChanges.want(rule);
    touchedRules.add(rule);
  }

  @Override
  public void nextHop(long id) {
    nextHopChanges.want(id);
    touchedNextHops.add(id);
  }

  /** Forgets what nothing stands of and nothing is wanted of any more. */
  void tidyUp() {
    for (Place place : touchedPlaces) {
      if (routes.at(place).isEmpty() && evaluation.kernel.isEmpty(place)) {
        places.forget(place);
      }
    }
    for (RouteRule rule : touchedRules) {
      if (!rules.isWanted(rule) && evaluation.kernel.copies(rule) == 0) {
        ruleChanges.forget(rule);
      }
    }
    for (long id : touchedNextHops) {
      if (!nextHops.isWanted(id) && !evaluation.kernel.hasNextHop(id)) {
        nextHopChanges.forget(id);
      }
    }
    touchedNextHops.clear();
    touchedPlaces.clear();
    touchedRules.clear();
  }

  /** Returns how far a wanted route is, null where another resource's is wanted instead. */
  @Nullable KeyState state(RouteKey key) {
    return places.get(Place.of(key)).states().get(key);
  }

  boolean isPending(ResourceRef route) {
    return statuses.get(route).phase().equals(Statuses.PENDING);
  }

  private Optional<ProbeOrder> order(String name) {
    if (!(evaluation.paths.get(name) instanceof CheckPath.Along along && along.present())) {
      return Optional.empty();
    }
    HealthCheck check = evaluation.resources().check(name);
    CheckPath.Pin pin = along.pin();
    Optional<ProbeOrder.Path> own =
        evaluation
            .checkPaths
            .use(check, along)
            .flatMap(use -> paths.allotted(use.path()))
            .map(
                has ->
                    new ProbeOrder.Path(
                        has.table(), pin.gateway(), has.marked() ? has.table().id() : 0));
    long generation = evaluation.judgements.get(name).generation();
    return Optional.of(
        new ProbeOrder(check, generation, pin.device(), pin.ifindex(), pin.bound(), own));
  }

  /** Tells whether a check is probed and has no verdict yet. */
  private boolean isJudging(String check) {
    return orders.get(check).isPresent()
        && evaluation.judgements.get(check).verdict() == Verdict.UNKNOWN;
  }

  /** A policy is settled when its choice no longer waits for a first verdict (RT-6). */
  static boolean isSettled(Selection selection) {
    return selection.selected().isPresent()
        || selection.explanations().stream()
            .noneMatch(e -> e.reason() == Reason.HEALTH_CHECK_UNKNOWN);
  }

  private boolean isDecided(ResourceRef route) {
    IpRoute resource = evaluation.resources().route(route);
    boolean pending = isPending(route);
    return evaluation.resources().policiesBehind(resource).stream()
        .noneMatch(p -> awaitsVerdict(p) || pending && !isSettled(evaluation.selection(p)));
  }

  private boolean awaitsVerdict(EgressRoutePolicy policy) {
    return policy.candidates().stream()
        .filter(Candidate::enabled)
        .flatMap(candidate -> candidate.healthCheck().stream())
        .anyMatch(judging::get);
  }
}
