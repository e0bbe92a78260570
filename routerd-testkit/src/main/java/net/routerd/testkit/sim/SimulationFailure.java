package net.routerd.testkit.sim;

import java.util.List;
import java.util.stream.Collectors;
import net.routerd.model.yaml.RouterYaml;

/**
 * An invariant did not hold. The message has the seed, how to run it again, what happened and why
 * that is wrong, the configuration, and the end of the timeline.
 */
public final class SimulationFailure extends AssertionError {

  private static final long serialVersionUID = 1L;
  private static final int LINES = 60;

  /** The seed. */
  private final long seed;

  /** What did not hold. */
  private final String invariant;

  SimulationFailure(Scenario small, Scenario whole, Violation violation, Trace trace) {
    super(message(small, whole, violation, trace));
    seed = whole.seed();
    invariant = violation.invariant();
  }

  private static String message(Scenario small, Scenario whole, Violation violation, Trace trace) {
    String configurations =
        small.versions().stream()
            .limit(reloads(small.steps()) ? small.versions().size() : 1)
            .map(version -> RouterYaml.toYaml(version))
            .collect(Collectors.joining("\n# a version that is loaded later\n"));
    return "seed "
        + whole.seed()
        + ": "
        + violation.invariant()
        + "\nat "
        + violation.atNanos() / 1e9
        + "s: "
        + violation.how()
        + "\n\nagain: new Simulation("
        + whole.seed()
        + "L).run()\n\nsteps ("
        + small.steps().size()
        + " of "
        + whole.steps().size()
        + " are enough; uplinks "
        + small.uplinks()
        + "):\n"
        + small.steps().stream()
            .map(t -> "  after " + t.gap() + " " + t.step())
            .collect(Collectors.joining("\n"))
        + "\n\nthe last of the timeline:\n"
        + trace.last(LINES)
        + "\nconfiguration:\n"
        + configurations;
  }

  private static boolean reloads(List<Timed> steps) {
    return steps.stream()
        .anyMatch(
            t ->
                t.step() instanceof LifeStep(LifeStep.What what, int n)
                    && what == LifeStep.What.RELOADS);
  }

  /**
   * Returns the seed.
   *
   * @return the seed that fails, for {@link Simulation#Simulation(long)}
   */
  public long seed() {
    return seed;
  }

  /**
   * Returns what did not hold.
   *
   * @return the name of the invariant
   */
  public String invariant() {
    return invariant;
  }
}
