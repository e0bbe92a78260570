package net.routerd.linux.internal.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.route.RouteAttributes;
import net.routerd.linux.internal.rtnl.route.RouteMapper;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;

/**
 * The routes that concern us, as the kernel tells of them: ours, and those of others that {@link
 * Interest} names or that stand where one of ours does (RT-1). What a notification means follows
 * from its flags and from what is known of the key; where that leaves a doubt the table is suspect
 * and to be listed again, never guessed.
 */
final class RouteModel {

  private record Entry(RouteMessage raw, ObservedRoute observed) {}

  private final int protocol;
  private final NavigableMap<RouteKey, List<Entry>> entries = new TreeMap<>();
  private final Interest interest = new Interest();
  private boolean changed;

  RouteModel(int protocol) {
    this.protocol = protocol;
  }

  /** Says what matters from now on; returns the tables that are to be listed for it. */
  Set<Place> watch(Set<RouteKey> keys, List<LookupRule> rules) {
    Set<Place> news = interest.set(keys, rules);
    forgetTheRest();
    return news;
  }

  private void forgetTheRest() {
    entries.keySet().stream().filter(k -> !matters(k)).toList().forEach(k -> put(k, List.of()));
  }

  private boolean matters(RouteKey key) {
    return interest.has(key) || owns(key);
  }

  /** Whether a route of ours stands at a key. */
  boolean owns(RouteKey key) {
    return entries.getOrDefault(key, List.of()).stream().anyMatch(this::isOurs);
  }

  private boolean isOurs(Entry entry) {
    return entry.raw.protocol() == protocol;
  }

  /** Whether a route of a dump is to be kept. */
  boolean keeps(RouteMessage route) {
    Optional<RouteKey> key = RouteMapper.key(route);
    return key.isPresent() && (route.protocol() == protocol || matters(key.get()));
  }

  /**
   * Takes a notification in.
   *
   * @param added true for {@code RTM_NEWROUTE}, false for {@code RTM_DELROUTE}
   * @param flags those of its header, which repeat those of the request behind it
   * @param route the route
   * @param names the devices
   * @return the table to list again, where the notification leaves a doubt
   */
  Optional<Place> take(boolean added, int flags, RouteMessage route, DeviceNames names) {
    Optional<RouteKey> place = RouteMapper.key(route);
    if (place.isEmpty() || route.protocol() != protocol && !matters(place.get())) {
      return Optional.empty();
    }
    RouteKey key = place.get();
    Entry told = new Entry(route, RouteMapper.observed(key, route, names));
    List<Entry> there = entries.getOrDefault(key, List.of());
    Optional<List<Entry>> now =
        added ? afterAdding(told, flags, there) : afterDeleting(told, there);
    now.ifPresent(list -> put(key, list));
    return now.isPresent() ? Optional.empty() : Optional.of(Place.of(key));
  }

  // Without REPLACE, IPv4 stacks routes at a key, before (or with APPEND behind) the others, while
  // IPv6 merges them into one multipath route, which it tells in several forms.
  private static Optional<List<Entry>> afterAdding(Entry told, int flags, List<Entry> there) {
    boolean ipv4 = told.observed.key().family() == IpFamily.IPV4;
    boolean multipath = has(told, RouteAttributes.MULTIPATH);
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
    List<Entry> list = new ArrayList<>(there);
    list.removeIf(e -> isSame(e, told));
    list.add((flags & Nl.APPEND) != 0 ? list.size() : 0, told);
    return Optional.of(list);
  }

  private static Optional<List<Entry>> afterDeleting(Entry told, List<Entry> there) {
    List<Entry> left = there.stream().filter(e -> !isSame(e, told)).toList();
    return there.isEmpty() || left.size() == there.size() - 1
        ? Optional.of(left)
        : Optional.empty();
  }

  private static boolean has(Entry entry, int attribute) {
    return entry.raw.attributes().find(attribute).isPresent();
  }

  private static boolean isSame(Entry one, Entry other) {
    return one.raw.protocol() == other.raw.protocol()
        && one.observed.action().equals(other.observed.action())
        && one.observed.preferredSource().equals(other.observed.preferredSource());
  }

  /** Puts what was listed of our routes, in all tables of both families, in the place of ours. */
  void replaceOurs(List<RouteMessage> listed, DeviceNames names) {
    Map<RouteKey, List<Entry>> ours = group(listed, names);
    Set<RouteKey> keys = new TreeSet<>(entries.keySet());
    keys.addAll(ours.keySet());
    for (RouteKey key : keys) {
      List<Entry> list = new ArrayList<>(ours.getOrDefault(key, List.of()));
      boolean foreignMatters = !list.isEmpty() || interest.has(key);
      entries.getOrDefault(key, List.of()).stream()
          .filter(e -> foreignMatters && !isOurs(e))
          .forEach(list::add);
      put(key, list);
    }
  }

  /** Puts what was listed of a table, as far as {@link #keeps} wants it, in the place of it. */
  void replaceTable(Place place, List<RouteMessage> listed, DeviceNames names) {
    Map<RouteKey, List<Entry>> found = group(listed, names);
    Set<RouteKey> keys =
        entries.keySet().stream()
            .filter(k -> Place.of(k).equals(place))
            .collect(Collectors.toCollection(TreeSet::new));
    keys.addAll(found.keySet());
    keys.forEach(key -> put(key, found.getOrDefault(key, List.of())));
    forgetTheRest();
  }

  private static Map<RouteKey, List<Entry>> group(List<RouteMessage> listed, DeviceNames names) {
    Map<RouteKey, List<Entry>> groups = new LinkedHashMap<>();
    for (RouteMessage route : listed) {
      RouteMapper.key(route)
          .ifPresent(
              key ->
                  groups
                      .computeIfAbsent(key, k -> new ArrayList<>())
                      .add(new Entry(route, RouteMapper.observed(key, route, names))));
    }
    return groups;
  }

  /** Reads the names of devices again, after one has changed. */
  void rename(DeviceNames names) {
    Map.copyOf(entries)
        .forEach(
            (key, list) ->
                put(
                    key,
                    list.stream()
                        .map(e -> new Entry(e.raw, RouteMapper.observed(key, e.raw, names)))
                        .toList()));
  }

  private void put(RouteKey key, List<Entry> list) {
    List<Entry> before = entries.getOrDefault(key, List.of());
    changed |= !observed(before).equals(observed(list));
    if (list.isEmpty()) {
      entries.remove(key);
    } else {
      entries.put(key, List.copyOf(list));
    }
  }

  private static List<ObservedRoute> observed(List<Entry> list) {
    return list.stream().map(Entry::observed).toList();
  }

  /** Whether anything has changed since this was last asked. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  List<ObservedRoute> routes() {
    return entries.values().stream().flatMap(List::stream).map(Entry::observed).toList();
  }

  /** A route of somebody else at a key, if there is one. */
  Optional<ObservedRoute> foreignAt(RouteKey key) {
    return entries.getOrDefault(key, List.of()).stream()
        .filter(e -> !isOurs(e))
        .map(Entry::observed)
        .findFirst();
  }

  /** The tables in which routes of others matter to us. */
  Set<Place> places() {
    Set<Place> places = new HashSet<>(interest.places());
    entries.keySet().stream().map(Place::of).forEach(places::add);
    return places;
  }

  /** The tables in which routes of others are known to stand at such keys. */
  Set<Place> placesWithForeign() {
    return entries.keySet().stream()
        .filter(k -> foreignAt(k).isPresent())
        .map(Place::of)
        .collect(Collectors.toSet());
  }
}
