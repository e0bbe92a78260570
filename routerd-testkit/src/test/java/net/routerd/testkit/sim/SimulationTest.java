package net.routerd.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import net.routerd.api.RouterdEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The engine in storms of faults")
class SimulationTest {

  private static final long SEEDS = Long.getLong("routerd.seeds", 300);

  @Test
  @DisplayName(
      "ENG-3 SEL-3 SEL-5 RT-1 RT-2 RT-9 every invariant holds after every event, and it"
          + " converges")
  void everyInvariantHolds() {
    long events =
        LongStream.rangeClosed(1, SEEDS).parallel().map(seed -> new Simulation(seed).run()).sum();

    assertThat(events).as("events looked at").isGreaterThan(SEEDS * 20);
  }

  @Test
  @DisplayName("SEL-8 a seed replays to the byte")
  void aSeedReplaysToTheByte() {
    for (long seed = 20; seed < 30; seed++) {
      assertThat(new Simulation(seed).trace()).isEqualTo(new Simulation(seed).trace());
    }
    assertThat(new Simulation(20).trace()).isNotEqualTo(new Simulation(21).trace());
  }

  /** What must hold in nobody's house: that the way out never changes. */
  static final class NothingMoves implements Invariant {
    @Override
    public String name() {
      return "nothing moves";
    }

    @Override
    public void see(Sight sight, Scene scene) {
      if (sight instanceof Sight.Told(RouterdEvent.Transition moved) && moved.from().isPresent()) {
        scene.violated(this, moved.cause());
      }
    }
  }

  @Test
  @DisplayName("A failure has seed, fewest steps, timeline and YAML, and comes again")
  void aFailureCanBeRunAgain() {
    SimulationFailure first = firstFailure();

    assertThat(first.invariant()).isEqualTo("nothing moves");
    assertThat(first)
        .hasMessageContaining("new Simulation(" + first.seed() + "L).run()")
        .hasMessageContaining("kind: EgressRoutePolicy")
        .hasMessageContaining("told: Transition")
        .hasMessageMatching("(?s).*steps \\([0-9] of [0-9]+ are enough.*");
    assertThatThrownBy(() -> new Simulation(first.seed()).invariant(NothingMoves::new).run())
        .hasMessage(first.getMessage());
  }

  @Test
  @DisplayName("SEL-8 a seed replays to the byte in another process, of another language and zone")
  void aSeedReplaysInAnotherProcess() throws Exception {
    long failing = firstFailure().seed();

    assertThat(OtherProcess.run(Replay.class, "" + failing))
        .isEqualTo(Replay.of(failing))
        .contains("nothing moves");
  }

  private static SimulationFailure firstFailure() {
    for (long seed = 1; ; seed++) {
      try {
        new Simulation(seed).withoutStandardInvariants().invariant(NothingMoves::new).run();
      } catch (SimulationFailure failure) {
        return failure;
      }
    }
  }
}
