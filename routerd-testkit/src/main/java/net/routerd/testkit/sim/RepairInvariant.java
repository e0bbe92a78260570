package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.IpRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.spi.ApplyResult;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.KernelChange.By;

/**
 * What somebody deletes or changes of the engine's own is back in time, counted from when the
 * platform shows it. What else happens to the machine meanwhile ends the obligation, as it may
 * change what is wanted.
 */
final class RepairInvariant implements Invariant {

  private static final Duration IN_TIME = Duration.ofMillis(100);
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int AT_ONCE = 5;
  private static final long UNSEEN = Long.MAX_VALUE;

  private final Map<RouteKey, Damage> open = new HashMap<>();
  private final Map<RouteKey, List<Long>> damages = new HashMap<>();

  private static final class Damage {
    final ObservedRoute was;
    long seenAt = UNSEEN;

    Damage(ObservedRoute was) {
      this.was = was;
    }
  }

  @Override
  public String name() {
    return "RT-4 ours deleted or changed by somebody is back within 100 ms";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    switch (sight) {
      case Sight.Changed(KernelChange change, boolean byEngine) -> changed(change, byEngine, scene);
      case Sight.Answered(List<ApplyResult> results) -> {
        if (!results.stream().allMatch(ApplyResult.Applied.class::isInstance)) {
          open.clear(); // the kernel refuses: RT-10
        }
      }
      case Sight.Stepped stepped -> {
        judge(scene);
        open.clear();
      }
      case Sight.Settled settled -> {
        open.values().stream()
            .filter(d -> d.seenAt == UNSEEN && !scene.isApplying() && isShown(d, scene))
            .forEach(d -> d.seenAt = scene.nanos());
        judge(scene);
      }
      case Sight.Started started -> {
        open.clear();
        damages.clear();
      }
      case Sight.Closing closing -> open.clear();
      default -> {}
    }
  }

  private void changed(KernelChange change, boolean byEngine, Scene scene) {
    Optional<ObservedRoute> gone =
        switch (change.kind()) {
          case DELETE_ROUTE -> change.route();
          case REPLACE_ROUTE -> change.was();
          default -> Optional.empty();
        };
    change.route().ifPresent(route -> open.remove(route.key())); // mended, or damaged again
    if (byEngine || change.by() == By.KERNEL) {
      return;
    }
    gone.filter(route -> route.protocol() == scene.protocol())
        .filter(route -> isAtOnce(route.key(), scene.nanos()))
        .ifPresent(route -> open.put(route.key(), new Damage(route)));
  }

  /** Counts the damages of a key; after too many of them the engine backs off. */
  private boolean isAtOnce(RouteKey key, long now) {
    List<Long> times = damages.computeIfAbsent(key, k -> new ArrayList<>());
    times.removeIf(at -> now - at > WINDOW.toNanos());
    times.add(now);
    return times.size() <= AT_ONCE;
  }

  /** The platform may have lost events: then it shows what was there before, or under old names. */
  private static boolean isShown(Damage damage, Scene scene) {
    List<ObservedRoute> shown = at(damage.was.key(), scene.kernel().routes());
    return !shown.contains(damage.was)
        && shown.equals(at(damage.was.key(), scene.machine().kernel().routes()));
  }

  private static List<ObservedRoute> at(RouteKey key, List<ObservedRoute> routes) {
    return routes.stream().filter(route -> route.key().equals(key)).toList();
  }

  private void judge(Scene scene) {
    for (Iterator<Damage> all = open.values().iterator(); all.hasNext(); ) {
      Damage damage = all.next();
      boolean late = damage.seenAt != UNSEEN && scene.nanos() - damage.seenAt > IN_TIME.toNanos();
      if (late && !scene.isApplying()) {
        all.remove();
        if (isWanted(damage.was, scene)) {
          scene.violated(this, damage.was + " is not back");
        }
      }
    }
  }

  /** Nobody else stands in its place, and the statuses say that it is to be there. */
  private static boolean isWanted(ObservedRoute was, Scene scene) {
    RouteKey key = was.key();
    boolean taken =
        scene.machine().kernel().routes().stream()
            .anyMatch(r -> r.key().equals(key) && r.protocol() != scene.protocol());
    return !taken
        && Leading.on(was.action())
        && scene.configuration().all(IpRoute.class).stream()
            .filter(route -> route.table().equals(key.table()) && route.metric() == key.metric())
            .flatMap(route -> scene.status().find(route.ref(), RouteStatus.class).stream())
            .anyMatch(status -> status.destination().contains(key.destination()) && stands(status));
  }

  private static boolean stands(RouteStatus status) {
    return status.device().isPresent()
        && (status.reason() == Reason.INSTALLED || status.reason() == Reason.INSTALLING);
  }
}
