package net.routerd.api.internal;

import java.util.List;
import java.util.Optional;
import net.routerd.spi.Diagnosis;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;

/** Opens a platform only to look at its machine. */
public final class Examination {

  private Examination() {}

  /**
   * Examines.
   *
   * @param provider opens the platform; empty to look for one
   * @param protocol marks our routes and rules
   * @return what was found, see {@link net.routerd.api.RouterdBuilder#diagnose}
   */
  public static List<Diagnosis> of(Optional<PlatformProvider> provider, int protocol) {
    PlatformProvider chosen = provider.orElseGet(PlatformLoader::load);
    PlatformOptions toLook = new PlatformOptions(protocol, PlatformOptions.Access.OBSERVE);
    try (Platform platform = chosen.open(toLook)) {
      return platform.diagnose();
    } catch (PlatformException e) {
      return List.of(
          new Diagnosis.Trouble(
              "platform", chosen.name() + ": " + e.tried() + ": " + e.answer(), e.mend()));
    }
  }
}
