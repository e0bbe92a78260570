package net.routerd.model.route;

import java.util.List;

/**
 * The routes and rules of the kernel that concern routerd, at one instant: all that carry its
 * protocol number, and every other route that stands at a key of interest.
 *
 * @param routes our routes in every table, and foreign routes at watched keys; several may share a
 *     key
 * @param rules our rules
 */
public record KernelView(List<ObservedRoute> routes, List<RouteRule> rules) {

  /** A kernel without any route or rule that concerns routerd. */
  public static final KernelView EMPTY = new KernelView(List.of(), List.of());

  /** Copies the lists. */
  public KernelView {
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }
}
