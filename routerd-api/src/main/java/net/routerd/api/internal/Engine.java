package net.routerd.api.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.routerd.api.EngineState;
import net.routerd.api.OnClose;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdListener;
import net.routerd.model.DurationText;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.Decision;
import net.routerd.select.Published;
import net.routerd.select.Settings;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/** The engine behind the API: its life, and the way from a caller's thread to the engine's. */
public final class Engine implements PlatformListener {

  private static final Logger LOG = System.getLogger("net.routerd");
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Optional<PlatformProvider> provider;
  private final int protocol;
  private final OnClose onClose;
  private final List<RouterdListener> listeners;
  private final Object life = new Object(); // start and close, one at a time
  private final Object decision = new Object(); // notified after each

  private final Map<ResourceRef, ExternalStatus> early = new LinkedHashMap<>(); // before the start

  private volatile RouterConfig configuration;
  private volatile EngineState state = EngineState.NEW;
  private volatile StatusSnapshot status = StatusSnapshot.EMPTY;
  private volatile boolean decided;
  private volatile @Nullable Platform platform;
  private volatile @Nullable ReconcileLoop loop;
  private volatile @Nullable ListenerFanout fanout;

  /**
   * Makes one.
   *
   * @param configuration the first configuration
   * @param provider opens the platform; empty to look for one
   * @param protocol marks our routes and rules
   * @param onClose what becomes of the routes
   * @param listeners told every event
   */
  public Engine(
      RouterConfig configuration,
      Optional<PlatformProvider> provider,
      int protocol,
      OnClose onClose,
      List<RouterdListener> listeners) {
    this.configuration = configuration;
    this.provider = provider;
    this.protocol = protocol;
    this.onClose = onClose;
    this.listeners = listeners;
  }

  /** See {@link net.routerd.api.Routerd#start}. */
  public void start() {
    synchronized (life) {
      if (state != EngineState.NEW) {
        throw new IllegalStateException("an engine starts once; this one is " + state);
      }
      Platform opened = open(PlatformOptions.Access.CONTROL);
      platform = opened;
      fanout = new ListenerFanout(listeners, opened.executor().listeners());
      try {
        call(opened.executor(), () -> begin(opened));
      } catch (RuntimeException | Error e) {
        opened.close();
        state = EngineState.CLOSED;
        throw e;
      }
    }
  }

  private Platform open(PlatformOptions.Access access) {
    return provider.orElseGet(PlatformLoader::load).open(new PlatformOptions(protocol, access));
  }

  private boolean begin(Platform opened) {
    ReconcileLoop starting =
        new ReconcileLoop(
            opened, configuration, settings(), this::tell, this::published, this::broken);
    synchronized (early) {
      remember(starting);
      loop = starting;
      state = EngineState.RUNNING;
    }
    opened.start(this);
    starting.observe();
    return true;
  }

  @Override
  public void changed() {
    ReconcileLoop running = loop;
    if (running != null && state == EngineState.RUNNING) {
      running.changed();
    }
  }

  @Override
  public void failed(PlatformException cause) {
    ReconcileLoop running = loop;
    if (running != null) {
      running.executor().execute(() -> running.die(cause));
    }
  }

  /** ENG-7: nobody decides any more; the routes stay. */
  private void broken(Throwable cause) {
    if (state != EngineState.RUNNING) {
      return;
    }
    state = EngineState.BROKEN;
    LOG.log(Level.ERROR, "the engine ends; routes stay as they are", cause);
    tell(new RouterdEvent.Broken(Instant.now(), String.valueOf(cause)));
    signal();
  }

  private void signal() {
    synchronized (decision) {
      decision.notifyAll();
    }
  }

  private void tell(RouterdEvent event) {
    ListenerFanout told = fanout;
    if (told != null) {
      told.tell(event);
    }
  }

  private void published(Decision decision) {
    Platform opened = platform;
    if (opened == null) {
      return;
    }
    List<RouterdEvent> changes = StatusDiff.changes(status, decision.statuses(), opened.time());
    status = decision.statuses();
    decided = decision.decided();
    changes.forEach(this::tell);
    signal();
  }

  /** See {@link net.routerd.api.Routerd#reload}. */
  public void reload(RouterConfig next) {
    ReconcileLoop running = running("reload");
    call(
        running.executor(),
        () -> {
          configuration = next;
          running.reload(next);
          return true;
        });
  }

