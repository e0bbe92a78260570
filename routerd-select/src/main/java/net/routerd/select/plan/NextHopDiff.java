package net.routerd.select.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.select.Refusal;
import net.routerd.select.Refusal.NextHopId;

/**
 * What must change so that the kernel holds the wanted nexthop objects (RT-12). One of ours that is
 * not wanted goes only when no route of ours uses it any more: the kernel would take the route with
 * it.
 */
final class NextHopDiff {

  private final KernelIndex kernel;
  private final Map<Object, Refusal> refusals;
  private final Repairs repairs;
  private final Offers offers;
  private final Map<Long, KeyState> missing = new TreeMap<>();

  NextHopDiff(KernelIndex kernel, Map<Object, Refusal> refusals, Repairs repairs, Offers offers) {
    this.kernel = kernel;
    this.refusals = refusals;
    this.repairs = repairs;
    this.offers = offers;
  }

  void plan(List<NextHopObject> wanted, boolean mayDelete) {
    Set<Long> kept = new HashSet<>();
    for (NextHopObject object : wanted) {
      kept.add(object.id());
      want(object);
    }
    List<ObservedNextHop> unwanted =
        kernel.nextHops().stream()
            .filter(hop -> kernel.isOurs(hop) && !kept.contains(hop.id()))
            .toList();
    if (mayDelete && !unwanted.isEmpty()) {
      Set<Long> used = used();
      unwanted.stream()
          .filter(hop -> !used.contains(hop.id()))
          .forEach(hop -> offers.offer(new RouteChange.DeleteNextHop(hop)));
    }
  }

  private void want(NextHopObject object) {
    Optional<ObservedNextHop> there = kernel.nextHop(object.id());
    if (there.filter(object::isSatisfiedBy).isPresent()) {
      return;
    }
    RouteChange mend =
        there.isEmpty()
            ? new RouteChange.AddNextHop(object)
            : new RouteChange.ReplaceNextHop(object, there.get());
    NextHopId subject = new NextHopId(object.id());
    if (offers.isHeldBack(mend)) {
      missing.put(
          object.id(), new KeyState.Contested(repairs.fight(subject).orElse(object.toString())));
      return;
    }
    offers.offer(mend);
    Refusal refusal = refusals.get(subject);
    if (refusal != null && wish(refusal.change()).filter(object::equals).isPresent()) {
      missing.put(object.id(), new KeyState.Refused(refusal.answer()));
    }
  }

  private static Optional<NextHopObject> wish(RouteChange change) {
    return switch (change) {
      case RouteChange.AddNextHop add -> Optional.of(add.hop());
      case RouteChange.ReplaceNextHop replace -> Optional.of(replace.hop());
      default -> Optional.empty();
    };
  }

  private Set<Long> used() {
    Set<Long> used = new HashSet<>();
    kernel
        .ours()
        .forEach(
            route -> {
              if (route.action() instanceof RouteAction.Through through) {
                used.add(through.id());
              }
            });
    return used;
  }

  /** Returns why a route cannot go through its object now, empty where it can. */
  Optional<KeyState> obstacle(RouteAction action) {
    return action instanceof RouteAction.Through through
        ? Optional.ofNullable(missing.get(through.id()))
        : Optional.empty();
  }
}
