package net.routerd.testkit.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.Prober;
import net.routerd.spi.RouteTables;
import net.routerd.spi.TimeSource;

/** Sees everything that an engine asks of its platform. */
final class WatchedPlatform implements Platform, RouteTables, Prober {

  private final Platform platform;
  private final Consumer<Sight> seen;
  private final BiConsumer<List<RouteChange>, Consumer<List<RouteChange>>> beforeApply;
  private final Set<ProbeRequest> inFlight = new HashSet<>();
  private boolean applying;

  WatchedPlatform(
      Platform platform,
      Consumer<Sight> seen,
      BiConsumer<List<RouteChange>, Consumer<List<RouteChange>>> beforeApply) {
    this.platform = platform;
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
    beforeApply.accept(changes, platform.routes()::apply);
    return platform
        .routes()
        .apply(changes)
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
    platform
        .prober()
        .probe(
            request,
            result -> {
              inFlight.remove(request);
              seen.accept(new Sight.ProbeEnded(request, result));
              done.accept(result);
            });
  }

  @Override
  public KernelView current() {
    return platform.routes().current();
  }

  @Override
  public void watch(Set<RouteKey> keys) {
    platform.routes().watch(keys);
  }

  @Override
  public void refresh() {
    platform.routes().refresh();
  }

  @Override
  public TimeSource time() {
    return platform.time();
  }

  @Override
  public EngineExecutor executor() {
    return platform.executor();
  }

  @Override
  public LinkMonitor links() {
    return platform.links();
  }

  @Override
  public RouteTables routes() {
    return this;
  }

  @Override
  public Prober prober() {
    return this;
  }

  @Override
  public void start(PlatformListener listener) {
    platform.start(listener);
  }

  @Override
  public void close() {
    platform.close();
  }
}
