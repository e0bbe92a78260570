package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One seed: a machine, configurations and a storm of faults made from it, the real engine in the
 * middle, and what must hold after every event. It needs no clock, no thread and no kernel, and
 * equal seeds give equal runs, to the byte.
 *
 * <pre>{@code
 * new Simulation(4711).run(); // throws SimulationFailure with the seed, the YAML and the timeline
 * }</pre>
 *
 * <p>A program that embeds the engine adds what must hold in its own house:
 *
 * <pre>{@code
 * new Simulation(seed).invariant(NeverTheMeteredUplink::new).run();
 * }</pre>
 */
public final class Simulation {

  private final long seed;
  private final List<Supplier<Invariant>> added = new ArrayList<>();
  private boolean standard = true;
  private Tampering tampering = (platform, machine) -> platform;

  /**
   * Makes one; one seed in twenty gives a big world.
   *
   * @param seed any number
   */
  public Simulation(long seed) {
    this.seed = seed;
  }

  /**
   * Adds an invariant.
   *
   * @param made makes a new one for every run, because it may remember what it saw
   * @return this
   */
  public Simulation invariant(Supplier<Invariant> made) {
    added.add(made);
    return this;
  }

  /**
   * Leaves out the invariants of {@link Invariants}, so that only what is added is looked at.
   *
   * @return this
   */
  public Simulation withoutStandardInvariants() {
    standard = false;
    return this;
  }

  /**
   * Puts something between the engine and its platform.
   *
   * @param between what
   * @return this
   */
  public Simulation tampering(Tampering between) {
    tampering = between;
    return this;
  }

  /**
   * Runs the seed.
   *
   * @return how many events there were
   * @throws SimulationFailure if an invariant did not hold, with the fewest steps that were found
   *     to show it
   */
  public int run() {
    Scenario scenario = Scenarios.of(seed);
    Run run = runOf(scenario);
    Optional<Violation> violation = run.go();
    if (violation.isPresent()) {
      throw failure(scenario, violation.get());
    }
    return run.events();
  }

  private SimulationFailure failure(Scenario scenario, Violation violation) {
    Scenario small =
        new Shrinking(
                fewer -> runOf(fewer).go().filter(v -> v.invariant().equals(violation.invariant())))
            .shrink(scenario);
    Run last = runOf(small);
    return new SimulationFailure(small, scenario, last.go().orElse(violation), last.trace());
  }

  /**
   * Runs the seed and returns what happened; equal seeds give equal texts.
   *
   * @return the timeline, to the first invariant that did not hold
   */
  public String trace() {
    Run run = runOf(Scenarios.of(seed));
    Optional<Violation> violation = run.go();
    return run.trace() + violation.map(v -> v.invariant() + ": " + v.how() + "\n").orElse("");
  }

  private Run runOf(Scenario scenario) {
    List<Invariant> invariants = new ArrayList<>(standard ? Invariants.standard() : List.of());
    added.forEach(made -> invariants.add(made.get()));
    return new Run(scenario, invariants, tampering);
  }
}
