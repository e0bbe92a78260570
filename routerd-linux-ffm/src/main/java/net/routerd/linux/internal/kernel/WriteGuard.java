package net.routerd.linux.internal.kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;

/**
 * What stands where the changes of a datagram would replace or delete something whoever made it
 * (RT-1): the kernel looks at the protocol neither in a replacement, nor in the deletion of a
 * nexthop object.
 *
 * @param foreign routes of others at keys that are to be replaced
 * @param ours keys among them at which one of ours stands
 * @param nextHops the nexthop objects that are to be replaced or deleted, as far as they stand
 */
record WriteGuard(
    Map<RouteKey, ObservedRoute> foreign, Set<RouteKey> ours, Map<Long, ObservedNextHop> nextHops) {

  static final WriteGuard NOTHING = new WriteGuard(Map.of(), Set.of(), Map.of());

  static boolean isNeeded(List<RouteChange> changes) {
    return changes.stream()
        .anyMatch(
            c ->
                c instanceof RouteChange.ReplaceRoute
                    || c instanceof RouteChange.ReplaceNextHop
                    || c instanceof RouteChange.DeleteNextHop);
  }

  /** Returns the tables in which something would be replaced. */
  static Set<Place> tables(List<RouteChange> changes) {
    Set<Place> tables = new HashSet<>();
    for (RouteChange change : changes) {
      if (change instanceof RouteChange.ReplaceRoute replace) {
        tables.add(Place.of(replace.route().key()));
      }
    }
    return tables;
  }

  static WriteGuard look(KernelState state, List<RouteChange> changes) {
    Map<RouteKey, ObservedRoute> foreign = new HashMap<>();
    Set<RouteKey> ours = new HashSet<>();
    Map<Long, ObservedNextHop> nextHops = new HashMap<>();
    for (RouteChange change : changes) {
      switch (change) {
        case RouteChange.ReplaceRoute replace -> {
          RouteKey key = replace.route().key();
          state.foreignAt(key).ifPresent(route -> foreign.put(key, route));
          if (state.owns(key)) {
            ours.add(key);
          }
        }
        case RouteChange.ReplaceNextHop replace ->
            state.nextHopAt(replace.hop().id()).ifPresent(hop -> nextHops.put(hop.id(), hop));
        case RouteChange.DeleteNextHop delete ->
            state.nextHopAt(delete.hop().id()).ifPresent(hop -> nextHops.put(hop.id(), hop));
        default -> {}
      }
    }
    return new WriteGuard(foreign, ours, nextHops);
  }

  /** Returns what stands in the way of a change and is not ours, in words. */
  Optional<String> conflict(RouteChange change, int protocol) {
    return switch (change) {
      case RouteChange.ReplaceRoute replace ->
          Optional.ofNullable(foreign.get(replace.route().key())).map(ObservedRoute::toString);
      case RouteChange.ReplaceNextHop replace -> foreignHop(replace.hop().id(), protocol);
      case RouteChange.DeleteNextHop delete -> foreignHop(delete.hop().id(), protocol);
      default -> Optional.empty();
    };
  }

  private Optional<String> foreignHop(long id, int protocol) {
    return Optional.ofNullable(nextHops.get(id))
        .filter(hop -> hop.protocol() != protocol)
        .map(ObservedNextHop::toString);
  }

  /** Turns a replacement of what does not stand any more into an addition. */
  RouteChange guarded(RouteChange change) {
    return switch (change) {
      case RouteChange.ReplaceRoute replace when !ours.contains(replace.route().key()) ->
          new RouteChange.AddRoute(replace.route());
      case RouteChange.ReplaceNextHop replace when !nextHops.containsKey(replace.hop().id()) ->
          new RouteChange.AddNextHop(replace.hop());
      default -> change;
    };
  }
}
