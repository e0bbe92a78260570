package net.routerd.api;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.api.internal.Engine;
import net.routerd.api.internal.EngineSetup;
import net.routerd.api.internal.Examination;
import net.routerd.api.journal.JournalSink;
import net.routerd.model.RouterConfig;
import net.routerd.spi.Diagnosis;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import org.jspecify.annotations.Nullable;

/** Describes an engine. Not safe for use by several threads. */
public final class RouterdBuilder {

  private @Nullable RouterConfig configuration;
  private @Nullable PlatformProvider provider;
  private int protocol = PlatformOptions.DEFAULT_PROTOCOL;
  private OnClose onClose = OnClose.KEEP;
  private @Nullable JournalSink journal;
  private OptionalInt nexthopObjects = OptionalInt.empty();
  private final List<RouterdListener> listeners = new ArrayList<>();

  RouterdBuilder() {}

  /**
   * Sets the configuration.
   *
   * @param configuration what the reader read, or a program made
   * @return this builder
   */
  public RouterdBuilder configuration(RouterConfig configuration) {
    this.configuration = requireNonNull(configuration);
    return this;
  }

  /**
   * Sets the platform; without this call the one usable provider that {@link
   * java.util.ServiceLoader} finds is taken.
   *
   * @param provider opens the platform
   * @return this builder
   */
  public RouterdBuilder platform(PlatformProvider provider) {
    this.provider = requireNonNull(provider);
    return this;
  }

  /**
   * Sets the protocol number that marks routes and rules as this engine's (RT-1).
   *
   * @param protocol 5 to 255, {@value PlatformOptions#DEFAULT_PROTOCOL} unless set; not one that
   *     another routing program uses
   * @return this builder
   */
  public RouterdBuilder protocol(int protocol) {
    this.protocol = protocol;
    return this;
  }

  /**
   * Sets what becomes of the routes when the engine is closed (RT-7).
   *
   * @param onClose keep unless set
   * @return this builder
   */
  public RouterdBuilder onClose(OnClose onClose) {
    this.onClose = requireNonNull(onClose);
    return this;
  }

  /**
   * Lets routes with many destinations share a nexthop object (RT-12), so that a switch costs the
   * same for one and for 100,000; off unless called. The kernel deletes such an object with all of
   * its routes when the device loses its carrier, even for an instant: they come back only while
   * the engine runs. It needs {@code net.ipv4.nexthop_compat_mode} 0; where the kernel does not
   * offer it, every route is changed, and a condition of the route says so.
   *
   * @param minDestinations from how many destinations on a route resource uses an object, 1 or more
   * @return this builder
   * @throws IllegalArgumentException if the number is less than 1
   */
  public RouterdBuilder nexthopObjects(int minDestinations) {
    if (minDestinations < 1) {
      throw new IllegalArgumentException(
          "a nexthop object is for 1 destination or more, not " + minDestinations);
    }
    nexthopObjects = OptionalInt.of(minDestinations);
    return this;
  }

  /**
   * Adds a listener.
   *
   * @param listener told every event from the start on
   * @return this builder
   */
  public RouterdBuilder listener(RouterdListener listener) {
    listeners.add(requireNonNull(listener));
    return this;
  }

  /**
   * Lets the engine record what it decides from, from its start on, so that its decisions can be
   * made again elsewhere by {@link net.routerd.api.journal.Replay}. Costs the engine nothing while
   * it is not asked for, and never stalls or ends it: a full disk is one warning and the end of the
   * journal.
   *
   * @param sink such as {@link JournalSink#file(java.nio.file.Path)}; closed with the engine
   * @return this builder
   */
  public RouterdBuilder journal(JournalSink sink) {
    journal = requireNonNull(sink);
    return this;
  }

  /**
   * Looks at the machine instead of making an engine: what would keep one from working, or make it
   * work worse, each with its mend. Needs no configuration and no privilege, changes nothing, and
   * may be asked while an engine runs.
   *
   * @return every thing that was looked at; a single {@link Diagnosis.Trouble} where the platform
   *     cannot even be opened to look
   * @throws RouterdException.NoPlatform if no platform is set and none can be used here
   */
  public List<Diagnosis> diagnose() {
    return Examination.of(Optional.ofNullable(provider), protocol);
  }

  /**
   * Makes the engine; touches no platform yet.
   *
   * @return an engine that has not been started
   * @throws IllegalStateException if there is no configuration
   */
  public Routerd build() {
    if (configuration == null) {
      throw new IllegalStateException(
          "an engine needs a configuration: call configuration(RouterConfig)");
    }
    return new Routerd(
        new Engine(
            new EngineSetup(
                configuration,
                Optional.ofNullable(provider),
                protocol,
                nexthopObjects,
                onClose,
                listeners,
                Optional.ofNullable(journal))));
  }
}
