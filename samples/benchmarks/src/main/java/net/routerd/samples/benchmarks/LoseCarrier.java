package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.samples.benchmarks.Figures.Unit;

/**
 * P6: the cable is out. Who takes the carrier watches for the new route, so all that the kernel
 * takes to tell of it is in it, for everybody alike. A failover is rare: so all rest before each
 * cut, and the first that a program sees is told apart from those after it. What a rest costs is
 * told by C that has not rested before its first, and by {@link RestedDecision}.
 */
final class LoseCarrier implements Measurement {

  private static final int PROGRAMS = 3;
  private static final int CUTS = 6;
  private static final int CUTS_BESIDE = 2;
  private static final int REST_MILLIS = 300;

  private static final String LED_BACK = "ip route replace default via 172.17.0.1 dev wan0";
  private static final String NOTHING_LEFT =
      "ip route del default 2>/dev/null; ip route flush proto 114";
  private static final String GOES_BACK =
      "until ip route show default | grep -q wan0; do sleep 0.01; done";

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

  /** How long the cuts took under programs, each of which saw some. */
  private record Cuts(Figures first, Figures later) {
    Cuts() {
      this(new Figures(), new Figures());
    }
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Cuts routerd = new Cuts();
    Cuts c = new Cuts();
    Cuts least = new Cuts();
    Cuts handed = new Cuts();
    Figures started = new Figures();
    try {
      for (int i = 0; i < PROGRAMS; i++) {
        cuts(lab, limit(lab, "carrier"), CUTS, LED_BACK, c);
        for (int cut = 0; cut < CUTS_BESIDE; cut++) {
          started.add(cutAtOnce(lab));
        }
        cuts(lab, limit(lab, "handed"), 1 + CUTS_BESIDE, LED_BACK, handed);
        cuts(lab, leastJava(lab), 1 + CUTS_BESIDE, LED_BACK, least);
        lab.sh(NOTHING_LEFT);
        cuts(lab, Lab.java(Deciding.class), CUTS, GOES_BACK, routerd);
        lab.sh(NOTHING_LEFT);
      }
    } finally {
      lab.sh(NOTHING_LEFT);
    }
    String later = work() + ", once more";
    String first = work() + ", the first of a program";
    return List.of(
        Row.atMost(id(), later, routerd.later, "C", c.later, Unit.NANOS, 2),
        Row.beside(id(), later, routerd.later, "C by three threads", handed.later, Unit.NANOS),
        Row.beside(id(), later + ", by the least Java", least.later, "C", c.later, Unit.NANOS),
        Row.beside(id(), first, routerd.first, "C", c.first, Unit.NANOS),
        Row.beside(id(), first, routerd.first, "C, not rested", started, Unit.NANOS),
        Row.beside(id(), first, routerd.first, "C by three threads", handed.first, Unit.NANOS),
        Row.beside(id(), first + ", by the least Java", least.first, "C", c.first, Unit.NANOS));
  }

  private static List<String> limit(Lab lab, String task) {
    return List.of(lab.limit().toString(), task, "wan0", "wan1", "172.18.0.1");
  }

  private static List<String> leastJava(Lab lab) {
    String lost = lab.run("cat", "/sys/class/net/wan0/ifindex").strip();
    String other = lab.run("cat", "/sys/class/net/wan1/ifindex").strip();
    return Lab.java(LeastFailover.class, lost, other);
  }

  /** Cuts the line under a program, which before each cut leads by the line and has rested. */
  private static void cuts(Lab lab, List<String> program, int count, String back, Cuts took)
      throws Exception {
    try (Watched deciding = new Watched(program)) {
      for (int cut = 0; cut < count; cut++) {
        lab.sh(back);
        Thread.sleep(REST_MILLIS);
        (cut == 0 ? took.first : took.later).add(cut(lab, deciding));
      }
    }
  }

  private static double cutAtOnce(Lab lab) throws Exception {
    lab.sh(LED_BACK);
    try (Watched deciding = new Watched(limit(lab, "carrier"))) {
      return cut(lab, deciding);
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
