package net.routerd.samples.benchmarks;

import java.util.List;
import net.routerd.samples.benchmarks.Figures.Unit;
import net.routerd.select.Decision;

/**
 * P6: what rest costs. The decision about a lost carrier alone, in a JVM that has compiled it: over
 * and over, and as seldom as a failover is, when code and objects have left the caches. And what C
 * pays for memory that has.
 */
final class RestedDecision implements Measurement {

  private static final int WARM_UPS = 3_000;
  private static final int OFTEN = 300;
  private static final int ROUNDS = 11;
  private static final int REST_MILLIS = 300;
  private static final String LINES = "4096";

  /** Prints the nanoseconds of each decision, a rested one and one of many in turn. */
  static final class Deciding {
    private final Core core = new Core(1);

    private Deciding() {}

    /**
     * Runs.
     *
     * @param arguments none
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
      Deciding deciding = new Deciding();
      deciding.cut(WARM_UPS);
      for (int i = 0; i < ROUNDS; i++) {
        System.out.println(deciding.cut(OFTEN));
        Thread.sleep(REST_MILLIS);
        System.out.println(deciding.cut());
      }
    }

    /** Returns what the last of many took. */
    private long cut(int times) {
      for (int i = 1; i < times; i++) {
        cut();
      }
      return cut();
    }

    private long cut() {
      long start = System.nanoTime();
      Decision decision = core.decide(core.cut());
      long took = System.nanoTime() - start;
      settle(decision);
      settle(core.decide(core.mended()));
      return took;
    }

    private void settle(Decision decision) {
      Decision next = decision;
      while (!next.plan().isEmpty()) {
        next = core.decide(core.applied(next));
      }
    }
  }

  @Override
  public String id() {
    return "P6";
  }

  @Override
  public String work() {
    return "the decision of it alone, rested %d ms".formatted(REST_MILLIS);
  }

  @Override
  public List<Row> run(Lab lab) {
    Figures often = new Figures();
    Figures rested = new Figures();
    Figures lines = new Figures();
    Figures restedLines = new Figures();
    List<String> took = lab.run(Lab.java(Deciding.class)).lines().toList();
    for (int i = 0; i < took.size(); i += 2) {
      often.add(Double.parseDouble(took.get(i)));
      rested.add(Double.parseDouble(took.get(i + 1)));
      lines.add(lab.limit("rested", LINES, "0"));
      restedLines.add(lab.limit("rested", LINES, Integer.toString(REST_MILLIS)));
    }
    return List.of(
        Row.beside(id(), work(), rested, "over and over", often, Unit.NANOS),
        Row.beside(
            id(),
            "C goes through %s cache lines, rested %d ms".formatted(LINES, REST_MILLIS),
            restedLines,
            "over and over",
            lines,
            Unit.NANOS));
  }
}
