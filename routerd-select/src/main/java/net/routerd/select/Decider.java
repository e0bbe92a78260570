package net.routerd.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.routerd.model.Candidate;
import net.routerd.model.ConfigProblem;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.route.RouteRule;
import net.routerd.model.status.Reason;
import net.routerd.select.choose.Selection;
import net.routerd.select.health.CheckPath;
import net.routerd.select.health.HealthFold;
import net.routerd.select.health.HealthState;
import net.routerd.select.health.Verdict;
import net.routerd.select.plan.NextHopObjects;
import net.routerd.select.plan.NextHopUse;
import net.routerd.select.plan.NextHopUse.Role;
import net.routerd.select.plan.ProbePath;
import net.routerd.select.plan.ProbePaths;
import net.routerd.select.plan.RouteDiff;
import net.routerd.select.plan.RouteIntent;
import org.jspecify.annotations.Nullable;

/**
 * Decides everything that is decided (ENG-1). Total, and pure: the same inputs give the same
 * decision, to the byte (SEL-8); nothing here can reach a clock, a thread, a file or a socket.
 */
public final class Decider {

  private final Settings settings;

  /**
   * Makes one.
   *
   * @param settings what the embedding program sets beside the configuration
   */
  public Decider(Settings settings) {
    this.settings = settings;
  }

  /**
   * Decides.
   *
   * @param configuration what is wanted
   * @param observations what is known of the world
   * @param memory what the last decision left, {@link Memory#EMPTY} at the start
   * @param now the time
   * @return all that follows
   */
  public Decision decide(
      RouterConfig configuration, Observations observations, Memory memory, Moment now) {
    Evaluation evaluation = new Evaluation(configuration, observations, memory, now, settings);
    Map<String, Selection> selections = new TreeMap<>();
    configuration
        .all(EgressRoutePolicy.class)
        .forEach(p -> selections.put(p.metadata().name(), evaluation.selection(p)));
    Paths paths = paths(evaluation);
    List<RouteIntent> intents =
        configuration.all(IpRoute.class).stream().map(evaluation::intent).toList();

    SortedMap<NextHopUse, List<DesiredRoute>> uses = uses(evaluation, intents);
    NextHopObjects.Allotted nextHops =
        new NextHopObjects(memory.nextHops(), evaluation.kernel, observations.links(), settings)
            .allot(uses);
    List<DesiredRoute> routes = wanted(uses, nextHops, paths);
    List<RouteRule> rules = evaluation.probePaths.rules(paths.tables(), paths.local());
    boolean settled = memory.settled() || selections.values().stream().allMatch(Decider::isSettled);
    RouteDiff diff =
        new RouteDiff(
            evaluation.kernel,
            observations.links(),
            observations.refusals(),
            evaluation.repairs,
            settings,
            now);
    RoutePlan plan = diff.plan(routes, rules, nextHops.objects(), settled);

    Statuses statuses = new Statuses(evaluation, diff.states(), paths.tables(), nextHops);
    Ways ways = new Ways(evaluation, statuses);
    selections.forEach(ways::follow);
    Memory next =
        new Memory(
            true,
            settled,
            map(selections, Selection::memory),
            ways.memory(),
            paths.checks(),
            lastRoutes(intents, memory),
            paths.tables(),
            nextHops.ids(),
            evaluation.repairs);
    return new Decision(
        statuses.snapshot(selections),
        map(selections, Selection::explanations),
        routes,
        rules,
        plan,
        memory.repairs().mending(observations.applied()),
        paths.orders(),
        ways.transitions(),
        next,
        wakeUp(evaluation, selections, paths),
        decided(evaluation, selections, statuses, plan, paths));
  }

