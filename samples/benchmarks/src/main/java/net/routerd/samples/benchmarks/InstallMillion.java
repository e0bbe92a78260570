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
    Figures alone = new Figures();
    for (int i = 0; i < REPETITIONS; i++) {
      alone.add(limit(lab));
      try (Routes routes = new Routes()) {
        c.add(limit(lab));
        System.gc(); // what the turn before left would be copied in this one
        ours.add(COUNT / (routes.apply(Routes.additions(COUNT, "wan0", "172.17.0.1")) / 1e9));
      }
      lab.flush();
    }
    String work = work() + ", warm";
    return List.of(
        Row.atLeast(id(), work, ours, "C", c, Unit.PER_SECOND, 0.9),
        Row.atLeast(id(), work, ours, Lab.C_ALONE, alone, Unit.PER_SECOND, 0.9),
        Row.beside(id(), "the same by C", c, Lab.C_ALONE, alone, Unit.PER_SECOND));
  }

  private static double limit(Lab lab) throws InterruptedException {
    double nanos = lab.limit("install", Integer.toString(COUNT), "wan0", "172.17.0.1");
    lab.flush();
    return COUNT / (nanos / 1e9);
  }
}
