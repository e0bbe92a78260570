package net.routerd.linux.internal.kernel;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/** The engine's thread. */
public final class EngineThread implements EngineExecutor {

  private static final System.Logger LOG = System.getLogger(EngineThread.class.getName());

  private final TimeSource time;
  private final ScheduledThreadPoolExecutor executor;

  // Never shut down, so that it never refuses: its threads are daemons and end when they idle.
  private final Executor listeners =
      Executors.newCachedThreadPool(
          work -> Thread.ofPlatform().name("routerd-listener").daemon(true).unstarted(work));

  private volatile @Nullable Thread thread;

  /**
   * Starts it.
   *
   * @param time the clock that {@link #schedule} is given times of
   */
  public EngineThread(TimeSource time) {
    this.time = time;
    executor = new ScheduledThreadPoolExecutor(1, this::makeThread);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
    executor.prestartCoreThread();
  }

  /** A task whose failure is told, as the executor would keep it to itself. */
  private static final class Told implements Runnable {
    private final Runnable task;

    Told(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "a task of the engine failed", e);
        throw e;
      }
    }
  }

  private Thread makeThread(Runnable work) {
    Thread made = Thread.ofPlatform().name("routerd-engine").daemon(true).unstarted(work);
    thread = made;
    return made;
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(new Told(task));
    } catch (RejectedExecutionException closed) {
      LOG.log(System.Logger.Level.TRACE, "a task came after the engine's thread was closed");
    }
  }

  @Override
  public Timer schedule(long atNanos, Runnable task) {
    long delay = Math.max(0, atNanos - time.nanos());
    try {
      ScheduledFuture<?> future = executor.schedule(new Told(task), delay, TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  @Override
  public boolean isEngineThread() {
    return Thread.currentThread() == thread;
  }

  @Override
  public Executor listeners() {
    return listeners;
  }

  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    boolean over = isEngineThread();
    while (!over) {
      try {
        over = executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
