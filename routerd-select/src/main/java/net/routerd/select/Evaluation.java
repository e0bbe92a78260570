package net.routerd.select;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.StatusReference;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.RouteAction;
import net.routerd.select.choose.Contender;
import net.routerd.select.choose.PolicyMemory;
import net.routerd.select.choose.Selection;
import net.routerd.select.choose.Selector;
import net.routerd.select.health.CheckPath;
import net.routerd.select.health.HealthFold;
import net.routerd.select.health.HealthState;
import net.routerd.select.health.Judgement;
import net.routerd.select.health.Verdict;
import net.routerd.select.incremental.Cells;
import net.routerd.select.incremental.Graph;
import net.routerd.select.plan.DesiredRoutes;
import net.routerd.select.plan.KernelIndex;
import net.routerd.select.plan.ProbePaths;
import net.routerd.select.plan.RouteIntent;
import net.routerd.select.ready.Readiness;
import net.routerd.select.resolve.ReferenceResolver;
import net.routerd.select.resolve.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * The values that a decision chooses by, each worked out when something first refers to it and
 * again when something that it refers to has changed: so resolution follows the references, and
 * nothing sees a value of the decision before (REF-6). Terminates because cycles are refused at
 * load (REF-3). Lasts as long as the configuration.
 */
final class Evaluation {

  final RouterConfig configuration;
  final Graph graph = new Graph();
  final Sources sources;
  final KernelIndex kernel;
  final ReferenceResolver resolver = new ReferenceResolver(this::field);
  final NextHops nextHops = new NextHops(this);
  final ProbePaths probePaths;
  final CheckPaths checkPaths;
  final StandbyRoutes standbyRoutes = new StandbyRoutes(this);

  final Cells<String, CheckPath> paths = new Cells<>(graph, this::findPath);
  final Cells<String, HealthState> checks = Cells.screening(graph, this::fold);

  /** What others go by of a check: stirred by it, as mostly its probes go on as they did. */
  final Cells<String, Judgement> judgements = new Cells<>(graph, this::judge);

  final Cells<String, Choice> choices = new Cells<>(graph, this::choose);
  final Cells<ResourceRef, RouteIntent> intents = new Cells<>(graph, this::intend);

  /** What others refer to of a choice; mostly it stays when why it was made changes. */
  private final Cells<String, Optional<Hop>> hops = new Cells<>(graph, this::hop);

  final DesiredRoutes desiredRoutes;
  private final ResourceIndex resources;
  private Map<String, HealthState> remembered; // of checks, before the first decision
  private Moment now;

  /** The candidates of a policy as the selector saw them, and what it made of them. */
  record Choice(List<Contender> contenders, Selection selection) {}

  /** Where the traffic of a candidate goes. */
  record Hop(Optional<LinkName> device, Optional<IpAddress> gateway) {}

  Evaluation(RouterConfig configuration, Settings settings, Memory memory, Moment now) {
    this.configuration = configuration;
    this.now = now;
    remembered = memory.checks();
    resources = new ResourceIndex(configuration);
    sources = new Sources(graph, memory, checks::stir);
    kernel = new KernelIndex(graph, settings.protocol());
    probePaths = new ProbePaths(sources.tables, kernel, settings);
    desiredRoutes = new DesiredRoutes(resolver, kernel, settings);
    checkPaths = new CheckPaths(this);
    resources.checks().keySet().forEach(paths::want);
    resources.checks().keySet().forEach(checks::want);
    resources.policies().keySet().forEach(choices::want);
    resources.routes().forEach(route -> intents.want(route.ref()));
  }

  ResourceIndex resources() {
    return resources;
  }

  Moment moment() {
    return now;
  }

  void at(Moment next) {
    now = next;
    graph.at(next.nanos());
  }

  Selection selection(EgressRoutePolicy policy) {
    return choices.get(policy.metadata().name()).selection();
  }

  /** Returns the candidates as the selector saw them, in the order of the configuration. */
  List<Contender> contenders(EgressRoutePolicy policy) {
    return choices.get(policy.metadata().name()).contenders();
  }

