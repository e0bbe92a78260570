package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P6: the cable is out. Somebody else watches from when the kernel tells so to the new route. */
final class LoseCarrier implements Measurement {

  private static final int REPETITIONS = 15;

  @Override
  public String id() {
    return "P6";
  }

  @Override
  public String work() {
    return "carrier lost until the new route stands";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Figures ours = new Figures();
    Figures c = new Figures();
    for (int i = 0; i < REPETITIONS; i++) {
      c.add(limit(lab));
      ours.add(engine(lab));
    }
    return List.of(Row.atMost(id(), work(), ours, "C", c, Unit.NANOS, 2));
  }

  private static double limit(Lab lab) throws Exception {
    String program = lab.limit().toString();
    lab.run("ip", "route", "replace", "default", "via", "172.17.0.1", "dev", "wan0");
    try (Watched deciding =
        new Watched(List.of(program, "carrier", "wan0", "wan1", "172.18.0.1"))) {
      double took = cut(lab);
      deciding.line();
      return took;
    } finally {
      lab.run("ip", "route", "del", "default");
    }
  }

  private static double engine(Lab lab) throws Exception {
    try (Routerd routerd = Engine.start(Engine.yaml(""), event -> {})) {
      routerd.awaitDecided(Duration.ofSeconds(10));
      return cut(lab);
    }
  }

  private static double cut(Lab lab) throws Exception {
    try (Watched observer = new Watched(List.of(lab.limit().toString(), "react", "wan0"))) {
      lab.run("ip", "-n", "far", "link", "set", "far0", "down");
      return observer.number();
    } finally {
      lab.run("ip", "-n", "far", "link", "set", "far0", "up");
      lab.sh("until ip link show wan0 | grep -q LOWER_UP; do sleep 0.01; done");
    }
  }
}
