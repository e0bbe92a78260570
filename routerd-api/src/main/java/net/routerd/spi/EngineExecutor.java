package net.routerd.spi;

import java.util.concurrent.Executor;

/**
 * Runs the engine: one task at a time, in order, on one thread. A test's executor runs when the
 * test says so (ENG-1).
 */
public interface EngineExecutor extends AutoCloseable {

  /**
   * Runs a task after those already given. May be called from any thread; after {@link #close()} it
   * does nothing.
   *
   * @param task what to run
   */
  void execute(Runnable task);

  /**
   * Runs a task at a time. May be called from any thread; after {@link #close()} it does nothing.
   *
   * @param atNanos when, on {@link TimeSource#nanos()}; at once if that is past
   * @param task what to run
   * @return takes the task back
   */
  Timer schedule(long atNanos, Runnable task);

  /**
   * Tells whether the caller is the engine's thread. Where it is, the engine does what it is asked
   * at once instead of waiting for itself; so a test's executor answers true on the thread of the
   * test.
   *
   * @return true on the thread that runs the tasks
   */
  boolean isEngineThread();

  /**
   * Returns where listeners run: apart from the engine, so that one that blocks delays nothing
   * (ENG-2). A test's may be this thread.
   *
   * @return an executor that never refuses; the engine keeps each listener's events in order
   */
  Executor listeners();

  /**
   * Runs what was given by {@link #execute}, drops the timers, and ends. Waits for the end unless
   * called by the engine's thread.
   */
  @Override
  void close();

  /** A task that waits for its time. */
  interface Timer {
    /** Takes the task back; does nothing if it has run. */
    void cancel();
  }
}
