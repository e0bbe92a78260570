package net.routerd.model.route;

import java.util.List;

/**
 * Changes in the order in which they must reach the kernel: what carries traffic is there before
 * what carried it goes (RT-2).
 *
 * @param changes the ordered changes
 */
public record RoutePlan(List<RouteChange> changes) {

  /** Nothing to do. */
  public static final RoutePlan EMPTY = new RoutePlan(List.of());

  /** Copies the changes. */
  public RoutePlan {
    changes = List.copyOf(changes);
  }

  /**
   * Tells whether the kernel already holds what is wanted.
   *
   * @return true if there is no change
   */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Returns one line a change.
   *
   * @return the lines, or {@code nothing to change}
   */
  @Override
  public String toString() {
    return changes.isEmpty()
        ? "nothing to change"
        : String.join("\n", changes.stream().map(RouteChange::toString).toList());
  }
}
