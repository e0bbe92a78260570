package net.routerd.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.samples.benchmarks.Figures.Unit;
import net.routerd.select.Decision;
import net.routerd.select.Observations;

/** P8: one probe result in, one decision, with few policies and with many. */
final class Decide implements Measurement {

  private static final int FEW = 10;
  private static final int MANY = 10_000;
  private static final int REPETITIONS = 7;
  private static final int RESULTS = 2_000;
  private static final String PEER = "10 policies";
  private static final String SPREAD = "10 policies each of 1000 engines in turn";
  private static final String SAME = "a probe passes as before, ";
  private static final String SWITCH = "a verdict and its policy switch, ";
  private static final String READ_BACK = "that is read back, ";

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What decisions of one kind took; of each repetition the median, as others use the machine. */
  private static final class Cost {
    final Figures nanos = new Figures();
    final Figures bytes = new Figures();
    private final long[] took = new long[RESULTS];
    private final long[] allocated = new long[RESULTS];

    Decision of(int i, Core core, Observations seen) {
      long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
      long before = System.nanoTime();
      Decision decision = core.decide(seen);
      took[i] = System.nanoTime() - before;
      allocated[i] = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
      return decision;
    }

    void endOfRepetition() {
      nanos.add(median(took));
      bytes.add(median(allocated));
    }

    private static double median(long[] values) {
      Arrays.sort(values);
      return values[values.length / 2];
    }
  }

  /**
   * Cores whose first policies are probed in turn, and what their decisions cost. Of several the
   * turn goes through all: together they hold as much as a large one, and each is as small as ever.
   */
  private static final class Subject {
    final Cost same = new Cost();
    final Cost switching = new Cost();
    final Cost readBack = new Cost();
    long switches;
    long planned;
    private final List<Core> cores;
    private final int probed;
    private int turn;

    Subject(List<Core> cores, int probed) {
      this.cores = cores;
      this.probed = probed;
    }

    void repeat(boolean counts) {
      for (int i = 0; i < RESULTS; i++) {
        int policy = turn++ % (cores.size() * probed);
        Core core = cores.get(policy / probed);
        planned +=
            changes(same.of(i, core, core.probed(policy % probed, ProbeOutcome.Kind.PASSED)));
      }
      for (int i = 0; i < RESULTS; i += 2) {
        int policy = turn++ % (cores.size() * probed);
        switches(i, cores.get(policy / probed), policy % probed, ProbeOutcome.Kind.TIMEOUT);
        switches(i + 1, cores.get(policy / probed), policy % probed, ProbeOutcome.Kind.PASSED);
      }
      if (counts) {
        List.of(same, switching, readBack).forEach(Cost::endOfRepetition);
      }
    }

    private void switches(int i, Core core, int policy, ProbeOutcome.Kind outcome) {
      Decision decision = switching.of(i, core, core.probed(policy, outcome));
      planned += changes(decision) + changes(readBack.of(i, core, core.applied(decision)));
      switches++;
    }

    private static int changes(Decision decision) {
      return decision.plan().changes().size();
    }
  }

  @Override
  public String id() {
    return "P8";
  }

  @Override
  public String work() {
    return "one probe result, one decision";
  }

  @Override
  public List<Row> run(Lab lab) {
    List<Core> large = List.of(new Core(MANY));
    Subject few = new Subject(List.of(new Core(FEW)), FEW);
    Subject near = new Subject(large, FEW);
    Subject all = new Subject(large, MANY);
    Subject manyFew =
        new Subject(Stream.generate(() -> new Core(FEW)).limit(MANY / FEW).toList(), FEW);
    for (int i = -2; i < REPETITIONS; i++) { // the first two warm up
      boolean counts = i >= 0;
      List.of(few, near, all, manyFew).forEach(subject -> subject.repeat(counts));
    }
    String of = "10 of 10000 policies";
    String inTurn = "all of 10000 policies in turn";
    return List.of(
        flat(SAME + of, near.same, few.same),
        flat(SAME + inTurn, all.same, few.same),
        spread(SAME + inTurn, all.same, manyFew.same),
        Row.beside(id(), SAME + SPREAD, manyFew.same.nanos, PEER, few.same.nanos, Unit.NANOS),
        flat(SWITCH + of, near.switching, few.switching),
        flat(SWITCH + inTurn, all.switching, few.switching),
        spread(SWITCH + inTurn, all.switching, manyFew.switching),
        Row.beside(
            id(), READ_BACK + inTurn, all.readBack.nanos, PEER, few.readBack.nanos, Unit.NANOS),
        allocated(SAME + inTurn, all.same, few.same),
        allocated(SWITCH + inTurn, all.switching, few.switching),
        untouched(near.planned + all.planned, near.switches + all.switches));
  }

  private Row flat(String work, Cost many, Cost few) {
    return Row.atMost(id(), work, many.nanos, PEER, few.nanos, Unit.NANOS, 3);
  }

  /** What as much memory costs where no decision has more than a few policies to look at. */
  private Row spread(String work, Cost many, Cost few) {
    return Row.beside(id(), work, many.nanos, SPREAD, few.nanos, Unit.NANOS);
  }

  private Row allocated(String work, Cost many, Cost few) {
    return Row.beside(id(), work + ", allocated", many.bytes, PEER, few.bytes, Unit.BYTES);
  }

  /** No route is planned again that does not change. */
  private Row untouched(long planned, long switched) {
    Figures changes = new Figures();
    changes.add((double) planned);
    Figures switches = new Figures();
    switches.add((double) switched);
    return Row.atMost(
        id(), "changes planned", changes, "policies that switched", switches, Unit.COUNT, 1);
  }
}