  /** Returns what an operator asked of a policy. */
  Directives directives(EgressRoutePolicy policy) {
    return sources.directives.find(policy.metadata().name()).orElse(Directives.NONE);
  }

  private Choice choose(String name) {
    EgressRoutePolicy policy = resources.policy(name);
    Directives directives = directives(policy);
    List<Contender> contenders =
        policy.candidates().stream().map(c -> contender(policy, c, directives)).toList();
    PolicyMemory before =
        Optional.ofNullable(sources.policies.get(name)).orElseGet(() -> adopt(policy, contenders));
    Selection selection = Selector.select(policy, contenders, before, directives, now);
    selection.wakeUpNanos().ifPresent(graph::isPast);
    if (selection.ticking()) {
      graph.showsTime();
    }
    return new Choice(contenders, selection);
  }

  private Optional<Hop> hop(String policy) {
    return choices
        .get(policy)
        .selection()
        .selected()
        .map(Contender::readiness)
        .map(chosen -> new Hop(chosen.device(), chosen.gateway()));
  }

  private Contender contender(
      EgressRoutePolicy policy, Candidate candidate, Directives directives) {
    Optional<Judgement> health =
        candidate.healthCheck().filter(resources.checks()::containsKey).map(judgements::get);
    Readiness readiness =
        new CandidateReadiness(this, policy, candidate)
            .judge(directives.drained().contains(candidate.name()), health);
    return new Contender(candidate, readiness, health);
  }

  /**
   * Matches what already stands in the kernel to the first candidate with its device and gateway
   * (RT-6).
   */
  private PolicyMemory adopt(EgressRoutePolicy policy, List<Contender> contenders) {
    if (sources.started.get()) {
      return PolicyMemory.NEW; // a reload added the policy
    }
    Optional<RouteAction.Forward> standing =
        resources.followers(policy).stream()
            .flatMap(route -> desiredRoutes.standing(route).stream())
            .findFirst();
    return standing
        .flatMap(
            hop ->
                contenders.stream()
                    .filter(c -> c.readiness().device().equals(hop.device()))
                    .filter(c -> c.readiness().gateway().equals(hop.gateway()))
                    .findFirst())
        .map(c -> PolicyMemory.adopting(c.candidate().name()))
        .orElse(PolicyMemory.NEW);
  }

  private CheckPath findPath(String check) {
    return checkPaths.find(resources.check(check));
  }

  private HealthState fold(String name) {
    HealthState told = checks.told(name); // of this configuration, so its check is the same one
    HealthState before = told == null ? remembered.get(name) : told;
    HealthCheck check = told == null ? resources.check(name) : told.spec();
    HealthState state =
        HealthFold.fold(
            before,
            check,
            paths.get(name),
            sources.results(name),
            now.nanos() - sources.gapNanos.get(),
            now);
    if (state.verdict() != Verdict.UNKNOWN) {
      graph.isPast(state.staleAtLoopNanos() + sources.gapNanos.get());
    }
    HealthState latest = checks.latest(name);
    if (latest == null || !judgement(state).equals(judgement(latest))) {
      judgements.stir(name);
    }
    return state;
  }

  /** A decision is made: what was remembered before the first is not asked for any more. */
  void decided() {
    remembered = Map.of();
  }

  private Judgement judge(String check) {
    return judgement(checks.current(check));
  }

  private static Judgement judgement(HealthState state) {
    String words = state.verdict() == Verdict.HEALTHY ? "" : HealthWords.of(state);
    return new Judgement(
        state.spec(), state.verdict(), words, state.firstProbeNanos(), state.generation());
  }

  private RouteIntent intend(ResourceRef ref) {
    return desiredRoutes.of(resources.route(ref), sources.routes.get(ref));
  }

  /** Leaves to the next decision what a route wanted when it was last resolved (RT-14). */
  void leave(RouteIntent intent) {
    ResourceRef ref = intent.resource().ref();
    sources.routes.leave(ref, intent.resolved() ? intent.routes() : sources.routes.get(ref));
  }

