package net.routerd.model.status;

import java.util.Map;
import java.util.Optional;
import net.routerd.model.ResourceRef;
import net.routerd.model.persistent.PersistentMap;

/**
 * The statuses of all resources, as one decision left them: immutable and consistent (STA-2).
 *
 * @param statuses the statuses, ordered by kind and name
 */
public record StatusSnapshot(Map<ResourceRef, Status> statuses) {

  /** No resource at all. */
  public static final StatusSnapshot EMPTY = new StatusSnapshot(Map.of());

  /** Copies the statuses. */
  public StatusSnapshot {
    statuses = PersistentMap.copyOf(statuses);
  }

  /**
   * Returns the status of a policy.
   *
   * @param name the policy's name
   * @return the status, empty if there is no such policy
   */
  public Optional<PolicyStatus> policy(String name) {
    return find(new ResourceRef("EgressRoutePolicy", name), PolicyStatus.class);
  }

  /**
   * Returns the status of a check.
   *
   * @param name the check's name
   * @return the status, empty if there is no such check
   */
  public Optional<HealthStatus> healthCheck(String name) {
    return find(new ResourceRef("HealthCheck", name), HealthStatus.class);
  }

  /**
   * Returns the status of a resource.
   *
   * @param resource the resource
   * @param type the type of its status
   * @param <T> the type of its status
   * @return the status, empty if there is none of this type
   */
  public <T extends Status> Optional<T> find(ResourceRef resource, Class<T> type) {
    Status status = statuses.get(resource);
    return type.isInstance(status) ? Optional.of(type.cast(status)) : Optional.empty();
  }
}
