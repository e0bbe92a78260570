package net.routerd.testkit.sim;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.IpRoute;
import net.routerd.model.ResourceRef;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.RouteStatus;
import net.routerd.model.status.StatusSnapshot;

/** What a route with {@code keep} wants while its policy has no choice: what it wanted last. */
final class KeepInvariant implements Invariant {

  private record Last(Optional<LinkName> device, Optional<IpAddress> gateway, List<Cidr> to) {

    static Last of(RouteStatus status) {
      return new Last(status.device(), status.gateway(), status.destination());
    }

    boolean isOf(RouteStatus status) {
      return device.equals(status.device()) && gateway.equals(status.gateway());
    }
  }

  private final Map<ResourceRef, Last> lasts = new HashMap<>();
  private final Reloads reloads = new Reloads();

  @Override
  public String name() {
    return "RT-14 while nothing is selected, a route with keep stays where it last led";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    reloads.see(sight, scene);
    if (sight instanceof Sight.Started) {
      lasts.clear();
    } else if (sight instanceof Sight.Decided decided) {
      lasts.keySet().removeIf(ref -> decided.after().find(ref, RouteStatus.class).isEmpty());
      for (IpRoute route : scene.configuration().all(IpRoute.class)) {
        StatusInvariant.policy(route, decided.after())
            .ifPresent(policy -> decided(route, policy, decided.after(), scene));
      }
    }
  }

  private void decided(IpRoute route, PolicyStatus policy, StatusSnapshot statuses, Scene scene) {
    Optional<RouteStatus> status = statuses.find(route.ref(), RouteStatus.class);
    if (status.isEmpty() || route.type() != RouteType.UNICAST) {
      return;
    }
    if (policy.selectedDevice().isPresent()) {
      lasts.put(route.ref(), Last.of(status.get()));
      return;
    }
    Last last = lasts.get(route.ref());
    if (last != null
        && route.whenUnresolved() == WhenUnresolved.KEEP
        && !Collections.disjoint(last.to(), status.get().destination())
        && !last.isOf(status.get())
        && !reloads.areUnderWay()) {
      scene.violated(this, route.ref() + " led " + last + ", and is now " + status.get());
    }
  }
}
