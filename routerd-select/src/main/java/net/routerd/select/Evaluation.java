package net.routerd.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.ExternalResource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.StatusReference;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.RouteAction;
import net.routerd.select.choose.Contender;
import net.routerd.select.choose.PolicyMemory;
import net.routerd.select.choose.Selection;
import net.routerd.select.choose.Selector;
import net.routerd.select.health.CheckPath;
import net.routerd.select.health.HealthFold;
import net.routerd.select.health.HealthState;
import net.routerd.select.plan.DesiredRoutes;
import net.routerd.select.plan.KernelIndex;
import net.routerd.select.plan.ProbePaths;
import net.routerd.select.plan.Repairs;
import net.routerd.select.plan.RouteIntent;
import net.routerd.select.ready.Readiness;
import net.routerd.select.resolve.ReferenceResolver;
import net.routerd.select.resolve.Resolution;

/**
 * The work sheet of one decision. Everything is worked out when something first refers to it, and
 * once: so resolution follows the references, and nothing sees a value of the decision before
 * (REF-6). Terminates because cycles are refused at load (REF-3).
 */
final class Evaluation {

  final RouterConfig configuration;
  final Observations observations;
  final Memory memory;
  final Moment now;
  final Settings settings;
  final ReferenceResolver resolver = new ReferenceResolver(this::field);
  final NextHops nextHops = new NextHops(this);
  final KernelIndex kernel;
  final Repairs repairs;
  final ProbePaths probePaths;
  final DesiredRoutes desiredRoutes;
  final StandbyRoutes standbyRoutes = new StandbyRoutes(this);

  private final CheckPaths checkPaths;
  private final Map<String, List<ProbeResult>> results = new HashMap<>();
  private final Map<ResourceRef, List<IpRoute>> followers = new HashMap<>();
  private final Map<String, Selection> policies = new TreeMap<>();
  private final Map<String, List<Contender>> contendersByPolicy = new HashMap<>();
  private final Map<String, HealthState> checks = new TreeMap<>();
  private final Map<ResourceRef, RouteIntent> routes = new TreeMap<>();

  Evaluation(
      RouterConfig configuration,
      Observations observations,
      Memory memory,
      Moment now,
      Settings settings) {
    this.configuration = configuration;
    this.observations = observations;
    this.memory = memory;
    this.now = now;
    this.settings = settings;
    checkPaths = new CheckPaths(this);
    kernel = new KernelIndex(observations.kernel(), settings.protocol());
    repairs = memory.repairs().fold(observations.applied(), observations.links(), now);
    probePaths = new ProbePaths(memory.tables(), kernel, settings);
    desiredRoutes = new DesiredRoutes(resolver, kernel, settings);
    for (IpRoute route : configuration.all(IpRoute.class)) {
      policiesBehind(route)
          .forEach(policy -> followers.computeIfAbsent(policy, p -> new ArrayList<>()).add(route));
    }
    for (ProbeResult result : observations.results()) {
      results.computeIfAbsent(result.check(), check -> new ArrayList<>()).add(result);
    }
  }

  Selection selection(EgressRoutePolicy policy) {
    String name = policy.metadata().name();
    Selection known = policies.get(name);
    if (known == null) {
      known = select(policy, name);
      policies.put(name, known);
    }
    return known;
  }

  private Selection select(EgressRoutePolicy policy, String name) {
    Directives directives = directives(policy);
    List<Contender> contenders =
        policy.candidates().stream().map(c -> contender(policy, c, directives)).toList();
    contendersByPolicy.put(name, contenders);
    PolicyMemory before =
        Optional.ofNullable(memory.policies().get(name)).orElseGet(() -> adopt(policy, contenders));
    return Selector.select(policy, contenders, before, directives, now);
  }

  /** Returns what an operator asked of a policy (ENG-8). */
  Directives directives(EgressRoutePolicy policy) {
    return observations.directives().getOrDefault(policy.metadata().name(), Directives.NONE);
  }

  /** Returns the candidates as the selector saw them, in the order of the configuration. */
  List<Contender> contenders(EgressRoutePolicy policy) {
    return contendersByPolicy.getOrDefault(policy.metadata().name(), List.of());
  }

