package net.routerd.select.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.persistent.Differences;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;
import net.routerd.select.incremental.Value;

/** The nexthop objects that the kernel holds, and how many routes of ours use each (RT-12). */
final class NextHopIndex {

  private final Value<NextHopSupport> support;
  private final Inputs<Long, ObservedNextHop> hops;
  private final Inputs<Long, Boolean> used;
  private final Map<Long, Integer> users = new HashMap<>();
  private Map<Long, ObservedNextHop> all = Map.of();

  NextHopIndex(Graph graph) {
    support = new Value<>(graph, KernelView.EMPTY.nextHopSupport());
    hops = new Inputs<>(graph);
    used = new Inputs<>(graph);
  }

  void follow(KernelView next, Touch touch) {
    support.set(next.nextHopSupport());
    Map<Long, ObservedNextHop> now = new LinkedHashMap<>();
    next.nextHops().forEach(hop -> now.put(hop.id(), hop));
    Differences.between(
        all,
        now,
        (id, before, after) -> {
          hops.set(id, after);
          touch.nextHop(id);
        });
    all = now;
  }

  /** Takes in that one more, or one less, route of ours stands. */
  void stand(ObservedRoute ours, int by) {
    if (ours.action() instanceof RouteAction.Through through) {
      Integer count =
          users.merge(through.id(), by, (a, b) -> a + b == 0 ? null : (Integer) (a + b));
      used.set(through.id(), count == null ? null : (Boolean) true);
    }
  }

  NextHopSupport support() {
    return support.get();
  }

  Optional<ObservedNextHop> at(long id) {
    return hops.find(id);
  }

  /** Returns our objects and those of others in our range. */
  Collection<ObservedNextHop> all() {
    return all.values();
  }

  /** Tells whether a route of ours goes through an object. */
  boolean isUsed(long id) {
    return used.get(id) != null;
  }
}
