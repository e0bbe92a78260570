package net.routerd.api.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.routerd.api.EngineState;
import net.routerd.api.OnClose;
import net.routerd.api.RouterdListener;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.spi.PlatformProvider;

/** The engine behind the API. */
@SuppressWarnings("DoNotCallSuggester")
public final class Engine {

  private final RouterConfig configuration;

  /** Makes one. */
  public Engine(
      RouterConfig configuration,
      Optional<PlatformProvider> provider,
      int protocol,
      OnClose onClose,
      List<RouterdListener> listeners) {
    this.configuration = configuration;
  }

  public void start() {
    throw new UnsupportedOperationException(configuration.toString());
  }

  public void reload(RouterConfig next) {
    throw new UnsupportedOperationException();
  }

  public RoutePlan plan(RouterConfig next) {
    throw new UnsupportedOperationException();
  }

  public StatusSnapshot status() {
    return StatusSnapshot.EMPTY;
  }

  public void publish(ResourceRef resource, ExternalStatus status) {
    throw new UnsupportedOperationException();
  }

  public void unpublish(ResourceRef resource) {
    throw new UnsupportedOperationException();
  }

  public boolean awaitDecided(Duration timeout) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public EngineState state() {
    return EngineState.NEW;
  }

  public void close() {}
}
