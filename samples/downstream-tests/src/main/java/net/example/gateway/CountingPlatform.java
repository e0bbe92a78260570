package net.example.gateway;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Diagnosis;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.Prober;
import net.routerd.spi.RouteTables;
import net.routerd.spi.TimeSource;

/** Counts the results of changes on their way from the platform to the engine. */
record CountingPlatform(Platform platform, Telemetry telemetry) implements Platform, RouteTables {

  @Override
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    return platform.routes().apply(changes).thenApply(this::count);
  }

  private List<ApplyResult> count(List<ApplyResult> results) {
    results.forEach(result -> telemetry.count(result instanceof ApplyResult.Applied));
    return results;
  }

  @Override
  public RouteTables routes() {
    return this;
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
  public Prober prober() {
    return platform.prober();
  }

  @Override
  public List<Diagnosis> diagnose() {
    return platform.diagnose();
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
