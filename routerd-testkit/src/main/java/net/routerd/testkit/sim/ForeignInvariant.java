package net.routerd.testkit.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.KernelChange.Kind;

/**
 * What does not carry the engine's number is not touched by it, in no way; nor is a leg that
 * somebody appends to the engine's own IPv6 route, which the kernel shows under the number of the
 * first leg (rt6_fill_node in net/ipv6/route.c).
 */
final class ForeignInvariant implements Invariant {

  private final Map<Long, Integer> objects = new HashMap<>();
  private final Cascade cascade = new Cascade();

  @Override
  public String name() {
    return "RT-1 RT-12 what is not ours is never changed or deleted, nor goes with what is";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    if (sight instanceof Sight.Changed(KernelChange change, boolean byEngine)) {
      List<ObservedRoute> users = cascade.of(change);
      boolean wrong =
          byEngine
              && (isForeignRoute(change, scene)
                  || isForeignObject(change, scene)
                  || users.stream().anyMatch(r -> r.protocol() != scene.protocol()));
      change.nextHop().ifPresent(hop -> objects.put(hop.id(), hop.protocol()));
      if (change.kind() == Kind.DELETE_NEXTHOP) {
        objects.remove(change.nextHop().get().id());
      }
      if (wrong) {
        scene.violated(this, change + (users.isEmpty() ? "" : ", and with it " + users));
      }
    }
  }

  private boolean isForeignRoute(KernelChange change, Scene scene) {
    return Stream.of(change.route(), change.was())
        .flatMap(Optional::stream)
        .anyMatch(r -> r.protocol() != scene.protocol());
  }

  /** What stood before an object is replaced is known from the changes before. */
  private boolean isForeignObject(KernelChange change, Scene scene) {
    Optional<ObservedNextHop> object = change.nextHop();
    return object.filter(hop -> hop.protocol() != scene.protocol()).isPresent()
        || object
            .map(hop -> objects.getOrDefault(hop.id(), scene.protocol()))
            .filter(protocol -> protocol != scene.protocol())
            .isPresent();
  }
}
