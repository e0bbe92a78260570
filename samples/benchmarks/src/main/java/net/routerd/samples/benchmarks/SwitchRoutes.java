package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P4: many destinations to another gateway. */
final class SwitchRoutes implements Measurement {

  private static final int REPETITIONS = 5;
  private static final int WARM_UPS = 5;

  @Override
  public String id() {
    return "P4";
  }

  @Override
  public String work() {
    return "switch destinations to another gateway";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    warmUp();
    List<Row> rows = new ArrayList<>();
    for (int count : new int[] {1, 100, 10_000, 100_000}) {
      rows.addAll(replace(lab, count));
    }
    return rows;
  }

  /** Has the compilers see enough; what a first switch costs is P6's to say. */
  private static void warmUp() throws InterruptedException {
    try (Routes routes = new Routes()) {
      for (int i = 0; i < WARM_UPS; i++) {
        routes.apply(Routes.additions(100_000, "wan0", gateway(0)));
        routes.apply(routes.replacements("wan0", gateway(1)));
        routes.apply(routes.deletions());
        Lab.settle();
      }
    }
  }

  private List<Row> replace(Lab lab, int count) throws Exception {
    Figures ours = new Figures();
    Figures c = new Figures();
    Figures guarded = new Figures();
    Figures batch = new Figures();
    String number = Integer.toString(count);
    Path file = batchFile(lab, count, gateway(1));
    try (Routes routes = new Routes()) {
      for (int i = 0; i < REPETITIONS; i++) {
        routes.apply(Routes.additions(count, "wan0", gateway(0)));
        double took = routes.apply(routes.replacements("wan0", gateway(1)));
        routes.apply(routes.deletions());
        Lab.settle();
        lab.limit("install", number, "wan0", gateway(0));
        double limit = lab.limit("replace", number, "wan0", gateway(1));
        double looking = lab.limit("guarded", number, "wan0", gateway(0));
        long start = System.nanoTime();
        lab.run("ip", "-batch", file.toString());
        double batched = System.nanoTime() - start;
        lab.flush();
        if (i > 0) { // the first warms up
          ours.add(took);
          c.add(limit);
          guarded.add(looking);
          batch.add(batched);
        }
      }
    }
    String work = "switch " + count + " with replaces";
    double most = 1 / 0.9;
    Row limit =
        count == 100_000
            ? Row.atMost(id(), work, ours, "C", c, Unit.NANOS, most)
            : Row.beside(id(), work, ours, "C", c, Unit.NANOS);
    Row ip =
        count == 100_000
            ? Row.atMost(id(), work, ours, "ip -batch", batch, Unit.NANOS, 0.25)
            : Row.beside(id(), work, ours, "ip -batch", batch, Unit.NANOS);
    String looks = "C, which looks for routes of others as routerd does";
    return List.of(limit, Row.beside(id(), work, ours, looks, guarded, Unit.NANOS), ip);
  }

  private static String gateway(int turn) {
    return turn % 2 == 0 ? "172.17.0.1" : "172.17.0.3";
  }

  private static Path batchFile(Lab lab, int count, String gateway) throws IOException {
    List<String> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(
          "route replace 10.%d.%d.%d/32 via %s dev wan0 table 1000"
              .formatted(i >> 16, i >> 8 & 255, i & 255, gateway));
    }
    return Files.write(lab.file("switch.batch"), lines);
  }
}
