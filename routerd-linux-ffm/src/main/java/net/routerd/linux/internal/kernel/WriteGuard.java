package net.routerd.linux.internal.kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;

/**
 * What stands where the changes of a datagram would replace or delete something whoever made it
 * (RT-1): the kernel looks at the protocol neither in a replacement, nor in the deletion of a
 * nexthop object, with which it deletes every route that refers to it.
 *
 * @param foreign routes of others at keys that are to be replaced
 * @param gone keys that are to be replaced and at which none of ours stands any more
 * @param nextHops the nexthop objects that are to be replaced or deleted, as far as they stand
 */
record WriteGuard(
    Map<RouteKey, ObservedRoute> foreign, Set<RouteKey> gone, Map<Long, ObservedNextHop> nextHops) {

  /**
   * Why a change is not sent.
   *
   * @param errno the answer that a kernel that knew of us would give
   * @param text the same in words
   */
  record Conflict(int errno, String text) {
    static Conflict notOurs(Object there) {
      return new Conflict(Errno.EEXIST, "not ours: " + there);
    }
  }

  static final WriteGuard NOTHING = new WriteGuard(Map.of(), Set.of(), Map.of());

  static boolean isNeeded(List<RouteChange> changes) {
    for (RouteChange change : changes) {
      if (change instanceof RouteChange.ReplaceRoute
          || change instanceof RouteChange.ReplaceNextHop
          || change instanceof RouteChange.DeleteNextHop) {
        return true;
      }
    }
    return false;
  }

  /** Returns what must be known: the tables in which something would be replaced, and the like. */
  static Demand demand(List<RouteChange> changes) {
    Set<Place> tables = Set.of();
    boolean objectUses = false;
    Place last = null;
    for (RouteChange change : changes) {
      if (change instanceof RouteChange.ReplaceRoute replace
          && (last == null || !last.holds(replace.route().key()))) { // mostly all in one table
        last = Place.of(replace.route().key());
        tables = with(tables, last);
      }
      objectUses |= change instanceof RouteChange.DeleteNextHop;
    }
    return new Demand(tables, objectUses);
  }

  private static Set<Place> with(Set<Place> tables, Place another) {
    if (tables.isEmpty()) {
      return Set.of(another);
    }
    Set<Place> both = new HashSet<>(tables);
    both.add(another);
    return both;
  }

  /**
   * Looks at what stands in the way. No lambda, for the reason in {@link ChangeRequests}.
   *
   * @param changes what is to be sent next
   */
  record Look(List<RouteChange> changes) implements Function<KernelState, WriteGuard> {
    @Override
    public WriteGuard apply(KernelState state) {
      Map<RouteKey, ObservedRoute> foreign = new HashMap<>();
      Set<RouteKey> gone = new HashSet<>();
      Map<Long, ObservedNextHop> nextHops = new HashMap<>();
      for (RouteChange change : changes) {
        switch (change) {
          case RouteChange.ReplaceRoute replace -> {
            RouteKey key = replace.route().key();
            Optional<ObservedRoute> other = state.foreignAt(key);
            if (other.isPresent()) {
              foreign.put(key, other.get());
            }
            if (!state.owns(key)) {
              gone.add(key);
            }
          }
          case RouteChange.ReplaceNextHop replace ->
              state.nextHopAt(replace.hop().id()).ifPresent(hop -> nextHops.put(hop.id(), hop));
          case RouteChange.DeleteNextHop delete ->
              state.nextHopAt(delete.hop().id()).ifPresent(hop -> nextHops.put(hop.id(), hop));
          default -> {}
        }
      }
      return new WriteGuard(foreign, gone, nextHops);
    }
  }

  /** Returns what of others stands in the way of a change. */
  Optional<Conflict> conflict(RouteChange change, int protocol) {
    if (foreign.isEmpty() && nextHops.isEmpty()) {
      return Optional.empty();
    }
    return switch (change) {
      case RouteChange.ReplaceRoute replace ->
          Optional.ofNullable(foreign.get(replace.route().key())).map(Conflict::notOurs);
      case RouteChange.ReplaceNextHop replace -> foreignHop(replace.hop().id(), protocol);
      case RouteChange.DeleteNextHop delete ->
          foreignHop(delete.hop().id(), protocol).or(() -> user(delete.hop().id()));
      default -> Optional.empty();
    };
  }

  private Optional<Conflict> foreignHop(long id, int protocol) {
    return Optional.ofNullable(nextHops.get(id))
        .filter(hop -> hop.protocol() != protocol)
        .map(Conflict::notOurs);
  }

  private Optional<Conflict> user(long id) {
    return Optional.ofNullable(nextHops.get(id))
        .flatMap(ObservedNextHop::foreignUser)
        .map(user -> new Conflict(Errno.EBUSY, "used by what is not ours: " + user));
  }

  /** Turns a replacement of what does not stand any more into an addition. */
  RouteChange guarded(RouteChange change) {
    if (gone.isEmpty() && !(change instanceof RouteChange.ReplaceNextHop)) {
      return change;
    }
    return switch (change) {
      case RouteChange.ReplaceRoute replace when gone.contains(replace.route().key()) ->
          new RouteChange.AddRoute(replace.route());
      case RouteChange.ReplaceNextHop replace when !nextHops.containsKey(replace.hop().id()) ->
          new RouteChange.AddNextHop(replace.hop());
      default -> change;
    };
  }
}
