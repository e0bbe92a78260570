package net.routerd.samples.benchmarks;

import java.util.List;
import net.routerd.samples.benchmarks.Figures.Unit;
import net.routerd.select.Decision;
import net.routerd.select.Observations;

/**
 * P6: what rest costs. The decision about a lost carrier alone, in a JVM that has compiled it: over
 * and over, and as seldom as a failover is, when code and objects have left the caches; until its
 * plan is told, as that was decided ahead, and to its end. And what C pays for memory that has.
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
    private long told;
    private long ended;

    private Deciding() {}

    /**
     * Runs.
     *
     * @param arguments none
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
      Deciding deciding = new Deciding();
      deciding.cut(WARM_UPS, 0);
      for (int i = 0; i < ROUNDS; i++) {
        deciding.cut(OFTEN, 0);
        System.out.println(deciding.told + " " + deciding.ended);
        deciding.cut(1, REST_MILLIS);
        System.out.println(deciding.told + " " + deciding.ended);
      }
    }

    /** Of many the last one counts. */
    private void cut(int times, int restMillis) throws InterruptedException {
      for (int i = 0; i < times; i++) {
        core.lookAhead();
        Thread.sleep(restMillis);
        long start = System.nanoTime();
        Observations seen = core.cut();
        if (core.prepared(seen).isEmpty()) {
          throw new IllegalStateException("nothing was decided ahead for this");
        }
        told = System.nanoTime() - start;
        Decision decision = core.decide(seen);
        ended = System.nanoTime() - start;
        settle(decision);
        settle(core.decide(core.mended()));
      }
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
    return "the decision of it alone";
  }

  @Override
  public List<Row> run(Lab lab) {
    Figures toldOften = new Figures();
    Figures toldRested = new Figures();
    Figures often = new Figures();
    Figures rested = new Figures();
    Figures lines = new Figures();
    Figures restedLines = new Figures();
    List<String> took = lab.run(Lab.java(Deciding.class)).lines().toList();
    for (int i = 0; i < took.size(); i += 2) {
      add(took.get(i), toldOften, often);
      add(took.get(i + 1), toldRested, rested);
      lines.add(lab.limit("rested", LINES, "0"));
      restedLines.add(lab.limit("rested", LINES, Integer.toString(REST_MILLIS)));
    }
    return List.of(
        row(work() + ", until its plan is told", toldRested, toldOften),
        row(work() + ", to its end", rested, often),
        row("C goes through %s cache lines".formatted(LINES), restedLines, lines));
  }

  private static void add(String took, Figures told, Figures ended) {
    String[] both = took.split(" ", -1);
    told.add(Double.parseDouble(both[0]));
    ended.add(Double.parseDouble(both[1]));
  }

  private Row row(String what, Figures rested, Figures often) {
    return Row.beside(
        id(), what + ", rested " + REST_MILLIS + " ms", rested, "over and over", often, Unit.NANOS);
  }
}
