package net.routerd.samples.benchmarks;

import java.util.concurrent.TimeUnit;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.select.Decision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** P8: one probe result in, one decision, of a core that has settled. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecideBenchmark {

  /** How many policies there are, of four candidates each. */
  @Param({"10", "10000"})
  public int policies;

  private Core core = new Core(1);
  private int turn;

  /** Settles. */
  @Setup
  public void settle() {
    core = new Core(policies);
  }

  /**
   * A probe passes as those before; the policies have their turns.
   *
   * @return the decision, which changes nothing
   */
  @Benchmark
  public Decision same() {
    return core.decide(core.probed(turn++ & Integer.MAX_VALUE, ProbeOutcome.Kind.PASSED));
  }

  /**
   * A probe fails, or the next one passes: a policy moves away or back, and that is read back.
   *
   * @return the second of the two decisions
   */
  @Benchmark
  public Decision switching() {
    int policy = turn >> 1 & Integer.MAX_VALUE;
    boolean away = (turn++ & 1) == 0;
    Decision moved =
        core.decide(
            core.probed(policy, away ? ProbeOutcome.Kind.TIMEOUT : ProbeOutcome.Kind.PASSED));
    return core.decide(core.applied(moved));
  }
}
