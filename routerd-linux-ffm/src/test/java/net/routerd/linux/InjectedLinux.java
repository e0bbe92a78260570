package net.routerd.linux;

import net.routerd.linux.internal.ffm.Libc;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;

/**
 * The Linux platform over other calls than the real ones, so that a test decides what the kernel
 * answers.
 *
 * @param libc the calls
 * @param options how it is opened
 */
public record InjectedLinux(Libc libc, LinuxOptions options) implements PlatformProvider {

  @Override
  public String name() {
    return "linux over a test's calls";
  }

  @Override
  public PlatformSupport support() {
    return new PlatformSupport.Usable();
  }

  @Override
  public Platform open(PlatformOptions asked) {
    return LinuxPlatform.open(libc, options, asked);
  }
}
