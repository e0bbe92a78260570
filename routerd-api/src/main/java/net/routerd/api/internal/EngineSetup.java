package net.routerd.api.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.api.OnClose;
import net.routerd.api.RouterdListener;
import net.routerd.api.internal.journal.Journal;
import net.routerd.api.journal.JournalSink;
import net.routerd.model.RouterConfig;
import net.routerd.select.Settings;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;

/**
 * What the builder was told.
 *
 * @param configuration the first configuration
 * @param provider opens the platform; empty to look for one
 * @param protocol marks our routes and rules
 * @param nexthopObjects from how many destinations on a route uses a nexthop object (RT-12)
 * @param onClose what becomes of the routes
 * @param listeners told every event
 * @param journal where the inputs of decisions are written
 */
public record EngineSetup(
    RouterConfig configuration,
    Optional<PlatformProvider> provider,
    int protocol,
    OptionalInt nexthopObjects,
    OnClose onClose,
    List<RouterdListener> listeners,
    Optional<JournalSink> journal) {

  /** Copies the list. */
  public EngineSetup {
    listeners = List.copyOf(listeners);
  }

  Platform open(PlatformOptions.Access access) {
    return provider.orElseGet(PlatformLoader::load).open(new PlatformOptions(protocol, access));
  }

  /** Makes the journal of an engine on a platform, if one was asked for. */
  Optional<Journal> journal(Platform platform) {
    return journal.map(sink -> new Journal(sink, settings(), platform.executor().listeners()));
  }

  Settings settings() {
    Settings plain = Settings.STANDARD.withProtocol(protocol);
    return nexthopObjects.isPresent() ? plain.withNextHopObjects(nexthopObjects.getAsInt()) : plain;
  }
}