  /**
   * Returns what is allowed and probably not meant, as the configuration alone and as the machine
   * shows it.
   *
   * @param configuration what is wanted
   * @param observations what is known of the world
   * @param memory what the last decision left
   * @param now the time
   * @return the warnings of the configuration, then those of the machine
   */
  public List<ConfigProblem> warnings(
      RouterConfig configuration, Observations observations, Memory memory, Moment now) {
    List<ConfigProblem> warnings = new ArrayList<>(configuration.warnings());
    warnings.addAll(
        new ObservedWarnings(new Evaluation(configuration, observations, memory, now, settings))
            .outsidePath());
    return warnings;
  }

  /** A policy is settled when its choice no longer waits for a first verdict (RT-6). */
  private static boolean isSettled(Selection selection) {
    return selection.selected().isPresent()
        || selection.explanations().stream()
            .noneMatch(e -> e.reason() == Reason.HEALTH_CHECK_UNKNOWN);
  }

  private record Paths(
      SortedMap<ProbePath, RouteTable> tables,
      SortedMap<ProbePath, Set<IpAddress>> local,
      Map<String, HealthState> checks,
      List<ProbeOrder> orders) {}

  private static Paths paths(Evaluation evaluation) {
    Map<String, HealthState> checks = new TreeMap<>();
    Map<String, ProbePath> byCheck = new HashMap<>();
    SortedMap<ProbePath, Set<IpAddress>> local = new TreeMap<>();
    for (HealthCheck check : evaluation.configuration.all(HealthCheck.class)) {
      String name = check.metadata().name();
      checks.put(name, evaluation.health(check));
      List<Evaluation.CandidateUse> users = evaluation.users(name);
      if (evaluation.path(check) instanceof CheckPath.Along along && !users.isEmpty()) {
        ProbePath path =
            CheckPaths.probePath(check, along.pin(), users.getFirst().candidate().onlink());
        byCheck.put(name, path);
        Set<IpAddress> replies = local.computeIfAbsent(path, p -> new TreeSet<>());
        along.pin().local().ifPresent(replies::add);
      }
    }
    SortedMap<ProbePath, RouteTable> tables = evaluation.probePaths.allot(local.keySet());
    Set<ProbePath> marked = ProbePaths.marked(tables.keySet());
    List<ProbeOrder> orders = new ArrayList<>();
    for (HealthCheck check : evaluation.configuration.all(HealthCheck.class)) {
      String name = check.metadata().name();
      if (evaluation.path(check) instanceof CheckPath.Along along && along.present()) {
        orders.add(
            order(check, along.pin(), evaluation.health(check), byCheck.get(name), tables, marked));
      }
    }
    return new Paths(tables, local, checks, orders);
  }

  private static ProbeOrder order(
      HealthCheck check,
      CheckPath.Pin pin,
      HealthState state,
      @Nullable ProbePath path,
      SortedMap<ProbePath, RouteTable> tables,
      Set<ProbePath> marked) {
    Optional<ProbeOrder.Path> own =
        Optional.ofNullable(path)
            .flatMap(
                p ->
                    Optional.ofNullable(tables.get(p))
                        .map(
                            table ->
                                new ProbeOrder.Path(
                                    table, p.gateway(), marked.contains(p) ? table.id() : 0)));
    return new ProbeOrder(check, state.generation(), pin.device(), pin.ifindex(), pin.bound(), own);
  }

  /** Returns the routes of every resource with their next hops. */
  private static SortedMap<NextHopUse, List<DesiredRoute>> uses(
      Evaluation evaluation, List<RouteIntent> intents) {
    SortedMap<NextHopUse, List<DesiredRoute>> uses = new TreeMap<>();
    for (RouteIntent intent : intents) {
      IpRoute route = intent.resource();
      uses.put(new NextHopUse(route.ref(), Role.PRIMARY), intent.routes());
      uses.put(new NextHopUse(route.ref(), Role.STANDBY), evaluation.standbyRoutes.of(route));
    }
    return uses;
  }

