package net.routerd.linux.internal.probe;

import java.util.IdentityHashMap;
import net.routerd.model.HealthCheck;

/**
 * Knows the plans of checks, each worked out once: a check is the same object from probe to probe,
 * until it is configured anew.
 */
final class HttpPlans {

  private final int most;
  private final IdentityHashMap<HealthCheck, HttpPlan> plans = new IdentityHashMap<>();

  /**
   * Makes one.
   *
   * @param most how many are kept; nobody says which checks are gone, so then all are forgotten
   */
  HttpPlans(int most) {
    this.most = most;
  }

  HttpPlan of(HealthCheck check) {
    HttpPlan known = plans.get(check);
    if (known != null) {
      return known;
    }
    if (plans.size() >= most) {
      plans.clear();
    }
    HttpPlan made = HttpPlan.of(check);
    plans.put(check, made);
    return made;
  }
}