  @Nullable Link link(LinkName name) {
    return sources.links.get(name);
  }

  @Nullable Published published(ResourceRef ref) {
    return sources.external.get(ref);
  }

  /** Tells whether a published status has ended (RES-13). */
  boolean isExpired(Published published) {
    return published.expiresAtNanos().isPresent()
        && graph.isPast(published.expiresAtNanos().getAsLong());
  }

  /** A candidate in its policy. */
  record CandidateUse(EgressRoutePolicy policy, Candidate candidate) {}

  /**
   * Returns the resources with a device that have this name: the configured one, which no status
   * that the program publishes under the same name takes over, else external ones that published a
   * status.
   */
  List<ResourceRef> resources(String name) {
    List<ResourceRef> configured = resources.withDevice(name);
    return configured.isEmpty() ? sources.publishedByName.find(name).orElse(List.of()) : configured;
  }

  /** Returns the device of a resource that can be a source. */
  Resolution<LinkName> deviceOf(ResourceRef source) {
    return resolver.device(Candidate.deviceOf(source));
  }

  private Resolution<Object> field(StatusReference reference) {
    ResourceRef ref = reference.resource();
    return switch (ref.kind()) {
      case NetworkInterface.KIND -> device(named(ref, NetworkInterface.class).ifname(), reference);
      case DsLiteTunnel.KIND -> device(named(ref, DsLiteTunnel.class).tunnelName(), reference);
      case EgressRoutePolicy.KIND -> policyField(resources.policy(ref.name()), reference);
      case HealthCheck.KIND -> viaField(resources.check(ref.name()));
      case "IPv4Route", "IPv6Route" -> routeField(resources.route(ref), reference);
      default ->
          ExternalFields.get(
              published(ref),
              configuration.externalKinds().get(ref.kind()),
              reference,
              this::isExpired);
    };
  }

  /** A configuration refers to no resource of these kinds that it does not hold (REF-2). */
  private <R extends Resource> R named(ResourceRef ref, Class<R> type) {
    return configuration.find(ref, type).orElseThrow();
  }

  private Resolution<Object> viaField(HealthCheck check) {
    return check
        .via()
        .map(via -> resolver.address(via).map(Object.class::cast))
        .orElseGet(Resolution.Absent::new);
  }

  private Resolution<Object> device(LinkName name, StatusReference reference) {
    return link(name) != null
        ? new Resolution.Value<>(name)
        : new Resolution.Unresolved<>(
            reference.resource() + ": device " + name + " does not exist");
  }

  private Resolution<Object> policyField(EgressRoutePolicy policy, StatusReference reference) {
    if (reference.field().equals("destinationCIDRs")) {
      return new Resolution.Value<>(policy.managedDestinations());
    }
    Optional<Hop> chosen = hops.get(policy.metadata().name());
    if (chosen.isEmpty()) {
      return new Resolution.Unresolved<>(policy.ref() + " has no ready candidate");
    }
    return switch (reference.field()) {
      case "selectedDevice" -> known(chosen.get().device());
      case "selectedGateway" -> known(chosen.get().gateway());
      default -> new Resolution.Unresolved<>(reference + " is neither a device nor an address");
    };
  }

  private Resolution<Object> routeField(IpRoute route, StatusReference reference) {
    RouteIntent intent = intents.get(route.ref());
    if (!intent.resolved()) {
      return new Resolution.Unresolved<>(route.ref() + ": " + intent.message());
    }
    return reference.field().equals("device") ? known(intent.device()) : known(intent.gateway());
  }

  private static Resolution<Object> known(Optional<?> value) {
    return value.isPresent() ? new Resolution.Value<>(value.get()) : new Resolution.Absent<>();
  }

  String pinnedWords(String sourceInterface) {
    return checkPaths.pinnedDevice(sourceInterface).words();
  }

  Optional<IpAddress> via(HealthCheck check) {
    return check.via().flatMap(via -> resolver.address(via).value());
  }
}
