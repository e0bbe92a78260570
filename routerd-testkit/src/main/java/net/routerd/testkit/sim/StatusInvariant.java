package net.routerd.testkit.sim;

import java.util.List;
import java.util.Optional;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.IpRoute;
import net.routerd.model.NetworkInterface;
import net.routerd.model.StatusReference;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.LinkStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.model.status.StatusSnapshot;

/** No status contradicts another one, or the machine. */
final class StatusInvariant implements Invariant {

  private static final List<Reason> UNRESOLVED =
      List.of(Reason.REFERENCE_UNRESOLVED, Reason.KEPT, Reason.WITHDRAWN, Reason.BLACKHOLED);

  @Override
  public String name() {
    return "REF-6 STA-1 ENG-3 a route agrees with its policy, Installed with the kernel, a link"
        + " with its device";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    if (sight instanceof Sight.Decided decided) {
      for (IpRoute route : scene.configuration().all(IpRoute.class)) {
        policy(route, decided.after())
            .flatMap(policy -> disagrees(route, policy, decided.after()))
            .ifPresent(how -> scene.violated(this, how));
      }
    } else if (sight instanceof Sight.Settled) {
      links(scene);
      if (!scene.isApplying()) {
        installed(scene);
      }
    }
  }

  /** Returns what is said of the policy that a route follows. */
  static Optional<PolicyStatus> policy(IpRoute route, StatusSnapshot statuses) {
    return route
        .device()
        .flatMap(Expression::asReference)
        .map(StatusReference::resource)
        .filter(ref -> ref.kind().equals(EgressRoutePolicy.KIND))
        .flatMap(ref -> statuses.policy(ref.name()));
  }

  private static Optional<String> disagrees(
      IpRoute route, PolicyStatus policy, StatusSnapshot statuses) {
    Optional<RouteStatus> found = statuses.find(route.ref(), RouteStatus.class);
    if (found.isEmpty()) {
      return Optional.of(route.ref() + " has no status");
    }
    RouteStatus status = found.get();
    boolean agrees =
        policy.selectedDevice().isPresent()
            ? status.device().equals(policy.selectedDevice())
                && status.gateway().equals(policy.selectedGateway())
                && !UNRESOLVED.contains(status.reason())
            : !status.phase().equals("Installed") || UNRESOLVED.contains(status.reason());
    return agrees ? Optional.empty() : Optional.of(route.ref() + ": " + status + " / " + policy);
  }

  private void installed(Scene scene) {
    for (IpRoute route : scene.configuration().all(IpRoute.class)) {
      Optional<RouteStatus> status = scene.status().find(route.ref(), RouteStatus.class);
      if (status.filter(s -> s.reason() == Reason.INSTALLING).isPresent()) {
        scene.violated(this, route.ref() + " is Installing, and nothing is under way");
      }
      if (status.filter(s -> s.phase().equals("Installed")).isPresent()) {
        for (Cidr prefix : status.get().destination()) {
          RouteKey key = new RouteKey(route.table(), prefix, route.metric());
          if (scene.kernel().routes().stream().noneMatch(r -> holds(r, key, status.get(), scene))) {
            scene.violated(this, status.get() + " at " + key + ", but " + scene.kernel());
          }
        }
      }
    }
  }

  private static boolean holds(ObservedRoute there, RouteKey key, RouteStatus status, Scene scene) {
    boolean ours = there.key().equals(key) && there.protocol() == scene.protocol();
    // What was adopted may lead each prefix another way, and the status shows one.
    return ours && (status.reason() == Reason.KEPT || leads(there, status, scene));
  }

  private static boolean leads(ObservedRoute there, RouteStatus status, Scene scene) {
    return switch (Leading.to(there.action(), scene.kernel().nextHops())) {
      case RouteAction.Forward forward ->
          forward.gateway().equals(status.gateway())
              && (status.device().isEmpty() || forward.device().equals(status.device()));
      default -> status.device().isEmpty();
    };
  }

  private void links(Scene scene) {
    for (NetworkInterface resource : scene.configuration().all(NetworkInterface.class)) {
      Optional<LinkStatus> status = scene.status().find(resource.ref(), LinkStatus.class);
      Link link = scene.links().get(resource.ifname());
      String phase = link == null ? "Missing" : link.isUp() ? "Up" : "Down";
      Optional<Integer> index = Optional.ofNullable(link).map(Link::index);
      if (status.isEmpty()
          || !status.get().phase().equals(phase)
          || !status.get().ifindex().equals(index)) {
        scene.violated(this, resource.ref() + " is " + status + ", its device is " + link);
      }
    }
  }
}
