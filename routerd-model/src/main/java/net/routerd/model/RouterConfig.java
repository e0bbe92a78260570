package net.routerd.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.routerd.model.check.ConfigChecks;
import net.routerd.model.check.Nearest;

/**
 * Everything that was loaded together: checked as a whole, immutable, in an order that does not
 * depend on the order of the input (SEL-8).
 */
public final class RouterConfig {

  private final Map<ResourceRef, Resource> resources;
  private final Map<String, ExternalKind> externalKinds;
  private final List<ConfigProblem> warnings;
  private final Map<ResourceRef, Place> targets; // of the checks

  /** Where something stands. */
  private record Place(String source, int line, int column) {
    static final Place NOWHERE = new Place(ConfigChecks.PROGRAM, 0, 0);
  }

  private RouterConfig(
      Map<ResourceRef, Resource> resources,
      Map<String, ExternalKind> externalKinds,
      List<ConfigProblem> warnings,
      Map<ResourceRef, Place> targets) {
    this.resources = resources;
    this.externalKinds = externalKinds;
    this.warnings = warnings;
    this.targets = targets;
  }

  /**
   * Checks resources together, with the kinds of {@link ExternalKind#STANDARD}.
   *
   * @param resources the resources, in any order
   * @return the configuration
   * @throws ConfigException if they do not fit together, with everything that is wrong
   */
  public static RouterConfig of(Collection<? extends Resource> resources) {
    return of(resources, ExternalKind.STANDARD);
  }

  /**
   * Checks resources together.
   *
   * @param resources the resources, in any order
   * @param externalKinds the kinds that the embedding program owns (RES-13)
   * @return the configuration
   * @throws ConfigException if they do not fit together, with everything that is wrong; the source
   *     of each problem is {@code (program)}, its line and column are 0
   */
  public static RouterConfig of(
      Collection<? extends Resource> resources, Collection<ExternalKind> externalKinds) {
    Map<String, ExternalKind> kinds = new TreeMap<>();
    externalKinds.forEach(kind -> kinds.put(kind.name(), kind));
    List<ConfigProblem> problems = new ArrayList<>();
    Map<ResourceRef, Resource> ordered = ordered(resources, problems);
    ConfigChecks checks = ConfigChecks.run(ordered, kinds, List.of());
    problems.addAll(checks.problems());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new RouterConfig(
        Collections.unmodifiableMap(ordered),
        Collections.unmodifiableMap(kinds),
        List.copyOf(checks.warnings()),
        Map.of());
  }

  /** Orders by kind first: a kind is a word of few, and what is numbered is nearly in order. */
  private static Map<ResourceRef, Resource> ordered(
      Collection<? extends Resource> resources, List<ConfigProblem> problems) {
    Map<String, List<Resource>> byKind = new TreeMap<>();
    for (Resource resource : resources) {
      byKind.computeIfAbsent(resource.ref().kind(), kind -> new ArrayList<>()).add(resource);
    }
    Map<ResourceRef, Resource> ordered = LinkedHashMap.newLinkedHashMap(resources.size());
    for (List<Resource> ofKind : byKind.values()) {
      ofKind.sort(Comparator.comparing(resource -> resource.ref().name()));
      for (Resource resource : ofKind) {
        if (ordered.putIfAbsent(resource.ref(), resource) != null) {
          problems.add(
              ConfigChecks.problem(
                  resource.ref(),
                  "metadata.name",
                  ProblemCode.DUPLICATE_RESOURCE,
                  "there is another resource of this kind and name; rename one of them"));
        }
      }
    }
    return ordered;
  }

  /**
   * Returns the resources.
   *
   * @return the resources by kind and name, ordered
   */
  public Map<ResourceRef, Resource> resources() {
    return resources;
  }

  /**
   * Returns the kinds that the embedding program owns.
   *
   * @return the kinds by name, ordered
   */
  public Map<String, ExternalKind> externalKinds() {
    return externalKinds;
  }

  /**
   * Returns what is allowed and yet probably not meant. Two configurations that differ only in
   * their warnings are equal.
   *
   * @return the warnings, in a stable order
   */
  public List<ConfigProblem> warnings() {
    return warnings;
  }

  /**
   * Returns the same configuration with warnings that say where they belong in a text, for readers
   * of configurations.
   *
   * @param position gives a warning its source, line and column
   * @param order the order of the places
   * @return an equal configuration
   */
  public RouterConfig locatingWarnings(
      UnaryOperator<ConfigProblem> position, Comparator<ConfigProblem> order) {
    Map<ResourceRef, Place> located = new HashMap<>();
    for (Resource resource : resources.values()) {
      if (resource instanceof HealthCheck check) {
        ConfigProblem at = position.apply(outsidePath(check.ref(), ""));
        located.put(check.ref(), new Place(at.source(), at.line(), at.column()));
      }
    }
    return new RouterConfig(
        resources,
        externalKinds,
        warnings.stream().map(position).sorted(order).toList(),
        Map.copyOf(located));
  }

  /**
   * Returns a warning that only a look at the machine can give: {@link
   * ProblemCode#CHECK_OUTSIDE_PATH}, at the place of the check's target.
   *
   * @param check the check
   * @param message what is wrong and how to mend it
   * @return the warning
   */
  public ConfigProblem outsidePath(ResourceRef check, String message) {
    Place place = targets.getOrDefault(check, Place.NOWHERE);
    return new ConfigProblem(
        place.source(),
        place.line(),
        place.column(),
        check.toString(),
        "spec.target",
        ProblemCode.CHECK_OUTSIDE_PATH.toString(),
        message);
  }

  /**
   * Returns the resources of one type.
   *
   * @param type the type
   * @param <T> the type
   * @return the resources ordered by kind and name
   */
  public <T extends Resource> List<T> all(Class<T> type) {
    return resources.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Returns one resource.
   *
   * @param ref its kind and name
   * @param type its type
   * @param <T> its type
   * @return the resource, empty if there is none of this type
   */
  public <T extends Resource> Optional<T> find(ResourceRef ref, Class<T> type) {
    Resource resource = resources.get(ref);
    return type.isInstance(resource) ? Optional.of(type.cast(resource)) : Optional.empty();
  }

  /**
   * Returns a policy.
   *
   * @param name its name
   * @return the policy
   * @throws NoSuchElementException if there is none of this name; the message says which there are
   */
  public EgressRoutePolicy policy(String name) {
    List<EgressRoutePolicy> policies = all(EgressRoutePolicy.class);
    return policies.stream()
        .filter(policy -> policy.metadata().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Nearest.missing(
                    "there is no policy",
                    name,
                    policies.stream().map(policy -> policy.metadata().name()).toList()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouterConfig config
        && resources.equals(config.resources)
        && externalKinds.equals(config.externalKinds);
  }

  @Override
  public int hashCode() {
    return resources.hashCode();
  }

  /**
   * Returns the kinds and names.
   *
   * @return for a person
   */
  @Override
  public String toString() {
    return resources.keySet().toString();
  }
}
