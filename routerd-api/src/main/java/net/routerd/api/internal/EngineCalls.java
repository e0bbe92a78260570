package net.routerd.api.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.routerd.spi.EngineExecutor;

/** The way from a caller's thread to the engine's and back. */
final class EngineCalls {

  private static final Logger LOG = System.getLogger("net.routerd");

  private EngineCalls() {}

  /**
   * Runs a task on the engine's thread and waits for it; at once where the caller is that thread.
   */
  static <T> T call(EngineExecutor executor, Supplier<T> task) {
    return call(executor, task, new CompletableFuture<>());
  }

  /** The same, but waits no longer than until the executor is closed, for then nothing runs. */
  static <T> T call(EngineExecutor executor, Supplier<T> task, CompletableFuture<?> closed) {
    if (executor.isEngineThread()) {
      return task.get();
    }
    CompletableFuture<T> answer = CompletableFuture.supplyAsync(task, executor::execute);
    CompletableFuture.anyOf(answer.handle((value, thrown) -> true), closed).join();
    if (!answer.isDone()) {
      throw new IllegalStateException("the engine was closed before it came to this");
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /** Waits for what ends an engine; not for ever, for the process may be on its way out. */
  static void await(CompletionStage<?> stage, Duration most, String what) {
    try {
      stage.toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(Level.WARNING, what + " did not end within " + most, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
