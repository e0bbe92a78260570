package net.routerd.testkit;

import java.util.concurrent.Executor;
import net.routerd.spi.EngineExecutor;

/** Runs an engine on the thread of the test, when the test moves the time (ENG-1). */
final class ManualExecutor implements EngineExecutor {

  private static final Timer NOTHING = () -> {};

  private final ManualTime time;
  private boolean closed;
  private long stalledUntil;

  ManualExecutor(ManualTime time) {
    this.time = time;
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (!closed) {
      time.give(this, false, Math.max(time.nanos(), stalledUntil), task);
    }
  }

  @Override
  public synchronized Timer schedule(long atNanos, Runnable task) {
    return closed ? NOTHING : time.give(this, true, Math.max(atNanos, stalledUntil), task);
  }

  @Override
  public boolean isEngineThread() {
    return time.isMover();
  }

  @Override
  public Executor listeners() {
    return this::execute;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    time.drop(t -> t.owner == this && t.timer);
    if (!time.isRunning()) {
      time.runUntilIdle();
    }
  }

  /** Runs nothing for a while: the thread is not scheduled (HC-3). */
  synchronized void stall(long until) {
    stalledUntil = Math.max(stalledUntil, until);
    time.postpone(t -> t.owner == this, stalledUntil);
  }

  /** Ends as a process does that is killed: nothing of it runs any more. */
  synchronized void kill() {
    closed = true;
    time.drop(t -> t.owner == this);
  }
}
