package net.routerd.testkit.sim;

import java.util.function.Function;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import net.routerd.testkit.FakePlatform;
import net.routerd.testkit.FakeProvider;

/** Opens fake platforms and has them watched. */
record WatchedProvider(FakeProvider provider, Function<FakePlatform, Platform> watching)
    implements PlatformProvider {

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
    return watching.apply(provider.open(options));
  }
}
