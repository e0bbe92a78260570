package net.routerd.linux.internal.kernel;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.RouteKey;

/**
 * Which routes of others matter: those to a watched destination in its table, whatever their metric
 * (RT-1, STA-1); and those that cover a watched destination in a table that a rule of others asks
 * first (STA-1). Each is found with one look, as others may have a million.
 */
final class Interest {

  private record Spot(RouteTable table, Cidr destination) {}

  private Set<Spot> spots = Set.of();
  private Set<Place> tables = Set.of();
  private Set<Place> first = Set.of();
  private final Map<IpFamily, NavigableSet<Cidr>> destinations = new EnumMap<>(IpFamily.class);

  /** Takes in what is watched and what rules there are; returns the tables to list for it. */
  Set<Place> set(Set<RouteKey> keys, List<LookupRule> rules) {
    Set<Place> news = new HashSet<>();
    Set<Spot> nextSpots = new HashSet<>();
    Set<Place> nextTables = new HashSet<>();
    destinations.clear();
    for (RouteKey key : keys) {
      Spot spot = new Spot(key.table(), key.destination());
      nextSpots.add(spot);
      nextTables.add(Place.of(key));
      destinations.computeIfAbsent(key.family(), f -> new TreeSet<>()).add(key.destination());
      if (!spots.contains(spot)) {
        news.add(Place.of(key));
      }
    }
    Set<Place> nextFirst = askedFirst(rules, nextTables);
    nextFirst.stream().filter(place -> !first.contains(place)).forEach(news::add);
    spots = nextSpots;
    tables = nextTables;
    first = nextFirst;
    return news;
  }

  /** Returns the tables that rules ask before the last rule for one of ours. */
  private static Set<Place> askedFirst(List<LookupRule> rules, Set<Place> ours) {
    Map<Place, Long> own = new HashMap<>();
    for (LookupRule rule : rules) {
      Place place = new Place(rule.family(), rule.table());
      if (ours.contains(place)) {
        own.merge(place, rule.priority(), Math::min);
      }
    }
    Set<Place> first = new HashSet<>();
    for (LookupRule rule : rules) {
      boolean before =
          own.entrySet().stream()
              .anyMatch(
                  e ->
                      e.getKey().family() == rule.family()
                          && !e.getKey().table().equals(rule.table())
                          && rule.priority() < e.getValue());
      if (before) {
        first.add(new Place(rule.family(), rule.table()));
      }
    }
    return first;
  }

  boolean has(RouteKey key) {
    return spots.contains(new Spot(key.table(), key.destination()))
        || !first.isEmpty() && first.contains(Place.of(key)) && coversOne(key.destination());
  }

  /** Whether it matters of some table which routes cover a watched destination. */
  boolean coversMatter() {
    return !first.isEmpty();
  }

  /** Returns what is watched, of both families. */
  Set<Cidr> destinations() {
    Set<Cidr> all = new HashSet<>();
    destinations.values().forEach(all::addAll);
    return all;
  }

  // In their order, the prefixes within a prefix follow it without a gap.
  private boolean coversOne(Cidr prefix) {
    NavigableSet<Cidr> all = destinations.get(prefix.family());
    Cidr next = all == null ? null : all.ceiling(prefix);
    return next != null && prefix.contains(next);
  }

  /** Returns every table in which routes of others matter. */
  Set<Place> places() {
    Set<Place> places = new HashSet<>(tables);
    places.addAll(first);
    return places;
  }
}
