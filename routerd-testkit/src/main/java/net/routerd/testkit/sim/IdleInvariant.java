package net.routerd.testkit.sim;

import net.routerd.model.net.IpFamily;
import net.routerd.model.route.RoutePlan;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.KernelChange.Kind;

/** Where nothing is to do nothing is written, and where something is to do it is done. */
final class IdleInvariant implements Invariant {

  /** Planning costs as much as a decision: one instant in so many is asked. */
  private static final int ONE_IN = 16;

  private int settled;

  @Override
  public String name() {
    return "RT-9 ENG-4 a write changes something, and a settled engine has nothing to write";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    if (sight instanceof Sight.Changed(KernelChange change, boolean byEngine)
        && byEngine
        && change.kind() == Kind.REPLACE_ROUTE
        && change.route().equals(change.was())
        && change.route().filter(r -> r.key().family() == IpFamily.IPV4).isPresent()) {
      // of IPv6 it may be a multipath route that loses its other legs
      scene.violated(this, change.toString());
    }
    if (sight instanceof Sight.Settled && !scene.isApplying()) {
      settled++;
      if (settled % ONE_IN == 0) {
        RoutePlan plan = scene.engine().orElseThrow().plan(scene.configuration());
        if (!plan.isEmpty()) {
          scene.violated(this, "left to do: " + plan.changes());
        }
      }
    }
  }
}
