package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteRule;

/**
 * One change that the fake kernel accepted or made by itself.
 *
 * @param atNanos when, on the monotonic clock, in nanoseconds
 * @param by who asked for it
 * @param kind what was done
 * @param route the route, as it stands after an addition or a replacement and as it stood before a
 *     deletion; empty for a rule or a nexthop object
 * @param was what a replacement took the place of; empty otherwise
 * @param rule the rule; empty otherwise
 * @param nextHop the nexthop object, as it stands after an addition or a replacement and as it
 *     stood before a deletion; empty otherwise
 */
public record KernelChange(
    long atNanos,
    By by,
    Kind kind,
    Optional<ObservedRoute> route,
    Optional<ObservedRoute> was,
    Optional<RouteRule> rule,
    Optional<ObservedNextHop> nextHop) {

  /** Who asked for a change. */
  public enum By {
    /** An engine, through the platform. */
    ENGINE,
    /** Somebody else on the machine: {@link ForeignHand}. */
    FOREIGN,
    /** The kernel itself, because of a device or an address. */
    KERNEL
  }

  /** What was done. */
  public enum Kind {
    /** A route was added. */
    ADD_ROUTE,
    /** A route took the place of another in one step. */
    REPLACE_ROUTE,
    /** A route was deleted. */
    DELETE_ROUTE,
    /** A rule was added. */
    ADD_RULE,
    /** A rule was deleted. */
    DELETE_RULE,
    /** A nexthop object was made. */
    ADD_NEXTHOP,
    /** A nexthop object was changed in one step for all routes that use it. */
    REPLACE_NEXTHOP,
    /** A nexthop object was deleted; the routes that used it are deleted before it. */
    DELETE_NEXTHOP
  }

  /**
   * Tells whether a route in a table was changed.
   *
   * @param table the table
   * @return false also for a rule or a nexthop object
   */
  public boolean isIn(RouteTable table) {
    return route.isPresent() && route.get().key().table().equals(table);
  }

  /**
   * Returns the change in words.
   *
   * @return such as {@code ENGINE ADD_ROUTE 0.0.0.0/0 table main via 172.17.0.1 dev wan0 proto 114}
   */
  @Override
  public String toString() {
    return by
        + " "
        + kind
        + route.map(r -> " " + r).orElse("")
        + was.map(w -> " (was " + w + ")").orElse("")
        + rule.map(r -> " " + r).orElse("")
        + nextHop.map(h -> " " + h).orElse("");
  }
}
