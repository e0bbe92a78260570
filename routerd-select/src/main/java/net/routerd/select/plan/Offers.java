package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.routerd.model.route.RouteChange;
import net.routerd.select.Moment;
import net.routerd.select.Refusal;

/**
 * The changes of a plan: all that are offered, but for those that the kernel refused lately (RT-10)
 * and those that somebody undoes again and again (RT-4), whose time has not come.
 */
final class Offers {

  private final Map<Object, Refusal> refusals;
  private final Repairs repairs;
  private final Moment now;
  private final List<RouteChange> changes = new ArrayList<>();

  Offers(Map<Object, Refusal> refusals, Repairs repairs, Moment now) {
    this.refusals = refusals;
    this.repairs = repairs;
    this.now = now;
  }

  void offer(RouteChange change) {
    Refusal refusal = refusals.get(Refusal.subject(change));
    boolean waits =
        refusal != null
            && refusal.change().equals(change)
            && now.nanos() - refusal.retryAtNanos() < 0;
    if (!waits && !repairs.holdsBack(change, now)) {
      changes.add(change);
    }
  }

  boolean isHeldBack(RouteChange change) {
    return repairs.holdsBack(change, now);
  }

  List<RouteChange> changes() {
    return changes;
  }
}
