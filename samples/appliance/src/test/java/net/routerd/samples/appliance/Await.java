package net.routerd.samples.appliance;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits until something is so. */
final class Await {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Await() {}

  static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + "s: " + what);
      }
      Thread.sleep(10);
    }
  }
}
