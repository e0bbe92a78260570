package net.routerd.api.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.routerd.api.RouterdEvent;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.Decision;
import net.routerd.spi.TimeSource;

/** What the last decision said, for every thread to read and to wait for (STA-2, CLI-5). */
final class StatusBoard {

  private final Object changed = new Object();
  private volatile StatusSnapshot status = StatusSnapshot.EMPTY;
  private volatile boolean decided;

  StatusSnapshot status() {
    return status;
  }

  /** Shows a decision, and returns what it changed. */
  List<RouterdEvent> show(Decision decision, TimeSource time) {
    List<RouterdEvent> changes = StatusDiff.changes(status, decision.statuses(), time);
    status = decision.statuses();
    decided = decision.decided();
    return changes;
  }

  /** Lets those who wait look again. */
  void signal() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  /** Waits while nothing is decided, and as long as waiting makes sense. */
  boolean awaitDecided(Duration timeout, BooleanSupplier worthwhile) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (changed) {
      while (!decided && worthwhile.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(changed, left);
      }
    }
    return decided;
  }
}
