package net.routerd.api.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import net.routerd.api.RouterdException;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;

/** Finds the platform that can be used here, and says of every other why it cannot. */
final class PlatformLoader {

  private PlatformLoader() {}

  static PlatformProvider load() {
    List<String> reasons = new ArrayList<>();
    List<PlatformProvider> found = new ArrayList<>();
    var providers = ServiceLoader.load(PlatformProvider.class).iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError e) {
        reasons.add(e.getMessage());
      }
    }
    return choose(found, reasons);
  }

  static PlatformProvider choose(List<PlatformProvider> found, List<String> reasons) {
    List<String> all = new ArrayList<>(reasons);
    for (PlatformProvider provider :
        found.stream().sorted(Comparator.comparing(PlatformProvider::name)).toList()) {
      switch (provider.support()) {
        case PlatformSupport.Usable usable -> {
          return provider;
        }
        case PlatformSupport.Unusable no ->
            all.add(provider.name() + ": " + no.reason() + "; " + no.mend());
      }
    }
    throw new RouterdException.NoPlatform(
        all.isEmpty()
            ? "no platform found: add net.routerd:routerd-linux-ffm to the module path, or pass one"
                + " to RouterdBuilder.platform"
            : "no platform can be used here: " + String.join(" | ", all));
  }
}
