package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.routerd.model.IpRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.testkit.KernelChange;

/**
 * Looks into the kernel after every single change of the engine: a prefix that had a route and now
 * has none must be one that the very decision wants to be without.
 */
final class GapInvariant implements Invariant {

  private record Gap(RouteKey key, KernelChange change) {}

  private final List<Gap> gaps = new ArrayList<>();

  /** The keys of the engine's own routes that others or the kernel took away since. */
  private final Set<RouteKey> taken = new HashSet<>();

  private final Cascade cascade = new Cascade();
  private boolean closing;

  @Override
  public String name() {
    return "RT-2 RT-6 RT-14 no instant without a route by the engine's own doing";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    switch (sight) {
      case Sight.Changed(KernelChange change, boolean byEngine) -> {
        List<ObservedRoute> users = cascade.of(change);
        change.route().ifPresent(route -> note(route.key(), change, byEngine));
        if (byEngine) {
          users.forEach(route -> taken.remove(route.key()));
        }
        if (byEngine && !closing) {
          Stream.concat(gone(change).stream(), users.stream())
              .filter(route -> isGap(route, scene))
              .forEach(route -> gaps.add(new Gap(route.key(), change)));
        }
      }
      case Sight.Done done -> judge(scene);
      case Sight.Started started -> reset(false);
      case Sight.Closing begins -> reset(true);
      case Sight.Ended ended -> reset(true); // what a killed process had in mind nobody knows
      default -> {}
    }
  }

  private void note(RouteKey key, KernelChange change, boolean byEngine) {
    if (change.kind() == KernelChange.Kind.DELETE_ROUTE && !byEngine) {
      taken.add(key);
    } else {
      taken.remove(key);
    }
  }

  private void reset(boolean ends) {
    gaps.clear();
    taken.clear();
    closing = ends;
  }

  private static Optional<ObservedRoute> gone(KernelChange change) {
    return switch (change.kind()) {
      case DELETE_ROUTE -> change.route();
      case REPLACE_ROUTE -> change.was();
      case ADD_ROUTE, ADD_RULE, DELETE_RULE, ADD_NEXTHOP, REPLACE_NEXTHOP, DELETE_NEXTHOP ->
          Optional.empty();
    };
  }

  private boolean isGap(ObservedRoute gone, Scene scene) {
    return Leading.on(gone.action())
        && !Convergence.isProbeTable(gone.key().table())
        && !isCovered(gone, scene);
  }

  /** A route that others or the kernel took away may be gone, and the engine not know it yet. */
  private boolean isCovered(ObservedRoute gone, Scene scene) {
    return Stream.concat(
            scene.machine().kernel().routes().stream(),
            scene.kernel().routes().stream()
                .filter(r -> r.protocol() != scene.protocol() || taken.contains(r.key())))
        .filter(r -> r.key().table().equals(gone.key().table()))
        .filter(r -> r.key().destination().equals(gone.key().destination()))
        .anyMatch(r -> Leading.on(r.action()));
  }

  private void judge(Scene scene) {
    for (Gap gap : gaps) {
      for (IpRoute route : scene.configuration().all(IpRoute.class)) {
        Optional<RouteStatus> status = scene.status().find(route.ref(), RouteStatus.class);
        boolean wants =
            route.table().equals(gap.key().table())
                && route.type() == RouteType.UNICAST
                && status
                    .filter(s -> s.destination().contains(gap.key().destination()))
                    .isPresent();
        boolean own = route.metric() == gap.key().metric();
        if (wants && (own ? !isWantedGone(status.get()) : canStand(route, status.get(), scene))) {
          scene.violated(this, gap.change() + ", but " + route.ref() + " is " + status.get());
        }
      }
    }
    gaps.clear();
  }

  /**
   * A route beside the one that went is a way out where it can stand: not where it waits for its
   * device, and not where it only keeps what it had.
   */
  private static boolean canStand(IpRoute route, RouteStatus status, Scene scene) {
    boolean stands = status.phase().equals("Installed") || status.reason() == Reason.INSTALLING;
    return stands
        && !isWantedGone(status)
        && StatusInvariant.policy(route, scene.status())
            .map(policy -> policy.selectedDevice().isPresent())
            .orElse(true);
  }

  private static boolean isWantedGone(RouteStatus status) {
    return status.reason() == Reason.WITHDRAWN
        || status.reason() == Reason.BLACKHOLED
        || status.gateway().isEmpty() && status.device().isEmpty();
  }
}
