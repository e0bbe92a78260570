package net.routerd.api.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.routerd.api.RouterdException;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.TimeSource;

/**
 * The engine's executor as the loop sees it: counts the turns that end well, and ends the loop with
 * the first that does not (ENG-7). An idle loop turns once a second.
 */
final class LoopGuard implements EngineExecutor {

  private static final long HEARTBEAT = Duration.ofSeconds(1).toNanos();

  private final EngineExecutor executor;
  private final TimeSource time;
  private final Consumer<Throwable> died;
  private final AtomicLong turns = new AtomicLong();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private boolean over; // only touched by the engine's thread

  /**
   * A task as a turn of the loop. No lambda, as it captures: only the second compiler makes a plain
   * object of that, and packets may wait.
   */
  private final class Turn implements Runnable {
    private final Runnable task;

    Turn(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      turn(task);
    }
  }

  LoopGuard(EngineExecutor executor, TimeSource time, Consumer<Throwable> died) {
    this.executor = executor;
    this.time = time;
    this.died = died;
  }

  /** Returns how many turns have ended well; may be called from any thread. */
  long turns() {
    return turns.get();
  }

  /** Begins to show life while nothing else happens. */
  void beat() {
    schedule(time.nanos() + HEARTBEAT, this::beat);
  }

  /** Runs nothing any more. */
  void end() {
    over = true;
  }

  void die(Throwable cause) {
    if (!over) {
      over = true;
      died.accept(cause);
    }
  }

  private void turn(Runnable task) {
    if (over) {
      return;
    }
    try {
      task.run();
      count();
    } catch (RuntimeException | Error e) {
      die(e);
    }
  }

  /** The turn in which the loop dies is none that ended well: no watchdog is fed for it. */
  private void count() {
    if (!over) {
      turns.incrementAndGet();
    }
  }

  /**
   * Runs what a caller waits for. A refusal is the caller's affair alone; anything else that is
   * thrown ends the loop as well.
   */
  <T> T ask(Supplier<T> task) {
    return read(
        () -> {
          try {
            T answer = task.get();
            count();
            return answer;
          } catch (RouterdException refused) {
            throw refused;
          } catch (RuntimeException | Error e) {
            die(e);
            throw e;
          }
        });
  }

  /** Runs what changes nothing, and what a caller waits for. */
  <T> T read(Supplier<T> task) {
    return EngineCalls.call(executor, task, closed);
  }

  /** Lets nobody wait any more: the executor is closed. */
  void closed() {
    closed.complete(true);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(new Turn(task));
  }

  @Override
  public Timer schedule(long atNanos, Runnable task) {
    return executor.schedule(atNanos, new Turn(task));
  }

  @Override
  public boolean isEngineThread() {
    return executor.isEngineThread();
  }

  @Override
  public Executor listeners() {
    return executor.listeners();
  }

  @Override
  public void close() {
    executor.close();
  }
}
