package net.routerd.samples.benchmarks;

import java.util.List;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P3: a million routes of ours, as an engine finds them at its start. */
final class DumpRoutes implements Measurement {

  private static final int COUNT = 1_000_000;

  @Override
  public String id() {
    return "P3";
  }

  @Override
  public String work() {
    return "read 1M routes into the model";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    lab.limit("install", Integer.toString(COUNT), "wan0", "172.17.0.1", "114");
    Figures ours = new Figures();
    Figures c = new Figures();
    Figures show = new Figures();
    for (int i = 0; i < 6; i++) {
      double dumped = COUNT / (lab.limit("dump") / 1e9);
      long start = System.nanoTime();
      lab.sh("ip route show table 1000 > /dev/null");
      double shown = COUNT / ((System.nanoTime() - start) / 1e9);
      start = System.nanoTime();
      try (Routes routes = new Routes()) {
        double read = COUNT / ((System.nanoTime() - start) / 1e9);
        if (routes.count() != COUNT) {
          throw new IllegalStateException("read " + routes.count() + " routes");
        }
        if (i > 0) { // the first warms up
          ours.add(read);
          c.add(dumped);
          show.add(shown);
        }
      }
    }
    lab.flush();
    return List.of(
        Row.atLeast(id(), work(), ours, "C, which keeps nothing", c, Unit.PER_SECOND, 0.85),
        Row.atLeast(id(), work(), ours, "ip route show", show, Unit.PER_SECOND, 3.5));
  }
}