  /** See {@link net.routerd.api.Routerd#plan}. */
  public RoutePlan plan(RouterConfig next) {
    if (state == EngineState.NEW) {
      try (Platform observed = open(PlatformOptions.Access.OBSERVE)) {
        return call(observed.executor(), () -> planOnce(observed, next));
      }
    }
    ReconcileLoop running = running("plan");
    return call(running.executor(), () -> running.plan(next));
  }

  private RoutePlan planOnce(Platform observed, RouterConfig next) {
    ReconcileLoop once =
        new ReconcileLoop(observed, next, settings(), event -> {}, decided -> {}, cause -> {});
    observed.start(
        new PlatformListener() {
          @Override
          public void changed() {}

          @Override
          public void failed(PlatformException cause) {}
        });
    synchronized (early) {
      remember(once);
    }
    once.look();
    return once.plan(next);
  }

  /** See {@link net.routerd.api.Routerd#publish}. */
  public void publish(ResourceRef resource, ExternalStatus published) {
    if (!configuration.externalKinds().containsKey(resource.kind())) {
      throw new IllegalArgumentException(
          resource
              + ": the kind is not registered as external; known: "
              + configuration.externalKinds().keySet());
    }
    synchronized (early) {
      if (state == EngineState.NEW) {
        early.put(resource, published);
        return;
      }
    }
    ReconcileLoop running = running("publish");
    Published stamped = stamp(published, running.time());
    running.executor().execute(() -> running.publish(resource, stamped));
  }

  private static Published stamp(ExternalStatus published, TimeSource time) {
    Object expiresIn = published.fields().get("expiresIn");
    return new Published(
        published,
        expiresIn == null
            ? OptionalLong.empty()
            : OptionalLong.of(time.nanos() + DurationText.parse(expiresIn.toString()).toNanos()));
  }

  /** See {@link net.routerd.api.Routerd#unpublish}. */
  public void unpublish(ResourceRef resource) {
    synchronized (early) {
      if (state == EngineState.NEW) {
        early.remove(resource);
        return;
      }
    }
    ReconcileLoop running = running("unpublish");
    running.executor().execute(() -> running.unpublish(resource));
  }

  /** The first decision must know what was published: at a restart it would leave a leased path. */
  private void remember(ReconcileLoop starting) {
    early.forEach((resource, status) -> starting.known(resource, stamp(status, starting.time())));
  }

  private ReconcileLoop running(String what) {
    ReconcileLoop running = loop;
    if (running == null || state != EngineState.RUNNING) {
      throw new IllegalStateException(what + ": the engine is " + state + ", not RUNNING");
    }
    return running;
  }

  /** See {@link net.routerd.api.Routerd#status}. */
  public StatusSnapshot status() {
    return status;
  }

  /** See {@link net.routerd.api.Routerd#awaitDecided}. */
  public boolean awaitDecided(Duration timeout) throws InterruptedException {
    ReconcileLoop running = running("awaitDecided");
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (decision) {
      while (!decided && state == EngineState.RUNNING && !running.executor().isEngineThread()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(decision, left);
      }
    }
    return decided;
  }

  /** See {@link net.routerd.api.Routerd#state}. */
  public EngineState state() {
    return state;
  }

  /** See {@link net.routerd.api.Routerd#close}. */
  public void close() {
    synchronized (life) {
      Platform opened = platform;
      ReconcileLoop ending = loop;
      boolean ran = state == EngineState.RUNNING;
      if (state != EngineState.CLOSED && opened != null) {
        state = EngineState.CLOSED;
        if (ran && ending != null) {
          CompletionStage<?> answered = call(opened.executor(), () -> ending.close(onClose));
          if (!opened.executor().isEngineThread()) {
            await(answered);
          } // else closing the executor runs what is left
        }
        opened.close();
      }
      state = EngineState.CLOSED;
    }
    signal();
  }

  /**
   * Runs a task on the engine's thread and waits for it; at once where the caller is that thread.
   */
  private static <T> T call(EngineExecutor executor, Supplier<T> task) {
    if (executor.isEngineThread()) {
      return task.get();
    }
    try {
      return CompletableFuture.supplyAsync(task, executor::execute).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  private static void await(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(Level.WARNING, "the kernel did not answer in " + CLOSING + " while closing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Settings settings() {
    return Settings.STANDARD.withProtocol(protocol);
  }
}
