package net.routerd.linux.internal.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.linux.internal.rtnl.route.RouteReader;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;

/**
 * The routes that concern us, as the kernel tells of them: ours, and those of others that {@link
 * Interest} names or that stand where one of ours does (RT-1). What a notification means follows
 * from its flags and from what is known of the key; where that leaves a doubt the table is suspect
 * and to be listed again, never guessed.
 */
final class RouteModel implements RouteReader.Filter {

  private static final int FEW = 512;

  private final int protocol;
  private final Interest interest = new Interest();

  // In the order of the kernel's lists, which is nearly that of the keys: cheap to sort.
  private Map<RouteKey, List<ObservedRoute>> routes = new LinkedHashMap<>();

  // Where routes of others are known: few, whereas ours may be a million.
  private final Set<RouteKey> withForeign = new HashSet<>();

  // Knows the destinations of what is watched and of what is kept: others may have a million.
  private Sieve sieve = new Sieve(FEW);
  private boolean changed;

  RouteModel(int protocol) {
    this.protocol = protocol;
  }

  /** Says what matters from now on; returns the tables that are to be listed for it. */
  Set<Place> watch(Set<RouteKey> keys, List<LookupRule> rules) {
    Set<Place> news = interest.set(keys, rules);
    keys.forEach(key -> note(key.destination()));
    forgetTheRest();
    return news;
  }

  private void forgetTheRest() {
    withForeign.removeIf(
        key -> {
          boolean forgotten = !owns(key) && !interest.has(key);
          if (forgotten) {
            routes.remove(key);
            changed = true;
          }
          return forgotten;
        });
  }

  /** Whether a route of ours stands at a key. */
  boolean owns(RouteKey key) {
    return withForeign.contains(key) ? holdsOurs(at(key)) : routes.containsKey(key);
  }

  private List<ObservedRoute> at(RouteKey key) {
    List<ObservedRoute> there = routes.get(key);
    return there == null ? List.of() : there;
  }

