package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P7: answers stop coming and nothing else tells. */
final class SilentDeath implements Measurement {

  private static final int REPETITIONS = 5;
  private static final int THRESHOLD = 3;

  @Override
  public String id() {
    return "P7";
  }

  @Override
  public String work() {
    return "silent death until another way is decided";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int interval : new int[] {10, 100, 500}) {
      Figures ours = new Figures();
      Figures bound = new Figures();
      bound.add((THRESHOLD * interval + interval + 20) * 1e6);
      for (int i = 0; i < REPETITIONS; i++) {
        ours.add(death(lab, interval));
      }
      rows.add(
          Row.atMost(
              id(),
              work() + ", every " + interval + " ms",
              ours,
              "threshold × interval + timeout + 20 ms",
              bound,
              Unit.NANOS,
              1));
    }
    return rows;
  }

  private static double death(Lab lab, int interval) throws Exception {
    LinkedBlockingQueue<String> selected = new LinkedBlockingQueue<>();
    try (Routerd routerd =
        Engine.start(
            Engine.yaml(interval + "ms"),
            event -> {
              if (event instanceof RouterdEvent.Transition t && t.to().isPresent()) {
                selected.add(t.to().get().candidate());
              }
            })) {
      routerd.awaitDecided(Duration.ofSeconds(10));
      await("first", selected);
      long start = System.nanoTime();
      lab.run("ip", "-n", "far", "route", "add", "blackhole", "172.17.0.2");
      await("second", selected);
      return System.nanoTime() - start;
    } finally {
      lab.run("ip", "-n", "far", "route", "del", "blackhole", "172.17.0.2");
    }
  }

  private static void await(String candidate, LinkedBlockingQueue<String> selected)
      throws InterruptedException {
    String next;
    do {
      next = selected.poll(20, TimeUnit.SECONDS);
    } while (next != null && !next.equals(candidate));
    if (next == null) {
      throw new IllegalStateException(candidate + " was never selected");
    }
  }
}
