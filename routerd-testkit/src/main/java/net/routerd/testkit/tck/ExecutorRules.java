package net.routerd.testkit.tck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.TimeSource;

/** The thread that an engine lives on, and its clock. */
final class ExecutorRules {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int MANY = 200;

  private ExecutorRules() {}

  private static Opened opened(Stage stage) {
    return stage.open(Stage.PROTOCOL, Access.OBSERVE);
  }

  private static List<String> log() {
    return Collections.synchronizedList(new ArrayList<>());
  }

  private static void await(Stage stage, List<String> log, int size) {
    Check.that(stage.world().await(() -> log.size() >= size), "%d ran of %d", log.size(), size);
  }

  @Rule(id = "EXEC-1 ENG-1", promise = "tasks run in order, one at a time, on the engine's thread")
  static void tasksRunInOrder(Stage stage) {
    EngineExecutor executor = opened(stage).platform().executor();
    List<String> ran = log();
    List<String> wanted = new ArrayList<>();
    AtomicInteger atOnce = new AtomicInteger();
    for (int i = 0; i < MANY; i++) {
      String name = "task " + i;
      wanted.add(name + " 1 true");
      executor.execute(
          () -> {
            int running = atOnce.incrementAndGet();
            ran.add(name + " " + running + " " + executor.isEngineThread());
            atOnce.decrementAndGet();
          });
    }

    await(stage, ran, MANY);

    Check.equal("tasks, how many at once, on the engine's thread", wanted, ran);
  }

  @Rule(id = "EXEC-2 ENG-1", promise = "a task that a task gives runs after it, not within it")
  static void tasksDoNotNest(Stage stage) {
    EngineExecutor executor = opened(stage).platform().executor();
    List<String> ran = log();
    executor.execute(
        () -> {
          executor.execute(() -> ran.add("given"));
          ran.add("giver");
        });

    await(stage, ran, 2);

    Check.equal("order", List.of("giver", "given"), ran);
  }

  @Rule(
      id = "EXEC-3 ENG-1",
      promise = "timers run in the order of their times, and none before its time")
  static void timersKeepTheirTime(Stage stage) {
    Opened opened = opened(stage);
    EngineExecutor executor = opened.platform().executor();
    TimeSource time = opened.platform().time();
    List<String> ran = log();
    opened.onEngine(
        () -> { // so that none can run before all are given
          long now = time.nanos();
          // Far apart: where this thread is held up for longer, a platform may take all as past.
          for (int millis : new int[] {900, 300, 600, -50}) {
            long at = now + millis * MILLI;
            executor.schedule(at, () -> ran.add(millis + " " + (time.nanos() - at >= 0)));
          }
          return true;
        });

    await(stage, ran, 4);

    Check.equal("timers, in time", List.of("-50 true", "300 true", "600 true", "900 true"), ran);
  }

  @Rule(id = "EXEC-4", promise = "a timer that was cancelled does not run")
  static void cancelledTimers(Stage stage) {
    Opened opened = opened(stage);
    EngineExecutor executor = opened.platform().executor();
    List<String> ran = log();
    EngineExecutor.Timer timer =
        opened.onEngine(
            () -> { // so that it cannot run before it is cancelled
              long now = opened.platform().time().nanos();
              EngineExecutor.Timer given =
                  executor.schedule(now + 10 * MILLI, () -> ran.add("cancelled"));
              executor.schedule(now + 20 * MILLI, () -> ran.add("kept"));
              given.cancel();
              return given;
            });

    await(stage, ran, 1);
    timer.cancel();

    Check.equal("timers", List.of("kept"), ran);
  }

  @Rule(id = "EXEC-5", promise = "tasks are taken from any thread")
  static void anyThread(Stage stage) {
    EngineExecutor executor = opened(stage).platform().executor();
    List<String> ran = log();
    List<Thread> givers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      givers.add(Thread.ofPlatform().start(() -> executor.execute(() -> ran.add("task"))));
    }

    joinAll(givers);
    await(stage, ran, 4);
  }

  private static void joinAll(List<Thread> threads) {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted while a task was given", e);
      }
    }
  }

  @Rule(
      id = "EXEC-6",
      promise = "closing runs what was given, drops the timers, and then nothing runs")
  static void closing(Stage stage) {
    Opened opened = opened(stage);
    EngineExecutor executor = opened.platform().executor();
    List<String> ran = log();
    long soon = opened.platform().time().nanos() + 50 * MILLI;
    executor.schedule(soon + TimeUnit.MINUTES.toNanos(1), () -> ran.add("timer"));
    executor.execute(() -> ran.add("given"));

    executor.close();

    Check.equal("when close returned", List.of("given"), ran);
    executor.execute(() -> ran.add("late"));
    executor.schedule(soon, () -> ran.add("late timer")).cancel();
    executor.schedule(0, () -> ran.add("past timer"));
    executor.close();
    Opened second = opened(stage);
    second.onEngine(() -> true);
    Check.equal("after close", List.of("given"), ran);
  }

  @Rule(id = "EXEC-7", promise = "closing on the engine's thread does not wait for itself")
  static void closingFromWithin(Stage stage) {
    EngineExecutor executor = opened(stage).platform().executor();
    List<String> ran = log();
    executor.execute(
        () -> {
          executor.close();
          ran.add("closed");
        });

    await(stage, ran, 1);
  }

  @Rule(
      id = "EXEC-8 ENG-2",
      promise = "listeners have an executor that takes tasks, also after close")
  static void listenersRun(Stage stage) {
    EngineExecutor executor = opened(stage).platform().executor();
    List<String> ran = log();
    executor.listeners().execute(() -> ran.add("event"));
    await(stage, ran, 1);

    executor.close();
    executor.listeners().execute(() -> {});
  }

  @Rule(id = "EXEC-9 SEL-7", promise = "the monotonic clock never goes back")
  static void theClockNeverGoesBack(Stage stage) {
    TimeSource time = opened(stage).platform().time();
    long last = time.nanos();
    for (int i = 0; i < MANY; i++) {
      long now = time.nanos();
      Check.that(now - last >= 0, "back by %d ns", last - now);
      last = now;
    }
    Check.that(time.wall().getEpochSecond() > 0, "a wall clock of %s", time.wall());
  }
}
