package net.routerd.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that wait for their occasion, in the order in which they were injected. */
final class Faults {

  private static final class Waiting {
    final PlatformFault fault;
    int left;

    Waiting(PlatformFault fault, int left) {
      this.fault = fault;
      this.left = left;
    }
  }

  private final ManualTime time;
  private final List<Waiting> waiting = new ArrayList<>();
  private long stalledUntil;

  Faults(ManualTime time) {
    this.time = time;
  }

  /** Returns when probing goes on, on the monotonic clock; a past time while it does. */
  long stalledUntil() {
    return stalledUntil;
  }

  void inject(PlatformFault fault) {
    if (fault instanceof PlatformFault.StallProber stall) {
      stalledUntil = Math.max(stalledUntil, time.nanos() + stall.by().toNanos());
      return;
    }
    int times =
        switch (fault) {
          case PlatformFault.Refuse f -> f.times();
          case PlatformFault.LoseAck f -> f.times();
          case PlatformFault.Delay f -> f.times();
          case PlatformFault.DropEvent f -> f.times();
          case PlatformFault.ReuseIfindex f -> f.times();
          case PlatformFault.Overflow f -> 0;
          case PlatformFault.StallProber f -> 0;
          case PlatformFault.StallEngine f -> 0;
        };
    waiting.add(new Waiting(fault, times));
  }

  void clear() {
    waiting.clear();
  }

  /** Takes the first fault of a kind whose occasion this is; it is used up by one. */
  <F extends PlatformFault> Optional<F> take(Class<F> kind, Predicate<F> occasion) {
    for (Waiting w : List.copyOf(waiting)) {
      if (kind.isInstance(w.fault) && occasion.test(kind.cast(w.fault))) {
        w.left--;
        if (w.left <= 0) {
          waiting.remove(w);
        }
        return Optional.of(kind.cast(w.fault));
      }
    }
    return Optional.empty();
  }
}
