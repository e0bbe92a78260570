package net.routerd.spi;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;

/**
 * A platform that passes everything on to another: a base for those that count, watch or change
 * some of it. It is its own route tables and prober, so that their methods are overridden here too.
 */
public class ForwardingPlatform implements Platform, RouteTables, Prober {

  private final Platform platform;

  /**
   * Makes one.
   *
   * @param platform does the work
   */
  protected ForwardingPlatform(Platform platform) {
    this.platform = platform;
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
  public List<Diagnosis> diagnose() {
    return platform.diagnose();
  }

  @Override
  public void start(PlatformListener listener) {
    platform.start(listener);
  }

  @Override
  public void rehearse(Runnable decisions) {
    platform.rehearse(decisions);
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
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    return platform.routes().apply(changes);
  }

  @Override
  public void refresh() {
    platform.routes().refresh();
  }

  @Override
  public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
    platform.prober().probe(request, done);
  }

  @Override
  public void close() {
    platform.close();
  }
}
