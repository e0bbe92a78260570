package net.routerd.select.plan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;

/**
 * Finds what wins the kernel's lookup before a route of ours (STA-1): a route of others to the same
 * destination in the same table with a lower metric, or a rule of others that is asked first and
 * finds a route for the whole destination in another table. A longer prefix is not a shadow but a
 * destination of its own, a rule for some source, mark or device is somebody's policy for that
 * traffic, and a route of ours with a lower metric is as configured.
 */
public final class Shadows {

  private final KernelIndex kernel;
  private final Map<LinkName, Link> links;
  private final Map<Place, ObservedRoute> best = new HashMap<>();
  private final Map<RouteTable, List<ObservedRoute>> tables = new HashMap<>();

  private record Place(RouteTable table, Cidr destination) {}

  /**
   * Makes one for a decision.
   *
   * @param kernel what the kernel holds
   * @param links the devices
   */
  public Shadows(KernelIndex kernel, Map<LinkName, Link> links) {
    this.kernel = kernel;
    this.links = links;
    for (ObservedRoute route : kernel.foreign()) {
      if (isUsed(route)) {
        best.merge(
            new Place(route.key().table(), route.key().destination()),
            route,
            (a, b) -> a.key().metric() <= b.key().metric() ? a : b);
      }
    }
  }

  /** A route that the kernel passes over wins nothing. */
  private boolean isUsed(ObservedRoute route) {
    Optional<Link> device =
        kernel.hop(route.action()).flatMap(RouteAction.Forward::device).map(links::get);
    return route.usable()
        || device
            .filter(l -> !l.ignoreRoutesWithLinkdown().contains(route.key().family()))
            .isPresent();
  }

  /**
   * Returns what is found in the place of a route.
   *
   * @param key where the route stands
   * @return what wins and what to do, empty if the route itself does
   */
  public Optional<String> of(RouteKey key) {
    ObservedRoute rival = best.get(new Place(key.table(), key.destination()));
    if (rival != null && rival.key().metric() < key.metric()) {
      return Optional.of(
          rival
              + " wins the kernel's lookup for "
              + key.destination()
              + ": its metric "
              + rival.key().metric()
              + " comes before "
              + key.metric()
              + "; remove it, or give this route a lower metric");
    }
    return kernel.lookupRules().isEmpty() ? Optional.empty() : byRule(key);
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
        .filter(rule -> !rule.table().equals(key.table()))
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

  private Optional<ObservedRoute> found(LookupRule rule, Cidr destination) {
    return tables.computeIfAbsent(rule.table(), this::routesOf).stream()
        .filter(r -> r.key().destination().length() >= rule.shortest())
        .filter(r -> family(r) == rule.family() && r.key().destination().contains(destination))
        .findFirst();
  }

  private static IpFamily family(ObservedRoute route) {
    return route.key().family();
  }

  private List<ObservedRoute> routesOf(RouteTable table) {
    return kernel.all().stream()
        .filter(route -> route.key().table().equals(table) && isUsed(route))
        .toList();
  }
}
