package net.routerd.linux.failures;

import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
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

  private static final class Opened extends ForwardingPlatform {
    private final TimeSource time;

    Opened(Platform platform, TimeSource time) {
      super(platform);
      this.time = time;
    }

    @Override
    public TimeSource time() {
      return time;
    }
  }
}
