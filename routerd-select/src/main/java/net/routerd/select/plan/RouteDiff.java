package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Moment;
import net.routerd.select.Refusal;
import net.routerd.select.Settings;

/**
 * What must change so that the kernel holds what is wanted. Only objects that carry our protocol
 * number are ever replaced or deleted; a foreign route at a wanted key is a conflict and stays
 * (RT-1).
 */
public final class RouteDiff {

  private final Map<LinkName, Link> links;
  private final Settings settings;
  private final Map<Object, Refusal> refusals;
  private final Repairs repairs;
  private final KernelIndex kernel;
  private final Map<RouteKey, KeyState> states = new LinkedHashMap<>();
  private final Offers offers;
  private final NextHopDiff nextHops;

  /** Where a route leads, whatever its metric. */
  private record Place(RouteTable table, Cidr destination) {
    static Place of(RouteKey key) {
      return new Place(key.table(), key.destination());
    }
  }

  /**
   * Makes one for a decision.
   *
   * @param kernel what the kernel holds
   * @param links the devices
   * @param refusals what the kernel refused lately
   * @param repairs what somebody takes away again and again
   * @param settings the protocol number
   * @param now the time of the decision
   */
  public RouteDiff(
      KernelIndex kernel,
      Map<LinkName, Link> links,
      Map<Object, Refusal> refusals,
      Repairs repairs,
      Settings settings,
      Moment now) {
    this.links = links;
    this.settings = settings;
    this.refusals = refusals;
    this.repairs = repairs;
    this.kernel = kernel;
    this.offers = new Offers(refusals, repairs, now);
    this.nextHops = new NextHopDiff(kernel, refusals, repairs, offers);
  }

  /**
   * Compares.
   *
   * @param routes the wanted routes, each key once
   * @param rules the wanted rules
   * @param objects the wanted nexthop objects
   * @param mayDelete whether what is ours and not wanted may go: not before the first complete
   *     decision (RT-6)
   * @return the changes in a safe order (RT-2)
   */
  public RoutePlan plan(
      List<DesiredRoute> routes,
      List<RouteRule> rules,
      List<NextHopObject> objects,
      boolean mayDelete) {
    nextHops.plan(objects, mayDelete);
    Set<RouteKey> wanted = new HashSet<>();
    Set<Place> awaited = new HashSet<>();
    for (DesiredRoute route : routes) {
      KeyState state = route(route);
      wanted.add(route.key());
      states.put(route.key(), state);
      if (!(state instanceof KeyState.Installed)) {
        awaited.add(Place.of(route.key()));
      }
    }
    rules(rules, mayDelete);
    if (mayDelete) {
      kernel.ours().stream()
          .filter(route -> !wanted.contains(route.key()))
          .filter(
              route ->
                  !awaited.contains(
                      Place.of(
                          route
                              .key()))) // only what is read back lets the old one go (RT-2): an add
          // may be refused
          .sorted(Comparator.comparing(ObservedRoute::key))
          .forEach(route -> offers.offer(new RouteChange.DeleteRoute(route)));
    }
    return new RoutePlan(PlanOrder.order(offers.changes(), settings));
  }

  /**
   * Returns how far the wanted routes are.
   *
   * @return the states by key, in the order in which they were wanted
   */
  public Map<RouteKey, KeyState> states() {
    return Collections.unmodifiableMap(states);
  }

  private KeyState route(DesiredRoute wanted) {
    List<ObservedRoute> there = kernel.at(wanted.key());
    Optional<ObservedRoute> foreign = there.stream().filter(r -> !kernel.isOurs(r)).findFirst();
    List<ObservedRoute> mine = there.stream().filter(kernel::isOurs).toList();
    Optional<ObservedRoute> right = mine.stream().filter(wanted::isSatisfiedBy).findFirst();
    if (foreign.isPresent() && right.isEmpty()) {
      // A replace could hit the foreign one. Ours leads where nothing is wanted any more: it goes,
      // and comes back when the key is free.
      mine.forEach(r -> offers.offer(new RouteChange.DeleteRoute(r)));
      return new KeyState.Conflict(foreign.get().toString());
    }
    List<ObservedRoute> extra = new ArrayList<>(mine);
    if (!mine.isEmpty()) {
      extra.remove(right.orElse(mine.getFirst()));
    }
    extra.forEach(
        r -> offers.offer(new RouteChange.DeleteRoute(r))); // duplicates that somebody appended
    if (right.isPresent()) {
      return new KeyState.Installed();
    }
    Optional<String> obstacle = obstacle(wanted.action());
    if (obstacle.isPresent()) {
      return new KeyState.Waiting(obstacle.get());
    }
    Optional<KeyState> noObject = nextHops.obstacle(wanted.action());
    if (noObject.isPresent()) {
      return noObject.get();
    }
    RouteChange mend =
        mine.isEmpty()
            ? new RouteChange.AddRoute(wanted)
            : new RouteChange.ReplaceRoute(wanted, mine.getFirst());
    if (offers.isHeldBack(mend)) {
      return new KeyState.Contested(repairs.fight(wanted.key()).orElseThrow());
    }
    offers.offer(mend);
    Optional<String> refused = refused(wanted);
    return refused.isPresent() ? new KeyState.Refused(refused.get()) : new KeyState.Installing();
  }

  /** Returns the kernel's answer to this very wish; what it said to another one is of the past. */
  private Optional<String> refused(DesiredRoute wanted) {
    return Optional.ofNullable(refusals.get(wanted.key()))
        .filter(
            refusal ->
                switch (refusal.change()) {
                  case RouteChange.AddRoute add -> add.route().equals(wanted);
                  case RouteChange.ReplaceRoute replace -> replace.route().equals(wanted);
                  default -> false;
                })
        .map(Refusal::answer);
  }

  /**
   * Says what the kernel would surely refuse, so that it is not asked: a device that is missing or
   * down.
   */
  private Optional<String> obstacle(RouteAction action) {
    if (!(action instanceof RouteAction.Forward forward) || forward.device().isEmpty()) {
      return Optional.empty();
    }
    LinkName device = forward.device().get();
    Link link = links.get(device);
    return link == null
        ? Optional.of("device " + device + " does not exist")
        : link.adminUp() ? Optional.empty() : Optional.of("device " + device + " is down");
  }

  private void rules(List<RouteRule> wanted, boolean mayDelete) {
    List<RouteRule> missing = new ArrayList<>(wanted);
    for (RouteRule rule : kernel.rules()) {
      boolean unwanted = !missing.remove(rule); // a second copy is unwanted too
      if (unwanted && mayDelete) {
        offers.offer(new RouteChange.DeleteRule(rule));
      }
    }
    missing.forEach(rule -> offers.offer(new RouteChange.AddRule(rule)));
  }
}
