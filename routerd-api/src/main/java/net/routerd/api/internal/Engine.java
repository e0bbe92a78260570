package net.routerd.api.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import net.routerd.api.EngineState;
import net.routerd.api.RouterdEvent;
import net.routerd.api.internal.journal.Journal;
import net.routerd.model.ConfigProblem;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.Decision;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.explain.Explanation;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import org.jspecify.annotations.Nullable;

/** The engine behind the API: its life, and what a caller may ask of it meanwhile. */
public final class Engine implements PlatformListener {

  private static final Logger LOG = System.getLogger("net.routerd");
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final EngineSetup setup;
  private final Object life = new Object(); // start and close, one at a time
  private final StatusBoard board = new StatusBoard();
  private final Publications publications = new Publications();

  private volatile RouterConfig configuration;
  private volatile EngineState state = EngineState.NEW;
  private volatile @Nullable Platform platform;
  private volatile @Nullable ReconcileLoop loop;
  private volatile @Nullable ListenerFanout fanout;
  private volatile Optional<Journal> journal = Optional.empty();

  /**
   * Makes one.
   *
   * @param setup what the builder was told
   */
  public Engine(EngineSetup setup) {
    this.setup = setup;
    configuration = setup.configuration();
  }

  /** See {@link net.routerd.api.Routerd#start}. */
  public void start() {
    synchronized (life) {
      if (state != EngineState.NEW) {
        throw new IllegalStateException("an engine starts once; this one is " + state);
      }
      Platform opened = setup.open(PlatformOptions.Access.CONTROL);
      platform = opened;
      fanout = new ListenerFanout(setup.listeners(), opened.executor().listeners());
      try {
        EngineCalls.call(opened.executor(), () -> begin(opened));
      } catch (RuntimeException | Error e) {
        opened.close();
        state = EngineState.CLOSED;
        throw e;
      }
    }
  }

