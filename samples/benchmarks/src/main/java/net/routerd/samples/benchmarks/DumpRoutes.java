package net.routerd.samples.benchmarks;

import java.util.List;
import java.util.function.DoubleSupplier;
import net.routerd.samples.benchmarks.Figures.Unit;

/**
 * P3: a million routes, as an engine finds them: its own, each of which becomes an object, and
 * those of another daemon, through which it looks for the few that stand in its way.
 */
final class DumpRoutes implements Measurement {

  private static final int COUNT = 1_000_000;
  private static final int REPETITIONS = 5;
  private static final String OURS = "114";
  private static final String THEIRS = "115";

  @Override
  public String id() {
    return "P3";
  }

  @Override
  public String work() {
    return "read 1M routes into the model";
  }

  /** How long each took to go through the routes, as routes a second. */
  private static final class Turns {
    final Figures ours = new Figures();
    final Figures c = new Figures();
    final Figures table = new Figures();
    final Figures show = new Figures();
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Turns kept = turns(lab, OURS, DumpRoutes::keepAll);
    Turns passed = turns(lab, THEIRS, DumpRoutes::keepOne);
    String look = "look through 1M routes of others for one";
    return List.of(
        Row.atLeast(
            id(), work(), kept.ours, "C, which keeps nothing", kept.c, Unit.PER_SECOND, 0.85),
        Row.beside(
            id(),
            work(),
            kept.ours,
            "C, which keeps them in a hash table",
            kept.table,
            Unit.PER_SECOND),
        Row.atLeast(id(), work(), kept.ours, "ip route show", kept.show, Unit.PER_SECOND, 3.5),
        Row.atLeast(
            id(), look, passed.ours, "C, which keeps nothing", passed.c, Unit.PER_SECOND, 0.85),
        Row.atLeast(id(), look, passed.ours, "ip route show", passed.show, Unit.PER_SECOND, 3.5),
        Row.beside(
            id(),
            "C, which keeps nothing",
            passed.c,
            "ip route show",
            passed.show,
            Unit.PER_SECOND));
  }

  private static Turns turns(Lab lab, String protocol, DoubleSupplier nanos) throws Exception {
    lab.limit("install", Integer.toString(COUNT), "wan0", "172.17.0.1", protocol);
    Turns turns = new Turns();
    for (int i = 0; i <= REPETITIONS; i++) {
      double dumped = lab.limit("dump");
      double kept = lab.limit("keep");
      long start = System.nanoTime();
      lab.sh("ip route show table 1000 > /dev/null");
      double shown = System.nanoTime() - start;
      System.gc(); // what the turn before left would be copied in this one
      double read = nanos.getAsDouble();
      if (i > 0) { // the first warms up
        turns.ours.add(COUNT / (read / 1e9));
        turns.c.add(COUNT / (dumped / 1e9));
        turns.table.add(COUNT / (kept / 1e9));
        turns.show.add(COUNT / (shown / 1e9));
      }
    }
    lab.flush();
    return turns;
  }

  private static double keepAll() {
    long start = System.nanoTime();
    try (Routes routes = new Routes()) {
      double took = System.nanoTime() - start;
      expect(COUNT, routes);
      return took;
    }
  }

  private static double keepOne() {
    try (Routes routes = new Routes()) {
      double took = routes.watch(Routes.key(COUNT / 2));
      expect(1, routes);
      return took;
    }
  }

  private static void expect(int count, Routes routes) {
    if (routes.count() != count) {
      throw new IllegalStateException("read " + routes.count() + " routes");
    }
  }
}
