package net.routerd.linux;

import net.routerd.linux.internal.doctor.Capabilities;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;

/**
 * Opens the Linux platform: rtnetlink(7) and pinned probes through {@code java.lang.foreign}.
 * Watching needs no privilege; controlling needs CAP_NET_ADMIN, which {@link #open} asks for.
 */
public final class LinuxPlatformProvider implements PlatformProvider {

  private final LinuxOptions options;

  /** Makes the provider that {@link java.util.ServiceLoader} finds. */
  public LinuxPlatformProvider() {
    this(LinuxOptions.DEFAULT);
  }

  /**
   * Makes a provider for a program that chooses how the platform is opened.
   *
   * @param options how
   */
  public LinuxPlatformProvider(LinuxOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "linux";
  }

  @Override
  public PlatformSupport support() {
    try {
      FfmLibc.load();
      return new PlatformSupport.Usable();
    } catch (PlatformException e) {
      return new PlatformSupport.Unusable(e.tried() + ": " + e.answer(), e.mend());
    }
  }

  @Override
  public Platform open(PlatformOptions asked) {
    if (support() instanceof PlatformSupport.Unusable unusable) {
      throw new PlatformException("open the Linux platform", unusable.reason(), unusable.mend());
    }
    Libc libc = FfmLibc.load();
    if (asked.access() == PlatformOptions.Access.CONTROL) {
      Capabilities.ofThisProcess().demandNetAdmin();
    }
    return LinuxPlatform.open(libc, options, asked);
  }
}
