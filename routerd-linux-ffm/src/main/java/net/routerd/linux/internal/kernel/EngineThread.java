package net.routerd.linux.internal.kernel;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.spi.EngineExecutor;

/**
 * The engine's thread: an event loop that watches nothing. An executor of java.util.concurrent
 * would do, but what it goes through until a task runs is not in the processor's caches when a
 * carrier is lost, whereas that of a loop is: the monitor has just come that way.
 */
public final class EngineThread implements EngineExecutor {

  private final EventLoop loop;

  // Never shut down, so that it never refuses: its threads are daemons and end when they idle.
  private final Executor listeners =
      Executors.newCachedThreadPool(
          work -> Thread.ofPlatform().name("routerd-listener").daemon(true).unstarted(work));

  /**
   * Makes one.
   *
   * @param loop for the engine alone, closed with it; its clock is {@link System#nanoTime()}
   */
  public EngineThread(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public Timer schedule(long atNanos, Runnable task) {
    net.routerd.linux.internal.ffm.Timer timer = loop.timer(task);
    onLoop(() -> timer.start(atNanos));
    return () -> onLoop(timer::cancel);
  }

  /** Timers are the loop's thread's. */
  private void onLoop(Runnable task) {
    if (loop.isLoopThread()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  @Override
  public boolean isEngineThread() {
    return loop.isLoopThread();
  }

  @Override
  public Executor listeners() {
    return listeners;
  }

  @Override
  public void close() {
    loop.close();
  }
}