  private boolean holdsOurs(List<ObservedRoute> list) {
    for (ObservedRoute route : list) {
      if (route.protocol() == protocol) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsForeign(List<ObservedRoute> list) {
    for (int i = 0; i < list.size(); i++) { // no object for it: of a million keys each is looked at
      if (isForeign(list.get(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean isForeign(ObservedRoute route) {
    return route.protocol() != protocol;
  }

  private void note(Cidr destination) {
    if (sieve.isFull()) {
      sieve = sieveOfAll();
    }
    sieve.add(destination);
  }

  private Sieve sieveOfAll() {
    Set<Cidr> watched = interest.destinations();
    Sieve all = new Sieve(Math.max(FEW, 2 * (watched.size() + routes.size())));
    watched.forEach(all::add);
    routes.keySet().forEach(key -> all.add(key.destination()));
    return all;
  }

  @Override
  public boolean mayKeep(RouteMessage route) {
    return route.protocol() == protocol
        || interest.coversMatter()
        || sieve.mayHold(
            route.destinationHigh(), route.destinationLow(), route.destinationLength());
  }

  /** Whether a route of somebody at a key is to be kept. */
  @Override
  public boolean keeps(RouteKey key, int by) {
    return by == protocol || interest.has(key) || owns(key);
  }

  /**
   * Takes a notification in.
   *
   * @param added true for {@code RTM_NEWROUTE}, false for {@code RTM_DELROUTE}
   * @param flags those of its header, which repeat those of the request behind it
   * @param multipath whether the route has several next hops
   * @param told the route, one that is to be kept
   * @return the table to list again, where the notification leaves a doubt
   */
  Optional<Place> take(boolean added, int flags, boolean multipath, ObservedRoute told) {
    RouteKey key = told.key();
    Optional<List<ObservedRoute>> now =
        added ? afterAdding(told, flags, multipath, at(key)) : afterDeleting(told, at(key));
    if (now.isEmpty()) {
      return Optional.of(Place.of(key));
    }
    put(key, now.get());
    return Optional.empty();
  }

  // Without REPLACE, IPv4 stacks routes at a key, before (or with APPEND behind) the others, while
  // IPv6 merges them into one multipath route, which it tells in several forms.
  private static Optional<List<ObservedRoute>> afterAdding(
      ObservedRoute told, int flags, boolean multipath, List<ObservedRoute> there) {
    boolean ipv4 = told.key().family() == IpFamily.IPV4;
    boolean replaces = (flags & Nl.REPLACE) != 0;
    if (!ipv4 && multipath) {
      return Optional.empty();
    }
    if (there.isEmpty() || replaces && there.size() == 1) {
      return Optional.of(List.of(told));
    }
    if (!ipv4 || replaces) {
      return Optional.empty();
    }
    List<ObservedRoute> list = new ArrayList<>(there);
    list.removeIf(route -> isSame(route, told));
    list.add((flags & Nl.APPEND) != 0 ? list.size() : 0, told);
    return Optional.of(List.copyOf(list));
  }

  private static Optional<List<ObservedRoute>> afterDeleting(
      ObservedRoute told, List<ObservedRoute> there) {
    if (told.key().family() == IpFamily.IPV6 && there.size() > 1) {
      return Optional.empty(); // who has the others is told by a list
    }
    if (there.isEmpty() || there.size() == 1 && isSame(there.getFirst(), told)) {
      return Optional.of(List.of()); // nearly always
    }
    List<ObservedRoute> left = there.stream().filter(route -> !isSame(route, told)).toList();
    return left.size() == there.size() - 1 ? Optional.of(left) : Optional.empty();
  }

  private static boolean isSame(ObservedRoute one, ObservedRoute other) {
    return one.protocol() == other.protocol()
        && one.action().equals(other.action())
        && one.preferredSource().equals(other.preferredSource());
  }

  /** Puts what was listed of our routes, in all tables of both families, in the place of ours. */
  void replaceOurs(List<ObservedRoute> listed) {
    Map<RouteKey, List<ObservedRoute>> now = byKey(listed);
    for (RouteKey key : withForeign) {
      if (now.containsKey(key) || interest.has(key)) {
        now.merge(key, at(key).stream().filter(this::isForeign).toList(), RouteModel::join);
      }
    }
    withForeign.retainAll(now.keySet());
    changed |= !now.equals(routes);
    routes = now;
    sieve = sieveOfAll();
  }

  /** Puts what was listed of a table, as far as {@link #keeps} wants it, in the place of it. */
  void replaceTable(Place place, List<ObservedRoute> listed) {
    Map<RouteKey, List<ObservedRoute>> found = byKey(listed);
    changed |= routes.keySet().removeIf(key -> place.holds(key) && !found.containsKey(key));
    withForeign.removeIf(key -> !routes.containsKey(key));
    found.forEach(this::put);
    forgetTheRest();
  }

  private static Map<RouteKey, List<ObservedRoute>> byKey(List<ObservedRoute> listed) {
    Map<RouteKey, List<ObservedRoute>> groups = LinkedHashMap.newLinkedHashMap(listed.size());
    listed.forEach(route -> groups.merge(route.key(), List.of(route), RouteModel::join));
    return groups;
  }

  private static List<ObservedRoute> join(List<ObservedRoute> one, List<ObservedRoute> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /**
   * Takes new names of devices in.
   *
   * @param renamed the new name by the old
   * @return the tables to list again, with routes that name devices in words only
   */
  Set<Place> rename(Map<LinkName, LinkName> renamed) {
    Set<Place> doubtful = new HashSet<>();
    routes.replaceAll(
        (key, list) -> {
          if (list.stream().anyMatch(r -> r.action() instanceof RouteAction.Other)) {
            doubtful.add(Place.of(key));
          }
          List<ObservedRoute> now = list.stream().map(r -> renamed(r, renamed)).toList();
          changed |= !now.equals(list);
          return now;
        });
    return doubtful;
  }

  private static ObservedRoute renamed(ObservedRoute route, Map<LinkName, LinkName> renamed) {
    if (route.action() instanceof RouteAction.Forward forward
        && forward.device().filter(renamed::containsKey).isPresent()) {
      RouteAction action =
          new RouteAction.Forward(
              forward.device().map(renamed::get), forward.gateway(), forward.onlink());
      return new ObservedRoute(
          route.key(), action, route.preferredSource(), route.protocol(), route.usable());
    }
    return route;
  }

  private void put(RouteKey key, List<ObservedRoute> list) {
    if (holdsForeign(list)) {
      withForeign.add(key);
    } else {
      withForeign.remove(key);
    }
    List<ObservedRoute> before = list.isEmpty() ? routes.remove(key) : routes.put(key, list);
    changed |= before == null ? !list.isEmpty() : !list.equals(before);
    if (before == null && !list.isEmpty()) {
      note(key.destination());
    }
  }

  /** Whether anything has changed since this was last asked. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** Returns all routes in the order of their keys. */
  List<ObservedRoute> routes() {
    List<ObservedRoute> all = new ArrayList<>(routes.size());
    routes.values().forEach(all::addAll);
    all.sort((one, other) -> one.key().compareTo(other.key()));
    return all;
  }

  /** A route of somebody else at a key, if there is one. */
  Optional<ObservedRoute> foreignAt(RouteKey key) {
    if (!withForeign.contains(key)) {
      return Optional.empty();
    }
    return at(key).stream().filter(this::isForeign).findFirst();
  }

  /** The tables in which routes of others matter wherever ours stand. */
  Set<Place> placesOfInterest() {
    return interest.places();
  }

  /** The tables in which routes of others are known to stand at such keys. */
  Set<Place> placesWithForeign() {
    return withForeign.stream().map(Place::of).collect(Collectors.toSet());
  }
}
