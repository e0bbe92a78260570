package net.routerd.linux;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/** Waits for something to become true, with a deadline that only a defect reaches. */
public final class Await {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private Await() {}

  public static <T> T until(String what, Supplier<T> look, Predicate<T> wanted) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() - end > 0) {
        return Assertions.fail("%s did not become true; last seen: %s", what, seen);
      }
      LockSupport.parkNanos(10_000_000);
      seen = look.get();
    }
    return seen;
  }

  public static void until(String what, Supplier<Boolean> true_) {
    until(what, true_, seen -> seen);
  }
}
