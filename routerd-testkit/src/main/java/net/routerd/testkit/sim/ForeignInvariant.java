package net.routerd.testkit.sim;

import java.util.Optional;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.KernelChange.Kind;

/**
 * What does not carry the engine's number is not touched by it, in no way. Except for one thing
 * that nobody can see: a leg that somebody appends to the engine's own IPv6 route carries its own
 * number in the kernel, but the kernel shows the whole route under the number of its first leg
 * (rt6_fill_node in net/ipv6/route.c), so that it is a change of the engine's route (RT-4).
 */
final class ForeignInvariant implements Invariant {

  private Optional<RouteKey> replaced = Optional.empty();

  @Override
  public String name() {
    return "RT-1 what is not ours is never changed or deleted";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    if (sight instanceof Sight.Changed(KernelChange change, boolean byEngine) && byEngine) {
      Optional<ObservedRoute> touched =
          switch (change.kind()) {
            case DELETE_ROUTE -> change.route();
            case REPLACE_ROUTE -> change.was();
            case ADD_ROUTE, ADD_RULE, DELETE_RULE, ADD_NEXTHOP, REPLACE_NEXTHOP, DELETE_NEXTHOP ->
                Optional.empty();
          };
      boolean added = change.kind() == Kind.ADD_ROUTE || change.kind() == Kind.REPLACE_ROUTE;
      boolean leg =
          change.kind() == Kind.DELETE_ROUTE
              && replaced.equals(change.route().map(ObservedRoute::key))
              && change.route().filter(r -> r.key().family() == IpFamily.IPV6).isPresent();
      if (leg) {
        return; // it goes with the replacement of the route that it was appended to
      }
      replaced =
          change.kind() == Kind.REPLACE_ROUTE
              ? change.route().map(ObservedRoute::key)
              : Optional.empty();
      boolean unmarked =
          added && change.route().filter(r -> r.protocol() != scene.protocol()).isPresent();
      if (unmarked || touched.filter(r -> r.protocol() != scene.protocol()).isPresent()) {
        scene.violated(this, change.toString());
      }
    }
  }
}
