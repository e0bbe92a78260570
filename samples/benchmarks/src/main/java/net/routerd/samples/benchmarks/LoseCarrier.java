package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.samples.benchmarks.Figures.Unit;

/**
 * P6: the cable is out. Who takes the carrier watches for the new route, so all that the kernel
 * takes to tell of it is in it, for everybody alike. A failover is rare: so all who are compared
 * have rested before each cut, and the first in the life of a JVM is told apart from those after
 * it. What a rest costs is told by C that has only just started, and by {@link RestedDecision}.
 */
final class LoseCarrier implements Measurement {

  private static final int ENGINES = 3;
  private static final int CUTS = 6;
  private static final int LIMIT_CUTS = 5;
  private static final int BESIDE_CUTS = 2;
  private static final int REST_MILLIS = 300;

  /** An engine in a JVM of its own. */
  static final class Deciding {
    private Deciding() {}

    /**
     * Runs until it is ended.
     *
     * @param arguments none
     * @throws Exception if the machine refuses
     */
    public static void main(String[] arguments) throws Exception {
      try (Routerd routerd = Engine.start(Engine.yaml(""), event -> {})) {
        if (!routerd.awaitDecided(Duration.ofSeconds(20))) {
          throw new IllegalStateException("nothing was decided");
        }
        Engine.awaitRehearsed();
        System.out.println("ready");
        Thread.sleep(120_000);
      }
    }
  }

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
    Figures first = new Figures();
    Figures later = new Figures();
    Figures c = new Figures();
    Figures started = new Figures();
    Figures handed = new Figures();
    Figures least = new Figures();
    for (int i = 0; i < ENGINES; i++) {
      for (int cut = 0; cut < LIMIT_CUTS; cut++) {
        c.add(limit(lab, "carrier", REST_MILLIS));
      }
      for (int cut = 0; cut < BESIDE_CUTS; cut++) {
        started.add(limit(lab, "carrier", 0));
        handed.add(limit(lab, "handed", REST_MILLIS));
      }
      leastJava(lab, least);
      try (Watched engine = new Watched(Lab.java(Deciding.class))) {
        for (int cut = 0; cut < CUTS; cut++) {
          (cut == 0 ? first : later).add(cut(lab, engine));
          lab.sh("until ip route show default | grep -q wan0; do sleep 0.01; done");
          Thread.sleep(REST_MILLIS);
        }
      } finally {
        lab.run("ip", "route", "flush", "proto", "114");
      }
    }
    String more = work() + ", once more";
    return List.of(
        Row.atMost(id(), more, later, "C", c, Unit.NANOS, 2),
        Row.beside(id(), more, later, "C by three threads", handed, Unit.NANOS),
        Row.beside(id(), more, later, "C that has only just started", started, Unit.NANOS),
        Row.beside(id(), "the same by C", c, "C that has only just started", started, Unit.NANOS),
        Row.beside(id(), "the same by the least Java program", least, "C", c, Unit.NANOS),
        Row.beside(id(), work() + ", the first of a JVM", first, "C", c, Unit.NANOS));
  }

  private static void leastJava(Lab lab, Figures took) throws Exception {
    String lost = lab.run("cat", "/sys/class/net/wan0/ifindex").strip();
    String other = lab.run("cat", "/sys/class/net/wan1/ifindex").strip();
    try (Watched program = new Watched(Lab.java(LeastFailover.class, lost, other))) {
      for (int cut = 0; cut < BESIDE_CUTS; cut++) {
        lab.run("ip", "route", "replace", "default", "via", "172.17.0.1", "dev", "wan0");
        Thread.sleep(REST_MILLIS);
        took.add(cut(lab, program));
      }
    } finally {
      lab.run("ip", "route", "del", "default");
    }
  }

  private static double limit(Lab lab, String task, int restMillis) throws Exception {
    String program = lab.limit().toString();
    lab.run("ip", "route", "replace", "default", "via", "172.17.0.1", "dev", "wan0");
    try (Watched deciding = new Watched(List.of(program, task, "wan0", "wan1", "172.18.0.1"))) {
      Thread.sleep(restMillis);
      return cut(lab, deciding);
    } finally {
      lab.run("ip", "route", "del", "default");
    }
  }

  /** Cuts the line under one who decides. */
  private static double cut(Lab lab, Watched deciding) {
    try {
      return lab.limit("cut", "/run/netns/far", "far0");
    } catch (RuntimeException e) {
      throw new IllegalStateException("under process " + deciding.pid(), e);
    } finally {
      lab.run("ip", "-n", "far", "link", "set", "far0", "up");
      lab.sh("until ip link show wan0 | grep -q LOWER_UP; do sleep 0.01; done");
    }
  }
}
