package net.routerd.model.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.routerd.model.ConfigProblem;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.ExternalKind;
import net.routerd.model.ExternalResource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ProblemCode;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.StatusFieldType;

/** What makes resources legal together: the entry to all checks that span resources. */
public final class ConfigChecks {

  /** The source of problems that no text has. */
  public static final String PROGRAM = "(program)";

  final Map<ResourceRef, Resource> resources;
  final Map<String, ExternalKind> externalKinds;

  // By type, each in the order of the resources.
  final List<EgressRoutePolicy> policies = new ArrayList<>();
  final List<HealthCheck> healthChecks = new ArrayList<>();
  final List<IpRoute> routes = new ArrayList<>();

  private final Set<ResourceRef> broken;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();

  private ConfigChecks(
      Map<ResourceRef, Resource> resources,
      Map<String, ExternalKind> externalKinds,
      Collection<ResourceRef> broken) {
    this.resources = resources;
    this.externalKinds = externalKinds;
    this.broken = new HashSet<>(broken);
    resources.values().forEach(this::sort);
  }

  private void sort(Resource resource) {
    switch (resource) {
      case EgressRoutePolicy policy -> policies.add(policy);
      case HealthCheck check -> healthChecks.add(check);
      case IpRoute route -> routes.add(route);
      case ExternalResource external -> registered(external);
      case NetworkInterface link -> {}
      case DsLiteTunnel tunnel -> {}
    }
  }

  private void registered(ExternalResource external) {
    if (!externalKinds.containsKey(external.kind())) {
      report(
          external.ref(),
          "kind",
          ProblemCode.UNKNOWN_KIND,
          "the kind is not registered; register it as an ExternalKind");
    }
  }

  /**
   * Checks resources together.
   *
   * @param resources the resources
   * @param externalKinds the kinds of the embedding program
   * @param broken resources that are there and could not be built: others may name them
   * @return the outcome
   */
  public static ConfigChecks run(
      Map<ResourceRef, Resource> resources,
      Map<String, ExternalKind> externalKinds,
      Collection<ResourceRef> broken) {
    ConfigChecks checks = new ConfigChecks(resources, externalKinds, broken);
    Dependencies dependencies = new Dependencies(resources.values());
    new ReferenceChecks(checks, dependencies).run();
    new CandidateLinks(checks).run();
    new CycleCheck(checks, dependencies).run();
    new RouteKeys(checks).run();
    if (checks.problems.isEmpty()) {
      new PolicyLints(checks, dependencies).run();
      new CheckLints(checks).run();
    }
    return checks;
  }

  /**
   * Returns a problem of a resource that no text has.
   *
   * @param resource the resource
   * @param path the field
   * @param code the code
   * @param message the sentence
   * @return the problem
   */
  public static ConfigProblem problem(
      ResourceRef resource, String path, ProblemCode code, String message) {
    return new ConfigProblem(PROGRAM, 0, 0, resource.toString(), path, code.toString(), message);
  }

  /**
   * Returns what is wrong.
   *
   * @return the problems in a stable order
   */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /**
   * Returns what is allowed and probably not meant.
   *
   * @return the warnings in a stable order
   */
  public List<ConfigProblem> warnings() {
    return warnings;
  }

  void report(ResourceRef resource, String path, ProblemCode code, String message) {
    problems.add(problem(resource, path, code, message));
  }

  void warn(ResourceRef resource, String path, ProblemCode code, String message) {
    warnings.add(problem(resource, path, code, message));
  }

  /** Tells whether something that could not be built might use what is being checked. */
  boolean anythingBroken() {
    return !broken.isEmpty();
  }

  /** Tells whether a resource can be named; those of external kinds need not be declared. */
  boolean exists(ResourceRef ref) {
    return resources.containsKey(ref)
        || broken.contains(ref)
        || externalKinds.containsKey(ref.kind());
  }

  /** Reports a resource that is named and not there; true if it is there. */
  boolean requireExists(ResourceRef user, Field field, ResourceRef named) {
    if (!StatusFields.BY_KIND.containsKey(named.kind())
        && !externalKinds.containsKey(named.kind())) {
      Set<String> known = new HashSet<>(StatusFields.BY_KIND.keySet());
      known.addAll(externalKinds.keySet());
      report(
          user,
          field.toString(),
          ProblemCode.UNKNOWN_KIND,
          "there is no kind " + named.kind() + Nearest.hint(named.kind(), known));
      return false;
    }
    if (!exists(named)) {
      List<String> names =
          resources.keySet().stream()
              .filter(r -> r.kind().equals(named.kind()))
              .map(ResourceRef::name)
              .limit(1001)
              .toList();
      report(
          user,
          field.toString(),
          ProblemCode.UNKNOWN_RESOURCE,
          "there is no " + named + Nearest.hint(named.name(), names));
      return false;
    }
    return true;
  }

  /** Returns the status fields of a kind, none where the kind is unknown. */
  Map<String, StatusFieldType> fieldsOf(String kind) {
    ExternalKind external = externalKinds.get(kind);
    return external != null
        ? external.statusFields()
        : StatusFields.BY_KIND.getOrDefault(kind, Map.of());
  }
}
