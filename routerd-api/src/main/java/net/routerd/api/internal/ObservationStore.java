package net.routerd.api.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.select.Observations;
import net.routerd.select.Published;
import net.routerd.spi.ApplyResult;

/**
 * What the engine knows of the world between decisions. What has not changed stays the same object,
 * so that a decision need not look at it.
 */
final class ObservationStore {

  private Map<LinkName, Link> links = Map.of();
  private KernelView kernel = KernelView.EMPTY;
  private PersistentMap<ResourceRef, Published> external = PersistentMap.empty();
  private final List<ProbeResult> results = new ArrayList<>();
  private final List<RouteChange> applied = new ArrayList<>();
  private final Refusals refusals = new Refusals();
  private final DirectiveBook directives = new DirectiveBook();

  void observe(Map<LinkName, Link> nextLinks, KernelView nextKernel, long nowNanos) {
    if (!nextLinks.equals(links)) {
      refusals.linksChanged(nowNanos);
      links = nextLinks;
    }
    if (!nextKernel.equals(kernel)) {
      kernel = nextKernel;
    }
  }

  void probed(ProbeResult result) {
    results.add(result);
  }

  /** Takes in what became of a change (RT-4, RT-10). */
  void applied(ApplyResult result, long nowNanos) {
    refusals.take(result, nowNanos);
    if (result instanceof ApplyResult.Applied done) {
      applied.add(done.change());
    }
  }

  void publish(ResourceRef ref, Published published) {
    external = external.plus(ref, published);
  }

  void unpublish(ResourceRef ref) {
    external = external.minus(ref);
  }

  DirectiveBook directives() {
    return directives;
  }

  Observations snapshot(long loopNanos) {
    return new Observations(
        links,
        kernel,
        external,
        results,
        loopNanos,
        applied,
        refusals.current(),
        directives.current());
  }

  /** What came once is in the memory of the decision now. */
  void folded() {
    results.clear();
    applied.clear();
  }
}
