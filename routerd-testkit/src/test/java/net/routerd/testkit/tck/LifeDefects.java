package net.routerd.testkit.tck;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Diagnosis;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.TimeSource;
import net.routerd.testkit.FakeMachine;

/** Platforms that are opened, run or closed wrongly. */
final class LifeDefects {

  static final List<Defect> ALL =
      List.of(
          new Defect("OPEN-1", "the provider says that it cannot be used", BrokenPlatform::new),
          new Defect("OPEN-2", "a second controller is let in", LifeDefects::letIn),
          new Defect("OPEN-2", "the refusal does not name the process", LifeDefects::nameless),
          new Defect("OPEN-3", "one controller for all numbers", LifeDefects::oneForAll),
          new Defect("OPEN-4", "the lock outlives its holder", LifeDefects::oneForAll),
          running("OPEN-5", "a new executor at every call", LoopOf::new),
          new Defect("OPEN-6", "a look withdraws our routes", LooksHard::new),
          new Defect("OBSERVE-1", "an observer takes the lock", LifeDefects::oneForAll),
          new Defect("OBSERVE-2", "an observer can write", ObserverWrites::new),
          running("EXEC-1", "tasks run twice", RunsTwice::new),
          running("EXEC-2", "tasks run at once", RunsAtOnce::new),
          running("EXEC-3", "timers are early", EarlyTimers::new),
          running("EXEC-4", "cancelled timers run", KeepsTimers::new),
          running("EXEC-5", "tasks of other threads are dropped", OwnThreadOnly::new),
          running("EXEC-6", "what is given after close runs", NeverCloses::new),
          running("EXEC-7", "closing from within fails", ClosesOutsideOnly::new),
          running("EXEC-8", "listeners are refused", NoListeners::new),
          new Defect("EXEC-9", "the clock steps back", StepsBack::new),
          new Defect("CLOSE-1", "closing twice fails", ClosesOnce::new),
          new Defect("CLOSE-2", "closing withdraws", Withdraws::new),
          new Defect("CLOSE-3", "it goes on telling after close", TellsForever::new));

  private LifeDefects() {}

  private static BrokenPlatform letIn(FakeMachine machine, PlatformOptions options) {
    try {
      return new BrokenPlatform(machine, options);
    } catch (PlatformException locked) {
      return new BrokenPlatform(
          machine, new PlatformOptions(options.protocol() + 1, options.access()));
    }
  }

  private static BrokenPlatform nameless(FakeMachine machine, PlatformOptions options) {
    try {
      return new BrokenPlatform(machine, options);
    } catch (PlatformException locked) {
      throw new PlatformException(locked.tried(), "somebody controls them", locked.mend());
    }
  }

  private static BrokenPlatform oneForAll(FakeMachine machine, PlatformOptions options) {
    if (machine.provider().opens() > 0) {
      throw new PlatformException("open", "process 1000 runs", "stop it");
    }
    return new BrokenPlatform(machine, options);
  }

  /** How a defect wraps the executor. */
  interface Wrapping {
    EngineExecutor wrap(EngineExecutor good);
  }

  private static Defect running(String rule, String what, Wrapping wrapping) {
    return new Defect(
        rule,
        what,
        (machine, options) ->
            new BrokenPlatform(machine, options) {
              private final EngineExecutor executor = wrapping.wrap(super.executor());

              @Override
              public EngineExecutor executor() {
                return rule.equals("OPEN-5") ? wrapping.wrap(good.executor()) : executor;
              }
            });
  }

  private static class LoopOf implements EngineExecutor {
    final EngineExecutor good;

    LoopOf(EngineExecutor good) {
      this.good = good;
    }

    @Override
    public void execute(Runnable task) {
      good.execute(task);
    }

    @Override
    public Timer schedule(long atNanos, Runnable task) {
      return good.schedule(atNanos, task);
    }

    @Override
    public boolean isEngineThread() {
      return good.isEngineThread();
    }

    @Override
    public Executor listeners() {
      return good.listeners();
    }

    @Override
    public void close() {
      good.close();
    }
  }

  private static final class RunsTwice extends LoopOf {
    RunsTwice(EngineExecutor good) {
      super(good);
    }

    @Override
    public void execute(Runnable task) {
      super.execute(task);
      super.execute(task);
    }
  }

  private static final class RunsAtOnce extends LoopOf {
    RunsAtOnce(EngineExecutor good) {
      super(good);
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }

  private static final class EarlyTimers extends LoopOf {
    EarlyTimers(EngineExecutor good) {
      super(good);
    }

    @Override
    public Timer schedule(long atNanos, Runnable task) {
      return super.schedule(atNanos - 1, task);
    }
  }

  private static final class KeepsTimers extends LoopOf {
    KeepsTimers(EngineExecutor good) {
      super(good);
    }

    @Override
    public Timer schedule(long atNanos, Runnable task) {
      super.schedule(atNanos, task);
      return () -> {};
    }
  }

  private static final class OwnThreadOnly extends LoopOf {
    OwnThreadOnly(EngineExecutor good) {
      super(good);
    }

    @Override
    public void execute(Runnable task) {
      if (isEngineThread()) {
        super.execute(task);
      }
    }
  }

  private static final class NeverCloses extends LoopOf {
    NeverCloses(EngineExecutor good) {
      super(good);
    }

    @Override
    public void close() {
      execute(() -> {});
    }
  }

  private static final class ClosesOutsideOnly extends LoopOf {
    private boolean within;

    ClosesOutsideOnly(EngineExecutor good) {
      super(good);
    }

    @Override
    public void execute(Runnable task) {
      super.execute(
          () -> {
            within = true;
            task.run();
            within = false;
          });
    }

    @Override
    public void close() {
      if (within) {
        throw new AssertionError("it waits for itself");
      }
      super.close();
    }
  }

  private static final class NoListeners extends LoopOf {
    NoListeners(EngineExecutor good) {
      super(good);
    }

    @Override
    public Executor listeners() {
      return task -> {};
    }
  }

  private static final class StepsBack extends BrokenPlatform {
    private long asked;

    StepsBack(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public TimeSource time() {
      return new TimeSource() {
        @Override
        public long nanos() {
          asked++;
          return good.time().nanos() - (asked % 50 == 0 ? 1 : 0);
        }

        @Override
        public Instant wall() {
          return good.time().wall();
        }
      };
    }
  }

  private static final class LooksHard extends BrokenPlatform {
    LooksHard(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public List<Diagnosis> diagnose() {
      view().routes().forEach(r -> machine.kernel().foreign().delete(r.toString()));
      return good.diagnose();
    }
  }

  private static final class ObserverWrites extends BrokenPlatform {
    ObserverWrites(FakeMachine machine, PlatformOptions options) {
      super(machine, new PlatformOptions(options.protocol(), Access.CONTROL));
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      return super.apply(changes);
    }
  }

  private static final class ClosesOnce extends BrokenPlatform {
    private boolean closed;

    ClosesOnce(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void close() {
      if (closed) {
        throw new AssertionError("closed already");
      }
      closed = true;
      super.close();
    }
  }

  private static final class Withdraws extends BrokenPlatform {
    Withdraws(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void close() {
      List<ObservedRoute> ours = view().routes();
      super.close();
      ours.forEach(r -> machine.kernel().foreign().delete(r.toString()));
    }
  }

  private static final class TellsForever extends BrokenPlatform {
    TellsForever(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void start(PlatformListener listener) {
      super.start(listener);
      machine.kernel().watch(change -> listener.changed());
    }
  }
}
