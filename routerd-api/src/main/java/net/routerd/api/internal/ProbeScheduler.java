package net.routerd.api.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.routerd.model.HealthCheck;
import net.routerd.model.persistent.Differences;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.select.ProbeOrder;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.Prober;
import net.routerd.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Starts probes (HC-2), on the engine's thread: the first as soon as a check is ordered, at once
 * for a new generation, then each 0.9 to 1.0 intervals after the last, never two of one check in
 * flight. Keeps the clock of the probe loop, which stands still while the loop was not scheduled
 * (HC-3).
 */
final class ProbeScheduler {

  private static final long LATE_AT_LEAST = 100_000_000L;

  private final Prober prober;
  private final TimeSource time;
  private final EngineExecutor executor;
  private final Consumer<ProbeResult> results;
  private final SplittableRandom random;
  private final Map<String, ProbedCheck> entries = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Punctuality ticks = new Punctuality();
  private final long startNanos;
  private List<ProbeOrder> followed = List.of();
  private long gapNanos;
  private long gapEnd;

  ProbeScheduler(
      Prober prober,
      TimeSource time,
      EngineExecutor executor,
      long seed,
      Consumer<ProbeResult> results) {
    this.prober = prober;
    this.time = time;
    this.executor = executor;
    this.results = results;
    random = new SplittableRandom(seed);
    startNanos = time.nanos();
    gapEnd = startNanos;
  }

  /** Returns how long the probe loop has run at a time: the monotonic clock without the gaps. */
  long loopNanos(long nowNanos) {
    return nowNanos - startNanos - gapNanos;
  }

  /** Follows the orders of a decision: what is not ordered any more is not probed any more. */
  void follow(List<ProbeOrder> orders) {
    List<ProbeOrder> before = followed;
    followed = orders;
    Differences.between(
        before,
        orders,
        order -> order.check().metadata().name(),
        (name, was, order) -> {
          ProbedCheck entry = entries.get(name);
          if (order != null) {
            follow(name, entry, order);
          } else if (entry != null) {
            drop(name, entry);
          }
        });
  }

  private void follow(String name, @Nullable ProbedCheck known, ProbeOrder order) {
    if (known == null) {
      ProbedCheck entry = new ProbedCheck(order);
      entries.put(name, entry);
      start(name, entry);
    } else {
      change(name, known, order);
    }
  }

  private void change(String name, ProbedCheck entry, ProbeOrder order) {
    boolean atOnce =
        !entry.ordered
            || entry.order.generation() != order.generation()
            || !entry.order.check().interval().equals(order.check().interval());
    entry.follow(order);
    if (atOnce && entry.inFlight) {
      entry.dueNanos = time.nanos(); // as soon as the one in flight has ended
    } else if (atOnce) {
      start(name, entry);
    }
  }

  private void drop(String name, ProbedCheck entry) {
    cancel(name, entry);
    entry.ordered = false;
    entry.voided = true;
    if (!entry.inFlight) {
      entries.remove(name);
    } // else it goes when its last probe has ended
  }

  private void start(String name, ProbedCheck entry) {
    cancel(name, entry);
    long now = time.nanos();
    long sequence = sequences.merge(name, 1L, Long::sum);
    long interval = entry.order.check().interval().toNanos();
    entry.inFlight = true;
    entry.voided = false;
    entry.dueNanos = now + interval - (long) (random.nextDouble() * interval / 10);
    schedule(name, entry);
    prober.probe(
        entry.request(sequence), result -> executor.execute(() -> ended(name, entry, result)));
  }

  private void schedule(String name, ProbedCheck entry) {
    ticks.expect(name, entry.dueNanos, tolerance(entry.order.check()));
    entry.timer = executor.schedule(entry.dueNanos, () -> tick(name, entry));
  }

  private void tick(String name, ProbedCheck entry) {
    if (entries.get(name) != entry) {
      return;
    }
    noticeGap();
    ticks.forget(name);
    entry.timer = null;
    if (!entry.inFlight) {
      start(name, entry);
    } // else the end of the probe starts the next one
  }

  private void ended(String name, ProbedCheck entry, ProbeResult result) {
    if (entries.get(name) != entry) {
      return;
    }
    noticeGap();
    entry.inFlight = false;
    boolean counts = !entry.voided && !isLateTimeout(entry.order.check(), result);
    if (!entry.ordered) {
      entries.remove(name);
    } else if (time.nanos() - entry.dueNanos >= 0) {
      start(name, entry);
    }
    if (counts) {
      results.accept(result);
    }
  }

  /**
   * A tick that is late by more than an interval shows that nothing ran: no data, not loss (HC-3).
   */
  private void noticeGap() {
    long now = time.nanos();
    long gap = ticks.lateNanos(now);
    if (gap > 0) {
      countGap(now - gap, now);
      entries.values().forEach(entry -> entry.voided |= entry.inFlight);
    }
  }

  /**
   * A timeout that is told as late as that shows the same of the prober's own thread, while the
   * engine's may have run.
   */
  private boolean isLateTimeout(HealthCheck check, ProbeResult result) {
    long deadline = result.startedNanos() + check.timeout().toNanos();
    boolean late =
        result.outcome().kind() == ProbeOutcome.Kind.TIMEOUT
            && result.finishedNanos() - deadline > tolerance(check);
    if (late) {
      countGap(deadline, result.finishedNanos());
    }
    return late;
  }

  private static long tolerance(HealthCheck check) {
    return Math.max(check.interval().toNanos(), LATE_AT_LEAST);
  }

  /** Takes a gap out of the loop's clock, what several tell of only once. */
  private void countGap(long from, long to) {
    long begin = from - gapEnd > 0 ? from : gapEnd;
    if (to - begin > 0) {
      gapNanos += to - begin;
      gapEnd = to;
    }
  }

  private void cancel(String name, ProbedCheck entry) {
    ticks.forget(name);
    if (entry.timer != null) {
      entry.timer.cancel();
      entry.timer = null;
    }
  }

  /** Stops everything. */
  void close() {
    entries.forEach(this::cancel);
    entries.clear();
  }
}