  /**
   * Puts what carries traffic before what stands by, and that before probe paths; of two with one
   * key the first resource by name keeps it.
   */
  private static List<DesiredRoute> wanted(
      SortedMap<NextHopUse, List<DesiredRoute>> uses,
      NextHopObjects.Allotted nextHops,
      Paths paths) {
    List<DesiredRoute> wanted = new ArrayList<>();
    Set<RouteKey> keys = new HashSet<>();
    for (Role role : Role.values()) {
      uses.forEach(
          (use, routes) -> {
            if (use.role() == role) {
              nextHops.through(use, routes).stream()
                  .filter(r -> keys.add(r.key()))
                  .forEach(wanted::add);
            }
          });
    }
    ProbePaths.routes(paths.tables()).stream().filter(r -> keys.add(r.key())).forEach(wanted::add);
    return wanted;
  }

  private static Map<ResourceRef, List<DesiredRoute>> lastRoutes(
      List<RouteIntent> intents, Memory memory) {
    Map<ResourceRef, List<DesiredRoute>> last = new HashMap<>();
    for (RouteIntent intent : intents) {
      ResourceRef ref = intent.resource().ref();
      List<DesiredRoute> before = memory.routes().get(ref);
      if (intent.resolved()) {
        last.put(ref, intent.routes());
      } else if (before != null) {
        last.put(ref, before);
      }
    }
    return last;
  }

  private static OptionalLong wakeUp(
      Evaluation evaluation, Map<String, Selection> selections, Paths paths) {
    Observations seen = evaluation.observations;
    long now = evaluation.now.nanos();
    LongStream holds = selections.values().stream().flatMapToLong(s -> s.wakeUpNanos().stream());
    LongStream leases =
        seen.external().values().stream().flatMapToLong(p -> p.expiresAtNanos().stream());
    LongStream refusals = seen.refusals().values().stream().mapToLong(Refusal::retryAtNanos);
    LongStream repairs = evaluation.repairs.wakeUpsNanos().stream().mapToLong(Long::longValue);
    LongStream stale =
        paths.checks().values().stream()
            .filter(state -> state.verdict() != Verdict.UNKNOWN)
            .mapToLong(
                state ->
                    now
                        + state.lastResultLoopNanos()
                        + HealthFold.staleAfterNanos(state.spec())
                        + 1
                        - seen.loopNanos());
    return Stream.of(holds, leases, refusals, repairs, stale)
        .flatMapToLong(times -> times)
        .filter(time -> time - now > 0)
        .min();
  }

  /** CLI-5: nothing is on its way to the kernel, and no first verdict that a route waits for. */
  private static boolean decided(
      Evaluation evaluation,
      Map<String, Selection> selections,
      Statuses statuses,
      RoutePlan plan,
      Paths paths) {
    Set<String> judging =
        paths.orders().stream()
            .map(ProbeOrder::check)
            .filter(check -> evaluation.health(check).verdict() == Verdict.UNKNOWN)
            .map(check -> check.metadata().name())
            .collect(Collectors.toSet());
    return plan.isEmpty()
        && evaluation.configuration.all(IpRoute.class).stream()
            .allMatch(route -> isDecided(evaluation, selections, statuses, route, judging));
  }

  private static boolean isDecided(
      Evaluation evaluation,
      Map<String, Selection> selections,
      Statuses statuses,
      IpRoute route,
      Set<String> judging) {
    boolean pending = statuses.route(route).phase().equals(Statuses.PENDING);
    for (ResourceRef ref : Evaluation.policiesBehind(route)) {
      Selection selection = selections.get(ref.name());
      boolean waits =
          evaluation.configuration.find(ref, EgressRoutePolicy.class).stream()
              .flatMap(policy -> policy.candidates().stream())
              .filter(Candidate::enabled)
              .anyMatch(c -> c.healthCheck().filter(judging::contains).isPresent());
      if (waits || pending && selection != null && !isSettled(selection)) {
        return false;
      }
    }
    return true;
  }

  private static <T> Map<String, T> map(
      Map<String, Selection> selections, Function<Selection, T> part) {
    Map<String, T> parts = new TreeMap<>();
    selections.forEach((name, selection) -> parts.put(name, part.apply(selection)));
    return parts;
  }
}
