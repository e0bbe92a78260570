package net.routerd.select.plan;

import net.routerd.model.route.RouteRule;

/** Told where something else stands in the kernel, or is wanted there, than before. */
public interface Touch {

  /**
   * Takes a place.
   *
   * @param place where other routes stand or are wanted
   */
  void place(Place place);

  /**
   * Takes a rule.
   *
   * @param rule what stands more or less often, or is wanted now or no more
   */
  void rule(RouteRule rule);

  /**
   * Takes a nexthop object.
   *
   * @param id the number at which another object stands or is wanted
   */
  void nextHop(long id);
}
