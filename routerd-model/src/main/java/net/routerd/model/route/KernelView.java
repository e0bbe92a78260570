package net.routerd.model.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of the kernel's routing concerns routerd, at one instant: all that carries its protocol
 * number, and whatever of others stands in the way of that.
 *
 * @param routes our routes in every table, and foreign routes that matter: those to a watched
 *     destination in its table, whatever their metric (RT-1, STA-1), and those that cover it in a
 *     table of the lookup rules; several may share a key
 * @param rules our rules
 * @param nextHops our nexthop objects, and foreign ones with a number of our range ({@link
 *     NextHopObject#isInRange}), ordered by number
 * @param nextHopSupport what the kernel offers of nexthop objects
 * @param lookupRules the rules of others that ordinary packets meet, that for the table local left
 *     out, in the kernel's order
 */
public record KernelView(
    List<ObservedRoute> routes,
    List<RouteRule> rules,
    List<ObservedNextHop> nextHops,
    NextHopSupport nextHopSupport,
    List<LookupRule> lookupRules) {

  /** A kernel without any route or rule that concerns routerd. */
  public static final KernelView EMPTY = new KernelView(List.of(), List.of());

  /** Copies the lists. */
  public KernelView {
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    nextHops = List.copyOf(nextHops);
    lookupRules = List.copyOf(lookupRules);
  }

  // Spelled out for the same reason as in RouteKey; mostly it is the same object.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof KernelView that
            && nextHopSupport == that.nextHopSupport
            && routes.equals(that.routes)
            && rules.equals(that.rules)
            && nextHops.equals(that.nextHops)
            && lookupRules.equals(that.lookupRules);
  }

  @Override
  public int hashCode() {
    return 31 * routes.hashCode() + rules.hashCode();
  }

  /**
   * Makes a view of a kernel without nexthop objects, in which no rule of others is known.
   *
   * @param routes the routes
   * @param rules our rules
   */
  public KernelView(List<ObservedRoute> routes, List<RouteRule> rules) {
    this(routes, rules, List.of(), NextHopSupport.UNSUPPORTED, List.of());
  }
}
