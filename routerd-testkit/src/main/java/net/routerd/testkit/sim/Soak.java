package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs seeds one after the other, on every processor, until one fails or the time is over.
 *
 * <pre>{@code
 * java -p ... -m net.routerd.testkit/net.routerd.testkit.sim.Soak FIRST COUNT MINUTES
 * }</pre>
 *
 * <p>Ends with status 1 and the report of the failing seed, or with 0.
 */
public final class Soak {

  private final AtomicLong next;
  private final long end;
  private final long deadline;
  private final AtomicLong events = new AtomicLong();
  private final AtomicReference<SimulationFailure> failure = new AtomicReference<>();

  private Soak(long first, long count, Duration limit) {
    next = new AtomicLong(first);
    end = first + count;
    deadline = System.nanoTime() + limit.toNanos();
  }

  /**
   * Runs.
   *
   * @param args the first seed, how many, and the limit in minutes
   * @throws InterruptedException if it was interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 3) {
      System.err.println("usage: Soak FIRST-SEED COUNT MINUTES");
      System.exit(2);
    }
    long first = Long.parseLong(args[0]);
    Soak soak =
        new Soak(first, Long.parseLong(args[1]), Duration.ofMinutes(Long.parseLong(args[2])));
    System.exit(soak.run(first) ? 0 : 1);
  }

  private boolean run(long first) throws InterruptedException {
    Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
    long begin = System.nanoTime();
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofPlatform().start(this::work);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    SimulationFailure failed = failure.get();
    if (failed != null) {
      System.out.println(failed.getMessage());
    }
    System.out.printf(
        "%d seeds from %d, %d events, %.1fs%n",
        Math.min(next.get(), end) - first, first, events.get(), (System.nanoTime() - begin) / 1e9);
    return failed == null;
  }

  private void work() {
    while (failure.get() == null && System.nanoTime() - deadline < 0) {
      long seed = next.getAndIncrement();
      if (seed >= end) {
        return;
      }
      try {
        events.addAndGet(new Simulation(seed).run());
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
