package net.routerd.select.plan;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.select.incremental.Inputs;

/**
 * Finds what wins the kernel's lookup before a route of ours (STA-1): a route of others to the same
 * destination in the same table with a lower metric, or a rule of others that is asked first and
 * finds a route for the whole destination in another table; or takes a share of what it gets: a
 * next hop that others appended to it. A longer prefix is not a shadow but a destination of its
 * own, a rule for some source, mark or device is somebody's policy for that traffic, and a route of
 * ours with a lower metric is as configured.
 */
public final class Shadows {

  private final KernelIndex kernel;
  private final Inputs<LinkName, Link> links;

  /**
   * Makes one.
   *
   * @param kernel what the kernel holds
   * @param links the devices
   */
  public Shadows(KernelIndex kernel, Inputs<LinkName, Link> links) {
    this.kernel = kernel;
    this.links = links;
  }

  /** A route that the kernel passes over wins nothing. */
  private boolean isUsed(ObservedRoute route) {
    return route.usable()
        || kernel
            .hop(route.action())
            .flatMap(RouteAction.Forward::device)
            .flatMap(links::find)
            .filter(l -> !l.ignoreRoutesWithLinkdown().contains(route.key().family()))
            .isPresent();
  }

  /** Returns what the kernel uses of the routes at a place, ours left out or not. */
  private Optional<ObservedRoute> best(Place place, boolean ours) {
    return kernel.at(place).stream()
        .filter(route -> (ours || !kernel.isOurs(route)) && isUsed(route))
        .min(Comparator.comparingLong(route -> route.key().metric()));
  }

  /**
   * Returns what is found in the place of a route.
   *
   * @param key where the route stands
   * @return what wins and what to do, empty if the route itself does
   */
  public Optional<String> of(RouteKey key) {
    return best(Place.of(key), false)
        .filter(rival -> rival.key().metric() < key.metric())
        .map(rival -> words(rival, key))
        .or(() -> byRule(key))
        .or(() -> beside(key));
  }

  /** To the kernel IPv6 routes of one key that have gateways are the next hops of one route. */
  private Optional<String> beside(RouteKey key) {
    return kernel.at(key).stream()
        .filter(route -> key.family() == IpFamily.IPV6 && !kernel.isOurs(route) && isUsed(route))
        .filter(
            route -> route.action() instanceof RouteAction.Forward way && way.gateway().isPresent())
        .findFirst()
        .map(
            route ->
                route
                    + " takes a share of what goes to "
                    + key.destination()
                    + ": it stands beside this route at the same metric; remove it, or give this"
                    + " route a lower metric");
  }

  private static String words(ObservedRoute rival, RouteKey key) {
    return rival
        + " wins the kernel's lookup for "
        + key.destination()
        + ": its metric "
        + rival.key().metric()
        + " comes before "
        + key.metric()
        + "; remove it, or give this route a lower metric";
  }

  private Optional<String> byRule(RouteKey key) {
    OptionalLong own =
        kernel.lookupRules().stream()
            .filter(rule -> rule.table().equals(key.table()) && rule.covers(key.destination()))
            .mapToLong(LookupRule::priority)
            .min();
    if (own.isEmpty()) {
      return Optional.empty(); // nobody looks there unless for some source, mark or device
    }
    return kernel.lookupRules().stream()
        .filter(rule -> rule.priority() < own.getAsLong() && rule.covers(key.destination()))
        .sorted(Comparator.comparingLong(LookupRule::priority))
        .flatMap(rule -> found(rule, key.destination()).map(route -> words(rule, route)).stream())
        .findFirst();
  }

  private static String words(LookupRule rule, ObservedRoute route) {
    return "rule \""
        + rule
        + "\" wins the kernel's lookup: it finds "
        + route
        + "; remove the rule, or put this route into table "
        + rule.table();
  }

  /** Looks up as the kernel does: the longest prefix, and of that the lowest metric. */
  private Optional<ObservedRoute> found(LookupRule rule, Cidr destination) {
    return kernel.lengths(rule.table()).stream()
        .filter(length -> length >= rule.shortest() && length <= destination.length())
        .map(length -> new Place(rule.table(), Cidr.containing(destination.network(), length)))
        .flatMap(place -> best(place, true).stream())
        .findFirst();
  }
}
