package net.example.gateway;

import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;

/**
 * A platform of our own: another one, whose changes are counted.
 *
 * @param provider opens the other one
 * @param telemetry counts
 */
public record CountingProvider(PlatformProvider provider, Telemetry telemetry)
    implements PlatformProvider {

  @Override
  public String name() {
    return provider.name() + ", counted";
  }

  @Override
  public PlatformSupport support() {
    return provider.support();
  }

  @Override
  public Platform open(PlatformOptions options) {
    return new CountingPlatform(provider.open(options), telemetry);
  }
}
