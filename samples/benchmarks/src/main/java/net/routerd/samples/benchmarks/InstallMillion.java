package net.routerd.samples.benchmarks;

import java.util.List;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P1: a million routes, in a JVM that has installed a hundred thousand before. */
final class InstallMillion implements Measurement {

  private static final int COUNT = 1_000_000;
  private static final int REPETITIONS = 3;

  @Override
  public String id() {
    return "P1";
  }

  @Override
  public String work() {
    return "install 1M IPv4 routes";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Figures ours = new Figures();
    Figures c = new Figures();
    for (int i = 0; i < REPETITIONS; i++) {
      c.add(COUNT / (lab.limit("install", Integer.toString(COUNT), "wan0", "172.17.0.1") / 1e9));
      lab.run("ip", "route", "flush", "table", "1000");
      try (Routes routes = new Routes()) {
        ours.add(COUNT / (routes.apply(Routes.additions(COUNT, "wan0", "172.17.0.1")) / 1e9));
      }
      lab.run("ip", "route", "flush", "table", "1000");
    }
    return List.of(Row.atLeast(id(), work() + ", warm", ours, "C", c, Unit.PER_SECOND, 0.9));
  }
}
