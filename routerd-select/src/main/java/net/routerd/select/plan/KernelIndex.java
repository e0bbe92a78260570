package net.routerd.select.plan;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;
import net.routerd.select.incremental.Value;

/**
 * What the kernel holds, found by key instead of by search. Follows from snapshot to snapshot; only
 * what differs is taken in.
 */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
public final class KernelIndex {

  private final int protocol;
  private final Inputs<Place, List<ObservedRoute>> routes;
  private final Inputs<RouteRule, Integer> copies;
  private final Inputs<Leading, List<RouteRule>> leading;
  private final Inputs<Replies, Integer> replies;
  private final TableIndex tables;
  private final NextHopIndex nextHops;
  private final Value<List<LookupRule>> lookupRules;
  private KernelView view = KernelView.EMPTY;

  private record Replies(Optional<Cidr> from, Optional<Cidr> to) {}

  private record Leading(Optional<LinkName> device, Optional<Cidr> to) {}

  /**
   * Makes an index of an empty kernel.
   *
   * @param graph whose cells read it
   * @param protocol the protocol number that marks what is ours
   */
  public KernelIndex(Graph graph, int protocol) {
    this.protocol = protocol;
    routes = new Inputs<>(graph);
    copies = new Inputs<>(graph);
    leading = new Inputs<>(graph);
    replies = new Inputs<>(graph);
    tables = new TableIndex(graph);
    nextHops = new NextHopIndex(graph);
    lookupRules = new Value<>(graph, List.of());
  }

  /**
   * Takes in the next snapshot.
   *
   * @param next what the kernel holds now
   * @param touch told where something else may stand than before
   * @return whether anything differs
   */
  public boolean follow(KernelView next, Touch touch) {
    if (next == view || next.equals(view)) {
      return false;
    }
    // What was only between others that have changed is not taken for changed (REF-6).
    ListDifference<RouteRule> otherRules =
        ListDifference.between(view.rules(), next.rules()).whateverTheOrder();
    ListDifference<ObservedRoute> others = ListDifference.between(view.routes(), next.routes());
    view = next;
    lookupRules.set(next.lookupRules());
    nextHops.follow(next, touch);
    otherRules.gone().forEach(gone -> count(gone, -1));
    otherRules.come().forEach(come -> count(come, 1));
    otherRules.gone().forEach(touch::rule);
    otherRules.come().forEach(touch::rule);
    follow(others).forEach(touch::place);
    return true;
  }

  private Set<Place> follow(ListDifference<ObservedRoute> difference) {
    Map<Place, List<ObservedRoute>> gone = byPlace(difference.gone());
    Map<Place, List<ObservedRoute>> come = byPlace(difference.come());
    Set<Place> touched = new HashSet<>(gone.keySet());
    touched.addAll(come.keySet());
    boolean othersStay =
        touched.stream().anyMatch(p -> at(p).size() > gone.getOrDefault(p, List.of()).size());
    // The kernel's order matters where several share a place: then it is read from the whole.
    Map<Place, List<ObservedRoute>> now = othersStay ? byPlace(view.routes()) : come;
    ListDifference<ObservedRoute> counted = difference.whateverTheOrder();
    counted.gone().forEach(route -> stand(route, -1));
    counted.come().forEach(route -> stand(route, 1));
    touched.forEach(p -> routes.set(p, now.get(p)));
    return touched;
  }

  private void stand(ObservedRoute route, int by) {
    tables.stand(route, by);
    if (isOurs(route)) {
      tables.use(route.key().table(), by);
      nextHops.stand(route, by);
    }
  }

  private static Map<Place, List<ObservedRoute>> byPlace(List<ObservedRoute> all) {
    Map<Place, List<ObservedRoute>> byPlace = new HashMap<>();
    all.forEach(
        route ->
            byPlace.computeIfAbsent(Place.of(route.key()), p -> new ArrayList<>(1)).add(route));
    return byPlace;
  }

