package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.KernelChange.By;
import net.routerd.testkit.KernelChange.Kind;

/** The routes that the kernel deletes before the nexthop object that somebody deletes. */
final class Cascade {

  private final List<ObservedRoute> gone = new ArrayList<>();

  /** Returns what goes with a change: of the deletion of an object the routes that used it. */
  List<ObservedRoute> of(KernelChange change) {
    if (change.by() == By.KERNEL && change.kind() == Kind.DELETE_ROUTE) {
      change.route().ifPresent(gone::add);
      return List.of();
    }
    List<ObservedRoute> users =
        change.kind() == Kind.DELETE_NEXTHOP
            ? gone.stream()
                .filter(
                    r -> r.action().equals(new RouteAction.Through(change.nextHop().get().id())))
                .toList()
            : List.of();
    gone.clear();
    return users;
  }
}