  private boolean begin(Platform opened) {
    Optional<Journal> written = setup.journal(opened);
    journal = written;
    ReconcileLoop starting =
        new ReconcileLoop(opened, configuration, setup.settings(), written, new Owner(opened));
    loop = starting;
    state = EngineState.RUNNING;
    publications.follow(starting);
    opened.start(this);
    starting.begin();
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
      running.executor().execute(() -> running.executor().die(cause));
    }
  }

  private final class Owner implements LoopOwner {
    private final Platform platform;

    Owner(Platform platform) {
      this.platform = platform;
    }

    @Override
    public void tell(RouterdEvent event) {
      Transitions.logged(event).ifPresent(words -> LOG.log(Level.INFO, words));
      ListenerFanout told = fanout;
      if (told != null) {
        told.tell(event);
      }
    }

    @Override
    public void published(Decision decision) {
      board.show(decision, platform.time()).forEach(this::tell);
      board.signal();
    }

    @Override
    public void settled(RouterConfig wanted, Observations seen, Decision decision, Moment now) {
      platform.rehearse(
          () -> // made where it runs
          new Rehearsal(
                      setup.settings(),
                      wanted,
                      seen,
                      decision,
                      now,
                      () -> state != EngineState.RUNNING)
                  .run());
    }

    /** ENG-7: nobody decides any more; the routes stay. */
    @Override
    public void broken(Throwable cause) {
      if (state != EngineState.RUNNING) {
        return;
      }
      state = EngineState.BROKEN;
      board.signal();
      try {
        LOG.log(Level.ERROR, "the engine ends; routes stay as they are", cause);
      } finally { // a log that needs the memory that is not there must not keep the event back
        tell(new RouterdEvent.Broken(Instant.now(), String.valueOf(cause)));
      }
    }
  }

  /** See {@link net.routerd.api.Routerd#reload}. */
  public void reload(RouterConfig next) {
    ask(
        "reload",
        running -> {
          configuration = next;
          running.reload(next);
        });
  }

  /** See {@link net.routerd.api.Routerd#drain}. */
  public void drain(String policy, String candidate) {
    ask("drain", running -> running.direct((book, now) -> book.drain(now, policy, candidate)));
  }

  /** See {@link net.routerd.api.Routerd#pin}. */
  public void pin(String policy, String candidate) {
    ask("pin", running -> running.direct((book, now) -> book.pin(now, policy, candidate)));
  }

  /** See {@link net.routerd.api.Routerd#release}. */
  public void release(String policy) {
    ask("release", running -> running.direct((book, now) -> book.release(now, policy)));
  }

  private void ask(String what, Consumer<ReconcileLoop> task) {
    ReconcileLoop running = running(what);
    running
        .executor()
        .ask(
            () -> {
              task.accept(running(what)); // it may have ended while the caller waited
              return true;
            });
  }

  /** See {@link net.routerd.api.Routerd#plan}. */
  public RoutePlan plan(RouterConfig next) {
    if (state == EngineState.NEW) {
      try (Platform observed = setup.open(PlatformOptions.Access.OBSERVE)) {
        return EngineCalls.call(observed.executor(), () -> planOnce(observed, next));
      }
    }
    ReconcileLoop running = running("plan");
    return running.executor().read(() -> running.plan(next));
  }

  private RoutePlan planOnce(Platform observed, RouterConfig next) {
    ReconcileLoop once =
        new ReconcileLoop(observed, next, setup.settings(), Optional.empty(), new LoopOwner() {});
    observed.start(
        new PlatformListener() {
          @Override
          public void changed() {}

          @Override
          public void failed(PlatformException cause) {}
        });
    publications.tell(once);
    once.look();
    return once.plan(next);
  }

  /** See {@link net.routerd.api.Routerd#warnings}. */
  public List<ConfigProblem> warnings() {
    ReconcileLoop running = running("warnings");
    return running.executor().read(running::warnings);
  }

  /** See {@link net.routerd.api.Routerd#explain}. */
  public List<Explanation> explain(String policy) {
    ReconcileLoop running = running("explain");
    return running.executor().read(() -> running.explain(policy));
  }

  /** See {@link net.routerd.api.Routerd#publish}. */
  public void publish(ResourceRef resource, ExternalStatus published) {
    if (!configuration.externalKinds().containsKey(resource.kind())) {
      throw new IllegalArgumentException(
          resource
              + ": the kind is not registered as external; known: "
              + configuration.externalKinds().keySet());
    }
    requireNewOrRunning("publish");
    publications.publish(resource, published);
  }

  /** See {@link net.routerd.api.Routerd#unpublish}. */
  public void unpublish(ResourceRef resource) {
    requireNewOrRunning("unpublish");
    publications.unpublish(resource);
  }

  private void requireNewOrRunning(String what) {
    if (state != EngineState.NEW) {
      running(what);
    }
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
    return board.status();
  }

  /** See {@link net.routerd.api.Routerd#awaitDecided}. */
  public boolean awaitDecided(Duration timeout) throws InterruptedException {
    ReconcileLoop running = running("awaitDecided");
    return board.awaitDecided(
        timeout, () -> state == EngineState.RUNNING && !running.executor().isEngineThread());
  }

  /** See {@link net.routerd.api.Routerd#state}. */
  public EngineState state() {
    return state;
  }

  /** See {@link net.routerd.api.Routerd#liveness}. */
  public long liveness() {
    ReconcileLoop running = loop;
    return running == null ? 0 : running.executor().turns();
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
          end(ending, opened);
        }
        closeWithJournal(opened);
        if (ending != null) {
          ending.executor().closed();
        }
      }
      state = EngineState.CLOSED;
    }
    board.signal();
  }

  private void closeWithJournal(Platform opened) {
    boolean waits = !opened.executor().isEngineThread();
    Optional<? extends CompletionStage<?>> written = journal.map(Journal::finish);
    opened.close();
    if (waits) {
      written.ifPresent(done -> EngineCalls.await(done, CLOSING, "writing the journal"));
    }
  }

  private void end(ReconcileLoop ending, Platform opened) {
    CompletionStage<?> answered =
        EngineCalls.call(opened.executor(), () -> ending.close(setup.onClose()));
    if (!opened.executor().isEngineThread()) {
      EngineCalls.await(answered, CLOSING, "the kernel's answer to the last changes");
    } // else closing the executor runs what is left
  }
}
