package net.example.gateway;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import net.routerd.api.RouterdEvent.Reloaded;
import net.routerd.api.RouterdEvent.Transition;
import net.routerd.api.RouterdEvent.Way;
import net.routerd.testkit.sim.Invariant;
import net.routerd.testkit.sim.Scene;
import net.routerd.testkit.sim.Sight;
import net.routerd.testkit.sim.Simulation;
import net.routerd.testkit.sim.SimulationFailure;
import org.junit.jupiter.api.Test;

/**
 * What our log of flows relies on: a policy's way begins where the one before ended. Tried in
 * storms of faults, each made from a number: a failure names it, and it comes again with it.
 */
class FlowLogInvariantTest {

  private static final long SEEDS = 100;

  private static final class NoHoles implements Invariant {
    private final Map<String, Optional<String>> last = new HashMap<>();

    @Override
    public String name() {
      return "the flow log has no holes";
    }

    @Override
    public void see(Sight sight, Scene scene) {
      switch (sight) {
        case Sight.Started started -> last.clear();
        case Sight.Told(Reloaded reloaded) -> last.clear();
        case Sight.Told(Transition move) -> follow(move, scene);
        default -> {}
      }
    }

    private void follow(Transition move, Scene scene) {
      Optional<String> from = move.from().map(Way::candidate);
      Optional<String> before = last.getOrDefault(move.policy(), from);
      if (!before.equals(from)) {
        scene.violated(this, move.policy() + " was on " + before + ", and leaves " + from);
      }
      last.put(move.policy(), move.to().map(Way::candidate));
    }
  }

  @Test
  void theLogHasNoHoles() {
    long events =
        LongStream.rangeClosed(1, SEEDS)
            .map(seed -> new Simulation(seed).invariant(NoHoles::new).run())
            .sum();

    assertTrue(events > SEEDS, () -> "only " + events + " events");
  }

  /** An invariant that nobody keeps, to see that storms do move traffic. */
  private static final class NothingMoves implements Invariant {
    @Override
    public String name() {
      return "nothing moves";
    }

    @Override
    public void see(Sight sight, Scene scene) {
      if (sight instanceof Sight.Told(Transition move) && move.from().isPresent()) {
        scene.violated(this, move.cause());
      }
    }
  }

  @Test
  void trafficMovesInTheseStorms() {
    assertThrows(
        SimulationFailure.class,
        () ->
            LongStream.rangeClosed(1, SEEDS)
                .forEach(seed -> new Simulation(seed).invariant(NothingMoves::new).run()));
  }
}
