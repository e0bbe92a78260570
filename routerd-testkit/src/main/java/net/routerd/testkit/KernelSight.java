package net.routerd.testkit;

import java.util.List;
import java.util.Set;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;

/** What of the fake kernel concerns the engine of one protocol number. */
final class KernelSight {

  private final FakeKernel kernel;
  private final KernelRules rules;

  KernelSight(FakeKernel kernel, KernelRules rules) {
    this.kernel = kernel;
    this.rules = rules;
  }

  KernelView view(int protocol, Set<RouteKey> watched) {
    List<ObservedRoute> routes =
        kernel.routes().stream()
            .filter(r -> r.protocol() == protocol || matters(r.key(), watched))
            .toList();
    return new KernelView(
        routes,
        rules.of(protocol),
        kernel.hops().seenBy(protocol),
        kernel.isNexthopCompatMode() ? NextHopSupport.COMPAT_MODE : NextHopSupport.OFFERED,
        rules.lookupRules(protocol));
  }

  /** To a watched destination in its table (RT-1), or around it where a rule asks first (STA-1). */
  private boolean matters(RouteKey key, Set<RouteKey> watched) {
    for (RouteKey w : watched) {
      if (w.table().equals(key.table()) && w.destination().equals(key.destination())) {
        return true;
      }
    }
    return rules.isAskedBeforeMain(key.table())
        && watched.stream().anyMatch(w -> key.destination().contains(w.destination()));
  }
}