  private Contender contender(
      EgressRoutePolicy policy, Candidate candidate, Directives directives) {
    Optional<HealthCheck> check = candidate.healthCheck().flatMap(this::check);
    Optional<HealthState> health = check.map(this::health);
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
    if (memory.started()) {
      return PolicyMemory.NEW; // a reload added the policy
    }
    Optional<RouteAction.Forward> standing =
        followers(policy).stream()
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

  /** Returns the routes whose device or gateway is the policy's choice. */
  List<IpRoute> followers(EgressRoutePolicy policy) {
    return followers.getOrDefault(policy.ref(), List.of());
  }

  /** Returns the policies whose choice is the route's device or gateway. */
  static Set<ResourceRef> policiesBehind(IpRoute route) {
    return Stream.of(route.device(), route.gateway())
        .flatMap(expression -> expression.flatMap(Expression::asReference).stream())
        .map(StatusReference::resource)
        .filter(ref -> ref.kind().equals(EgressRoutePolicy.KIND))
        .collect(Collectors.toSet());
  }

  Optional<HealthCheck> check(String name) {
    return configuration.find(new ResourceRef(HealthCheck.KIND, name), HealthCheck.class);
  }

  CheckPath path(HealthCheck check) {
    return checkPaths.of(check);
  }

  HealthState health(HealthCheck check) {
    String name = check.metadata().name();
    HealthState known = checks.get(name);
    if (known == null) {
      known =
          HealthFold.fold(
              memory.checks().get(name),
              check,
              path(check),
              results.getOrDefault(name, List.of()),
              observations.loopNanos(),
              now);
      checks.put(name, known);
    }
    return known;
  }

  RouteIntent intent(IpRoute route) {
    RouteIntent known = routes.get(route.ref());
    if (known == null) {
      known = desiredRoutes.of(route, memory.routes().get(route.ref()));
      routes.put(route.ref(), known);
    }
    return known;
  }

  /**
   * Returns what a candidate that uses this check goes out by; several where the candidates resolve
   * apart.
   */
  List<CandidateUse> users(String check) {
    return checkPaths.users(check);
  }

  /** A candidate in its policy. */
  record CandidateUse(EgressRoutePolicy policy, Candidate candidate) {}

  /**
   * Returns the resources with a device that have this name: the configured one, which no status
   * that the program publishes under the same name takes over, else external ones that published a
   * status.
   */
  List<ResourceRef> resources(String name) {
    List<ResourceRef> configured =
        configuration.resources().values().stream()
            .filter(
                r ->
                    r instanceof NetworkInterface
                        || r instanceof DsLiteTunnel
                        || r instanceof ExternalResource)
            .map(Resource::ref)
            .filter(ref -> ref.name().equals(name))
            .toList();
    return configured.isEmpty()
        ? observations.external().keySet().stream()
            .filter(ref -> ref.name().equals(name))
            .sorted()
            .toList()
        : configured;
  }

  /** Returns the device of a resource that can be a source. */
  Resolution<LinkName> deviceOf(ResourceRef source) {
    return resolver.device(Candidate.deviceOf(source));
  }

  private Resolution<Object> field(StatusReference reference) {
    ResourceRef ref = reference.resource();
    return switch (ref.kind()) {
      case NetworkInterface.KIND ->
          configuration
              .find(ref, NetworkInterface.class)
              .map(i -> device(i.ifname(), reference))
              .orElseGet(() -> missing(ref));
      case DsLiteTunnel.KIND ->
          configuration
              .find(ref, DsLiteTunnel.class)
              .map(t -> device(t.tunnelName(), reference))
              .orElseGet(() -> missing(ref));
      case EgressRoutePolicy.KIND ->
          configuration
              .find(ref, EgressRoutePolicy.class)
              .map(p -> policyField(p, reference))
              .orElseGet(() -> missing(ref));
      case HealthCheck.KIND ->
          configuration
              .find(ref, HealthCheck.class)
              .flatMap(c -> c.via().map(via -> resolver.address(via).map(Object.class::cast)))
              .orElseGet(() -> missing(ref));
      case "IPv4Route", "IPv6Route" ->
          configuration
              .find(ref, IpRoute.class)
              .map(r -> routeField(r, reference))
              .orElseGet(() -> missing(ref));
      default ->
          ExternalFields.get(
              observations.external().get(ref),
              configuration.externalKinds().get(ref.kind()),
              reference,
              now);
    };
  }

  private static Resolution<Object> missing(ResourceRef ref) {
    return new Resolution.Unresolved<>(ref + " does not exist");
  }

  private Resolution<Object> device(LinkName name, StatusReference reference) {
    return observations.links().containsKey(name)
        ? new Resolution.Value<>(name)
        : new Resolution.Unresolved<>(
            reference.resource() + ": device " + name + " does not exist");
  }

  private Resolution<Object> policyField(EgressRoutePolicy policy, StatusReference reference) {
    if (reference.field().equals("destinationCIDRs")) {
      return new Resolution.Value<>(policy.managedDestinations());
    }
    Optional<Readiness> chosen = selection(policy).selected().map(Contender::readiness);
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
    RouteIntent intent = intent(route);
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
