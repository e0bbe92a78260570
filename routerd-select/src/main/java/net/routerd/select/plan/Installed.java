package net.routerd.select.plan;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Refusal;
import net.routerd.select.Refusal.NextHopId;
import org.jspecify.annotations.Nullable;

/**
 * What was last installed. A copy with some changes costs those changes, however much is installed.
 *
 * @param routes the routes
 * @param rules the rules, each by itself
 * @param nextHops the nexthop objects by their numbers
 */
public record Installed(
    PersistentMap<RouteKey, DesiredRoute> routes,
    PersistentMap<RouteRule, RouteRule> rules,
    PersistentMap<Long, NextHopObject> nextHops) {

  static final Installed NOTHING =
      new Installed(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

  /** Returns what a change installs; empty if it deletes. */
  static Optional<Object> target(RouteChange change) {
    return switch (change) {
      case RouteChange.AddRoute add -> Optional.of(add.route());
      case RouteChange.ReplaceRoute replace -> Optional.of(replace.route());
      case RouteChange.AddRule add -> Optional.of(add.rule());
      case RouteChange.AddNextHop add -> Optional.of(add.hop());
      case RouteChange.ReplaceNextHop replace -> Optional.of(replace.hop());
      case RouteChange.DeleteRoute delete -> Optional.empty();
      case RouteChange.DeleteRule delete -> Optional.empty();
      case RouteChange.DeleteNextHop delete -> Optional.empty();
    };
  }

  /** Returns what is installed of a {@link Refusal#subject}. */
  Optional<Object> at(Object subject) {
    return Optional.ofNullable(
        switch (subject) {
          case RouteKey key -> routes.get(key);
          case RouteRule rule -> rules.get(rule);
          case NextHopId id -> nextHops.get(id.id());
          default -> null;
        });
  }

  /** Returns what is installed once each of these subjects is as said; empty is gone. */
  Installed with(Map<Object, Optional<Object>> changes) {
    Map<RouteKey, @Nullable DesiredRoute> changedRoutes = new TreeMap<>();
    Map<RouteRule, @Nullable RouteRule> changedRules = new TreeMap<>();
    Map<Long, @Nullable NextHopObject> changedHops = new TreeMap<>();
    changes.forEach(
        (subject, target) -> {
          switch (subject) {
            case RouteKey key -> changedRoutes.put(key, (DesiredRoute) target.orElse(null));
            case RouteRule rule -> changedRules.put(rule, (RouteRule) target.orElse(null));
            case NextHopId id -> changedHops.put(id.id(), (NextHopObject) target.orElse(null));
            default -> throw new IllegalArgumentException(subject + " is not installed");
          }
        });
    return new Installed(
        routes.with(changedRoutes), rules.with(changedRules), nextHops.with(changedHops));
  }

  /** Returns what is left where devices have changed; the kernel removes no rules. */
  Installed without(Set<LinkName> changed, Map<LinkName, Link> before, Map<LinkName, Link> now) {
    return changed.isEmpty()
        ? this
        : new Installed(
            less(routes, route -> standsOn(route, changed, before, now)),
            rules,
            less(nextHops, object -> leavesBy(object.hop(), changed)));
  }

  private static <K extends Comparable<? super K>, V> PersistentMap<K, V> less(
      PersistentMap<K, V> all, Predicate<V> gone) {
    Map<K, @Nullable V> changes = new TreeMap<>();
    all.forEachInAnyOrder(
        (key, value) -> {
          if (gone.test(value)) {
            changes.put(key, null);
          }
        });
    return all.with(changes);
  }

  private boolean standsOn(
      DesiredRoute route,
      Set<LinkName> changed,
      Map<LinkName, Link> before,
      Map<LinkName, Link> now) {
    boolean own =
        switch (route.action()) {
          case RouteAction.Forward forward -> leavesBy(forward, changed);
          case RouteAction.Through through ->
              Optional.ofNullable(nextHops.get(through.id()))
                  .filter(object -> leavesBy(object.hop(), changed))
                  .isPresent();
          case RouteAction.Discard discard -> false;
          case RouteAction.Other other -> false;
        };
    return own
        || route.preferredSource().isPresent()
            && Stream.of(before, now)
                .flatMap(all -> changed.stream().map(all::get).filter(Objects::nonNull))
                .flatMap(link -> link.addresses().stream())
                .anyMatch(address -> address.address().equals(route.preferredSource().get()));
  }

  private static boolean leavesBy(RouteAction.Forward hop, Set<LinkName> changed) {
    return hop.device().map(changed::contains).orElse(true); // no device: any will do
  }
}
