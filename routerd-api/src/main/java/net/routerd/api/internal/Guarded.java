package net.routerd.api.internal;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.routerd.spi.EngineExecutor;

/** An executor whose tasks end the loop when they throw (ENG-7). */
record Guarded(EngineExecutor executor, Consumer<Runnable> guard) implements EngineExecutor {

  @Override
  public void execute(Runnable task) {
    executor.execute(() -> guard.accept(task));
  }

  @Override
  public Timer schedule(long atNanos, Runnable task) {
    return executor.schedule(atNanos, () -> guard.accept(task));
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
