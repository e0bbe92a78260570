package net.routerd.linux.failures;

import net.routerd.spi.EngineExecutor;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import net.routerd.spi.Prober;
import net.routerd.spi.RouteTables;
import net.routerd.spi.TimeSource;

/**
 * A platform whose clocks are a test's.
 *
 * @param provider opens the platform
 * @param time its clocks
 */
record OtherTime(PlatformProvider provider, TimeSource time) implements PlatformProvider {

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public PlatformSupport support() {
    return provider.support();
  }

  @Override
  public Platform open(PlatformOptions options) {
    return new Opened(provider.open(options), time);
  }

  private record Opened(Platform platform, TimeSource time) implements Platform {
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
      return platform.routes();
    }

    @Override
    public Prober prober() {
      return platform.prober();
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
}
