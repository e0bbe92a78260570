package net.routerd.testkit.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.Platform;
import net.routerd.spi.ProbeRequest;

/** Sees everything that an engine asks of its platform. */
final class WatchedPlatform extends ForwardingPlatform {

  private final Consumer<Sight> seen;
  private final BiConsumer<List<RouteChange>, Consumer<List<RouteChange>>> beforeApply;
  private final Set<ProbeRequest> inFlight = new HashSet<>();
  private boolean applying;

  WatchedPlatform(
      Platform platform,
      Consumer<Sight> seen,
      BiConsumer<List<RouteChange>, Consumer<List<RouteChange>>> beforeApply) {
    super(platform);
    this.seen = seen;
    this.beforeApply = beforeApply;
  }

  /** Tells whether the engine waits for the kernel's answers. */
  boolean isApplying() {
    return applying;
  }

  /** Returns the probes whose result is not there yet. */
  Set<ProbeRequest> inFlight() {
    return Set.copyOf(inFlight);
  }

  @Override
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    seen.accept(new Sight.Applying(changes));
    applying = true;
    beforeApply.accept(changes, super::apply);
    return super.apply(changes)
        .thenApply(
            results -> {
              applying = false;
              seen.accept(new Sight.Answered(results));
              return results;
            });
  }

  @Override
  public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
    seen.accept(new Sight.ProbeStarted(request));
    inFlight.add(request);
    super.probe(
        request,
        result -> {
          inFlight.remove(request);
          seen.accept(new Sight.ProbeEnded(request, result));
          done.accept(result);
        });
  }
}
