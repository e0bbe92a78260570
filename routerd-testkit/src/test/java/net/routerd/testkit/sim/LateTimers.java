package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.concurrent.Executor;
import net.routerd.spi.EngineExecutor;

/** A planted defect: every timer is late. */
record LateTimers(EngineExecutor executor) implements EngineExecutor {

  private static final Duration LATE = Duration.ofSeconds(20);

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public Timer schedule(long atNanos, Runnable task) {
    return executor.schedule(atNanos + LATE.toNanos(), task);
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
