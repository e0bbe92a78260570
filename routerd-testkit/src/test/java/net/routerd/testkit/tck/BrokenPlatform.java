package net.routerd.testkit.tck;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.Prober;
import net.routerd.spi.RouteTables;
import net.routerd.spi.TimeSource;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.FakePlatform;

/** A fake platform, good in all but what a subclass does in another way. */
class BrokenPlatform implements Platform {

  /** How a defect opens its platform. */
  interface Opening {
    Platform open(FakeMachine machine, PlatformOptions options);
  }

  final FakeMachine machine;
  final FakePlatform good;

  BrokenPlatform(FakeMachine machine, PlatformOptions options) {
    this.machine = machine;
    good = machine.provider().open(options);
  }

  @Override
  public TimeSource time() {
    return good.time();
  }

  @Override
  public EngineExecutor executor() {
    return good.executor();
  }

  Map<LinkName, Link> devices() {
    return good.links().current();
  }

  KernelView view() {
    return good.routes().current();
  }

  void watch(Set<RouteKey> keys) {
    good.routes().watch(keys);
  }

  CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    return good.routes().apply(changes);
  }

  void refresh() {
    good.routes().refresh();
  }

  void probe(ProbeRequest request, Consumer<ProbeResult> done) {
    good.prober().probe(request, done);
  }

  @Override
  public final LinkMonitor links() {
    return this::devices;
  }

  @Override
  public final RouteTables routes() {
    return new RouteTables() {
      @Override
      public KernelView current() {
        return view();
      }

      @Override
      public void watch(Set<RouteKey> keys) {
        BrokenPlatform.this.watch(keys);
      }

      @Override
      public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
        return BrokenPlatform.this.apply(changes);
      }

      @Override
      public void refresh() {
        BrokenPlatform.this.refresh();
      }
    };
  }

  @Override
  public final Prober prober() {
    return this::probe;
  }

  @Override
  public void start(PlatformListener listener) {
    good.start(listener);
  }

  @Override
  public void close() {
    good.close();
  }

  /** Returns a listener that hears changes in another way. */
  static PlatformListener hearing(PlatformListener listener, Runnable changed) {
    return new PlatformListener() {
      @Override
      public void changed() {
        changed.run();
      }

      @Override
      public void failed(PlatformException cause) {
        listener.failed(cause);
      }
    };
  }
}
