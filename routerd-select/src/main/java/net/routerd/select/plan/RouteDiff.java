package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Refusal;
import net.routerd.select.incremental.Inputs;

/**
 * What must change so that the kernel holds what is wanted. Only objects that carry our protocol
 * number are ever replaced or deleted; a foreign route at a wanted key is a conflict and stays
 * (RT-1).
 */
public final class RouteDiff {

  private final KernelIndex kernel;
  private final RouteBook routes;
  private final RuleBook rules;
  private final Inputs<LinkName, Link> links;
  private final LongPredicate objectStands;
  private final Offers offers;
  private final BooleanSupplier mayDelete;

  /**
   * Makes one.
   *
   * @param kernel what the kernel holds
   * @param routes what is wanted
   * @param rules what is wanted
   * @param links the devices
   * @param objectStands tells whether a nexthop object was read to lead its way, by its number
   * @param offers which changes may be made now
   * @param mayDelete whether what is ours and not wanted may go: not before the first complete
   *     decision (RT-6)
   */
  public RouteDiff(
      KernelIndex kernel,
      RouteBook routes,
      RuleBook rules,
      Inputs<LinkName, Link> links,
      LongPredicate objectStands,
      Offers offers,
      BooleanSupplier mayDelete) {
    this.kernel = kernel;
    this.routes = routes;
    this.rules = rules;
    this.links = links;
    this.objectStands = objectStands;
    this.offers = offers;
    this.mayDelete = mayDelete;
  }

  /**
   * Compares what is wanted at a place with what stands there.
   *
   * @param place the place
   * @return how far the wanted routes are, and what must change
   */
  public PlaceDiff at(Place place) {
    Map<RouteKey, RouteBook.Wanted> wanted = routes.at(place);
    List<RouteChange> changes = new ArrayList<>();
    List<RouteChange> standby = new ArrayList<>();
    Map<RouteKey, KeyState> states = new LinkedHashMap<>();
    wanted.forEach(
        (key, want) -> states.put(key, route(want.route(), want.standsBy() ? standby : changes)));
    List<ObservedRoute> left =
        kernel.at(place).stream()
            .filter(route -> kernel.isOurs(route) && !wanted.containsKey(route.key()))
            .sorted(Comparator.comparing(ObservedRoute::key))
            .toList();
    // Only what is read back lets the old one go (RT-2): an add may be refused.
    boolean replaced = states.values().stream().allMatch(KeyState.Installed.class::isInstance);
    if (!left.isEmpty() && replaced && mayDelete.getAsBoolean()) {
      left.forEach(route -> offers.offer(new RouteChange.DeleteRoute(route), changes));
    }
    return states.isEmpty() && changes.isEmpty() // nothing wanted: nothing stands by
        ? PlaceDiff.NONE
        : new PlaceDiff(states, changes, standby);
  }

  private KeyState route(DesiredRoute wanted, List<RouteChange> changes) {
    List<ObservedRoute> there = kernel.at(wanted.key());
    Optional<ObservedRoute> foreign = there.stream().filter(r -> !kernel.isOurs(r)).findFirst();
    List<ObservedRoute> mine = there.stream().filter(kernel::isOurs).toList();
    Optional<ObservedRoute> right = mine.stream().filter(wanted::isSatisfiedBy).findFirst();
    if (foreign.isPresent() && right.isEmpty()) {
      // A replace could hit the foreign one. Ours leads where nothing is wanted any more: it goes,
      // and comes back when the key is free.
      mine.forEach(r -> offers.offer(new RouteChange.DeleteRoute(r), changes));
      return new KeyState.Conflict(foreign.get().toString());
    }
    List<ObservedRoute> extra = new ArrayList<>(mine);
    if (!mine.isEmpty()) {
      extra.remove(right.orElse(mine.getFirst()));
    }
    // Duplicates that somebody appended.
    extra.forEach(r -> offers.offer(new RouteChange.DeleteRoute(r), changes));
    if (right.isPresent()) {
      boolean leads =
          !(wanted.action() instanceof RouteAction.Through through)
              || objectStands.test(through.id());
      return leads ? new KeyState.Installed() : new KeyState.Installing();
    }
    Optional<String> obstacle = obstacle(wanted.action());
    if (obstacle.isPresent()) {
      return new KeyState.Waiting(obstacle.get());
    }
    RouteChange mend =
        mine.isEmpty()
            ? new RouteChange.AddRoute(wanted)
            : new RouteChange.ReplaceRoute(wanted, mine.getFirst());
    Optional<Repairs.Fight> fight = offers.fought(mend);
    if (fight.isPresent()) {
      return new KeyState.Contested(fight.get().words());
    }
    offers.offer(mend, changes);
    Optional<String> refused = refused(wanted);
    return refused.isPresent() ? new KeyState.Refused(refused.get()) : new KeyState.Installing();
  }

  /** Returns the kernel's answer to this very wish; what it said to another one is of the past. */
  private Optional<String> refused(DesiredRoute wanted) {
    return offers
        .refusal(wanted.key())
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

  /**
   * Compares how often a rule is wanted, once or not, with how often it stands.
   *
   * @param rule the rule
   * @return what must change
   */
  public List<RouteChange> of(RouteRule rule) {
    List<RouteChange> changes = new ArrayList<>();
    boolean wanted = rules.isWanted(rule);
    int copies = kernel.copies(rule);
    int extra = wanted ? copies - 1 : copies;
    if (extra < 0) {
      offers.offer(new RouteChange.AddRule(rule), changes);
    } else if (extra > 0 && mayDelete.getAsBoolean()) {
      Collections.nCopies(extra, new RouteChange.DeleteRule(rule))
          .forEach(c -> offers.offer(c, changes));
    }
    return List.copyOf(changes);
  }
}
