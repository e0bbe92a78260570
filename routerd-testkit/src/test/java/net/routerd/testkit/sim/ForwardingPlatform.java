package net.routerd.testkit.sim;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
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

/** A platform that passes everything on. */
class ForwardingPlatform implements Platform, RouteTables, Prober {

  private final Platform platform;

  ForwardingPlatform(Platform platform) {
    this.platform = platform;
  }

  @Override
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    return platform.routes().apply(changes);
  }

  @Override
  public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
    platform.prober().probe(request, done);
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
