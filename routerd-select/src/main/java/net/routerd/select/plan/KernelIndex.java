package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;

/**
 * What the kernel holds, found by key instead of by search: a decision looks at it once for each
 * route and path.
 */
public final class KernelIndex {

  private final int protocol;
  private final Map<RouteKey, List<ObservedRoute>> routes = new LinkedHashMap<>();
  private final List<RouteRule> rules;
  private final Map<Long, ObservedNextHop> nextHops = new LinkedHashMap<>();
  private final KernelView view;
  private final Map<Leading, List<RouteRule>> leading = new HashMap<>();

  private final Set<Replies> replies = new HashSet<>();

  private record Replies(Optional<Cidr> from, Optional<Cidr> to) {}

  private record Leading(Optional<LinkName> device, Optional<Cidr> to) {}

  /**
   * Makes an index.
   *
   * @param kernel what the kernel holds
   * @param protocol the protocol number that marks what is ours
   */
  public KernelIndex(KernelView kernel, int protocol) {
    this.protocol = protocol;
    this.view = kernel;
    kernel.nextHops().forEach(hop -> nextHops.put(hop.id(), hop));
    for (ObservedRoute route : kernel.routes()) {
      routes.computeIfAbsent(route.key(), key -> new ArrayList<>(1)).add(route);
    }
    rules = kernel.rules();
    for (RouteRule rule : rules) {
      if (rule.from().isEmpty()) {
        leading
            .computeIfAbsent(
                new Leading(rule.outgoingDevice(), rule.to()), key -> new ArrayList<>(1))
            .add(rule);
      } else {
        replies.add(new Replies(rule.from(), rule.to()));
      }
    }
  }

  boolean isOurs(ObservedRoute route) {
    return route.protocol() == protocol;
  }

  /** Returns the routes at a key, ours and foreign, in the kernel's order. */
  List<ObservedRoute> at(RouteKey key) {
    return routes.getOrDefault(key, List.of());
  }

  Optional<ObservedRoute> oursAt(RouteKey key) {
    return at(key).stream().filter(this::isOurs).findFirst();
  }

  List<ObservedRoute> foreign() {
    return view.routes().stream().filter(route -> !isOurs(route)).toList();
  }

  List<ObservedRoute> all() {
    return view.routes();
  }

  List<ObservedRoute> ours() {
    return routes.values().stream().flatMap(List::stream).filter(this::isOurs).toList();
  }

  boolean isOurs(ObservedNextHop hop) {
    return hop.protocol() == protocol;
  }

  Optional<ObservedNextHop> nextHop(long id) {
    return Optional.ofNullable(nextHops.get(id));
  }

  /** Returns our nexthop objects and those of others in our range. */
  Collection<ObservedNextHop> nextHops() {
    return nextHops.values();
  }

  NextHopSupport nextHopSupport() {
    return view.nextHopSupport();
  }

  List<LookupRule> lookupRules() {
    return view.lookupRules();
  }

  /** Returns where a route leads in the end, empty where it forwards nothing. */
  Optional<RouteAction.Forward> hop(RouteAction action) {
    return switch (action) {
      case RouteAction.Forward forward -> Optional.of(forward);
      case RouteAction.Through through ->
          nextHop(through.id())
              .map(ObservedNextHop::action)
              .filter(RouteAction.Forward.class::isInstance)
              .map(RouteAction.Forward.class::cast);
      case RouteAction.Discard discard -> Optional.empty();
      case RouteAction.Other other -> Optional.empty();
    };
  }

  List<RouteRule> rules() {
    return rules;
  }

  /** Tells whether a rule of ours finds the way back for replies from a path's target (PATH-1). */
  boolean hasReplyRule(IpAddress local, ProbePath path) {
    return replies.contains(new Replies(Optional.of(Cidr.host(local)), Optional.of(path.to())));
  }

  /**
   * Returns the rules of ours that lead what is bound to a device, and goes to a target, to some
   * table.
   */
  List<RouteRule> leading(ProbePath path) {
    return leading
        .getOrDefault(new Leading(Optional.of(path.device()), Optional.of(path.to())), List.of())
        .stream()
        .sorted()
        .toList();
  }
}
