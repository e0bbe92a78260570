package net.routerd.select;

import java.util.List;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RoutePlan;

/**
 * Told of a decision what packets wait for, before the rest of it is worked out: statuses, and what
 * else is only told.
 */
@FunctionalInterface
public interface Urgent {

  /** Does nothing with it. */
  Urgent NOBODY = (routes, plan) -> {};

  /**
   * Takes what is to be in the kernel; called once with each decision, on its thread.
   *
   * @param routes what {@link Decision#routes} will be
   * @param plan what {@link Decision#plan} will be
   */
  void decided(List<DesiredRoute> routes, RoutePlan plan);
}
