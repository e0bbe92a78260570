package net.routerd.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A whole configuration: resources that were checked together. Two configurations are equal when
 * their resources are, whatever the order of the documents (SEL-8).
 */
public final class RouterConfig {

  private final Map<ResourceRef, Resource> resources;
  private final Map<String, ExternalKind> externalKinds;

  RouterConfig(Map<ResourceRef, Resource> resources, Map<String, ExternalKind> externalKinds) {
    this.resources = Collections.unmodifiableMap(new TreeMap<>(resources));
    this.externalKinds = Collections.unmodifiableMap(new TreeMap<>(externalKinds));
  }

  /**
   * Returns all resources.
   *
   * @return the resources by reference, ordered by kind and name
   */
  public Map<ResourceRef, Resource> resources() {
    return resources;
  }

  /**
   * Returns the kinds that the embedding program owns.
   *
   * @return the kinds by name
   */
  public Map<String, ExternalKind> externalKinds() {
    return externalKinds;
  }

  /**
   * Returns the resources of one type.
   *
   * @param type such as {@code HealthCheck.class}
   * @param <T> the type
   * @return the resources, ordered by kind and name
   */
  public <T extends Resource> List<T> all(Class<T> type) {
    return resources.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Returns a resource.
   *
   * @param ref kind and name
   * @param type the resource's type
   * @param <T> the resource's type
   * @return the resource, empty if there is none of this type
   */
  public <T extends Resource> Optional<T> find(ResourceRef ref, Class<T> type) {
    Resource resource = resources.get(ref);
    return type.isInstance(resource) ? Optional.of(type.cast(resource)) : Optional.empty();
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

  @Override
  public String toString() {
    return resources.keySet().toString();
  }
}