  private void count(RouteRule rule, int by) {
    tables.use(rule.table(), by);
    add(copies, rule, by);
    if (rule.from().isPresent()) {
      add(replies, new Replies(rule.from(), rule.to()), by);
      return;
    }
    Leading key = new Leading(rule.outgoingDevice(), rule.to());
    List<RouteRule> all = new ArrayList<>(leading.find(key).orElse(List.of()));
    if (by > 0) {
      all.add(rule);
    } else {
      all.remove(rule);
    }
    leading.set(key, all.isEmpty() ? null : all.stream().sorted().toList());
  }

  private static <K> void add(Inputs<K, Integer> counts, K key, int by) {
    int next = requireNonNullElse(counts.get(key), 0) + by;
    counts.set(key, next == 0 ? null : (Integer) next);
  }

  boolean isOurs(ObservedRoute route) {
    return route.protocol() == protocol;
  }

  /** Tells whether a rule of ours leads to a table, or a route of ours is in it. */
  boolean isInUse(RouteTable table) {
    return tables.isInUse(table);
  }

  /** Returns the routes at a place, ours and foreign, in the kernel's order. */
  List<ObservedRoute> at(Place place) {
    return routes.find(place).orElse(List.of());
  }

  /** Returns the routes at a key, ours and foreign, in the kernel's order. */
  List<ObservedRoute> at(RouteKey key) {
    return at(Place.of(key)).stream().filter(route -> route.key().equals(key)).toList();
  }

  Optional<ObservedRoute> oursAt(RouteKey key) {
    return at(key).stream().filter(this::isOurs).findFirst();
  }

  boolean isOurs(ObservedNextHop hop) {
    return hop.protocol() == protocol;
  }

  NextHopIndex nextHops() {
    return nextHops;
  }

  /**
   * Tells whether a nexthop object stands, ours or of others in our range.
   *
   * @param id its number
   * @return true if it does
   */
  public boolean hasNextHop(long id) {
    return nextHops.at(id).isPresent();
  }

  /**
   * Returns what the kernel offers of nexthop objects.
   *
   * @return what it was read to offer
   */
  public NextHopSupport nextHopSupport() {
    return nextHops.support();
  }

  List<LookupRule> lookupRules() {
    return lookupRules.get();
  }

  /** Returns the lengths of the prefixes of routes in a table, the longest first. */
  List<Integer> lengths(RouteTable table) {
    return tables.lengths(table);
  }

  /** Returns where a route leads in the end, empty where it forwards nothing. */
  Optional<RouteAction.Forward> hop(RouteAction action) {
    return switch (action) {
      case RouteAction.Forward forward -> Optional.of(forward);
      case RouteAction.Through through ->
          nextHops
              .at(through.id())
              .map(ObservedNextHop::action)
              .filter(RouteAction.Forward.class::isInstance)
              .map(RouteAction.Forward.class::cast);
      case RouteAction.Discard discard -> Optional.empty();
      case RouteAction.Other other -> Optional.empty();
    };
  }

  /**
   * Tells whether nothing stands at a place.
   *
   * @param place the place
   * @return true if there is neither a route of ours nor a foreign one that concerns us
   */
  public boolean isEmpty(Place place) {
    return at(place).isEmpty();
  }

  /**
   * Returns how often a rule stands.
   *
   * @param rule the rule
   * @return 0 or more
   */
  public int copies(RouteRule rule) {
    return copies.find(rule).orElse(0);
  }

  /** Tells whether a rule of ours finds the way back for replies from a path's target (PATH-1). */
  boolean hasReplyRule(IpAddress local, ProbePath path) {
    Replies selectors = new Replies(Optional.of(Cidr.host(local)), Optional.of(path.to()));
    return replies.find(selectors).isPresent();
  }

  /**
   * Returns the rules of ours that lead what is bound to a device, and goes to a target, to some
   * table.
   */
  List<RouteRule> leading(ProbePath path) {
    return leading
        .find(new Leading(Optional.of(path.device()), Optional.of(path.to())))
        .orElse(List.of());
  }
}
