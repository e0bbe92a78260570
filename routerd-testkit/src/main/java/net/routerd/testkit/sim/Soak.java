package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs seeds one after the other, on every processor, until one fails or the time is over; or shows
 * the timeline of one seed.
 *
 * <pre>{@code
 * java -cp ... net.routerd.testkit.sim.Soak FIRST-SEED COUNT MINUTES
 * java -cp ... net.routerd.testkit.sim.Soak SEED
 * }</pre>
 *
 * <p>Ends with status 1 and the report of the failing seed, or with 0.
 */
public final class Soak {

  private static final Duration REPORT = Duration.ofSeconds(30);

  private final AtomicLong next;
  private final long first;
  private final long end;
  private final long begin = System.nanoTime();
  private final long deadline;
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicReference<SimulationFailure> failure = new AtomicReference<>();

  private Soak(long first, long count, Duration limit) {
    this.first = first;
    next = new AtomicLong(first);
    end = first + count;
    deadline = begin + limit.toNanos();
  }

  /**
   * Runs.
   *
   * @param args the first seed, how many, and the limit in minutes; or one seed
   * @throws InterruptedException if it was interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    switch (args.length) {
      case 1 -> System.exit(show(Long.parseLong(args[0])) ? 0 : 1);
      case 3 -> {
        Duration limit = Duration.ofMinutes(Long.parseLong(args[2]));
        Soak soak = new Soak(Long.parseLong(args[0]), Long.parseLong(args[1]), limit);
        System.exit(soak.run() ? 0 : 1);
      }
      default -> {
        System.err.println("usage: Soak FIRST-SEED COUNT MINUTES, or: Soak SEED");
        System.exit(2);
      }
    }
  }

  private static boolean show(long seed) {
    System.out.print(new Simulation(seed).trace());
    try {
      var _ = new Simulation(seed).run();
      return true;
    } catch (SimulationFailure failed) {
      System.out.println(failed.getMessage());
      return false;
    }
  }

  private boolean run() throws InterruptedException {
    Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofPlatform().start(this::work);
    }
    for (Thread thread : threads) {
      while (!thread.join(REPORT)) {
        report();
      }
    }
    report();
    SimulationFailure failed = failure.get();
    if (failed != null) {
      System.out.printf("%nseed %d fails; its timeline: Soak %d%n%n", failed.seed(), failed.seed());
      System.out.println(failed.getMessage());
    }
    return failed == null;
  }

  private void report() {
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%d seeds from %d passed, %d events, %.0f s, %.0f seeds a second%n",
        passed.get(), first, events.get(), seconds, passed.get() / seconds);
  }

  private void work() {
    while (failure.get() == null && System.nanoTime() - deadline < 0) {
      long seed = next.getAndIncrement();
      if (seed >= end) {
        return;
      }
      try {
        events.addAndGet(new Simulation(seed).run());
        passed.incrementAndGet();
      } catch (SimulationFailure failed) {
        synchronized (failure) {
          if (failure.get() == null) {
            failure.set(failed); // the first is shown
          }
        }
      }
    }
  }
}
