package net.routerd.testkit.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdEvent.Transition;
import net.routerd.model.IpRoute;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.testkit.KernelChange.By;

/**
 * In one call nothing goes before all that comes has come, and no rule leads into a table that is
 * made behind it; a transition is told once the kernel holds the routes of the new way.
 */
final class OrderInvariant implements Invariant {

  /** Since the last call something else happened, of which the engine may not have heard. */
  private boolean disturbed;

  @Override
  public String name() {
    return "RT-2 RT-3 PATH-1 what comes comes before what goes, and a transition is told when its"
        + " routes stand";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    switch (sight) {
      case Sight.Applying(List<RouteChange> changes) -> {
        disturbed = false;
        early(changes).ifPresent(how -> scene.violated(this, how + " in " + changes));
      }
      case Sight.Stepped stepped -> disturbed = true;
      case Sight.Changed(var change, boolean byEngine) ->
          disturbed |= change.by() == By.KERNEL || !byEngine;
      case Sight.Told(Transition moved) when !disturbed -> told(moved, scene);
      default -> {}
    }
  }

  /** Returns a change that comes too early or too late. */
  private static Optional<String> early(List<RouteChange> changes) {
    boolean going = false;
    Set<RouteTable> tables = new HashSet<>();
    for (RouteChange change : changes) {
      boolean goes =
          switch (change) {
            case RouteChange.DeleteRoute route -> true;
            case RouteChange.DeleteRule rule -> true;
            case RouteChange.DeleteNextHop hop -> true;
            case RouteChange.AddRule(var rule) -> {
              tables.add(rule.table());
              yield false;
            }
            case RouteChange.AddRoute(var route) when tables.contains(route.key().table()) -> true;
            case RouteChange.AddRoute route -> false;
            case RouteChange.ReplaceRoute route -> false;
            case RouteChange.AddNextHop hop -> false;
            case RouteChange.ReplaceNextHop hop -> false;
          };
      boolean late = change instanceof RouteChange.AddRoute && goes;
      if (late || going && !goes) {
        return Optional.of("too late: " + change);
      }
      going |= goes;
    }
    return Optional.empty();
  }

  private void told(RouterdEvent.Transition moved, Scene scene) {
    Optional<PolicyStatus> policy = scene.status().policy(moved.policy());
    Optional<String> now = policy.flatMap(PolicyStatus::selectedCandidate);
    if (moved.to().isEmpty() || !now.equals(moved.to().map(RouterdEvent.Way::candidate))) {
      return; // it went on since
    }
    for (IpRoute route : scene.configuration().all(IpRoute.class)) {
      boolean follows =
          route.type() == RouteType.UNICAST
              && StatusInvariant.policy(route, scene.status()).equals(policy);
      Optional<RouteStatus> status = scene.status().find(route.ref(), RouteStatus.class);
      if (follows && status.filter(s -> s.reason() == Reason.INSTALLED).isPresent()) {
        missing(route, status.get(), moved.to().get(), scene)
            .ifPresent(how -> scene.violated(this, moved + " is told, but " + how));
      }
    }
  }

  private static Optional<String> missing(
      IpRoute route, RouteStatus status, RouterdEvent.Way way, Scene scene) {
    List<ObservedRoute> there = scene.machine().kernel().routes();
    for (Cidr prefix : status.destination()) {
      RouteKey key = new RouteKey(route.table(), prefix, route.metric());
      if (there.stream().noneMatch(r -> r.key().equals(key) && leads(r, way, scene))) {
        return Optional.of("nothing leads there at " + key);
      }
    }
    return Optional.empty();
  }

  private static boolean leads(ObservedRoute route, RouterdEvent.Way way, Scene scene) {
    return Leading.to(route.action(), scene.machine().kernel().nextHops())
            instanceof RouteAction.Forward forward
        && forward.device().equals(Optional.of(way.device()))
        && forward.gateway().equals(way.gateway());
  }
}
