package net.routerd.select;

import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.routerd.model.RouterConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UrgentTest {

  private static final Moment NOW = new Moment(0, Instant.EPOCH);

  @Test
  @DisplayName("what is to change is told before the statuses are worked out")
  void beforeWhatIsOnlyTold() {
    RouterConfig configuration = config(route("r").device(device("wan0")).build());
    World world = new World(configuration).link(up("wan0", 1, "10.0.0.2/24"));
    DecisionGraph graph = new DecisionGraph(configuration, Settings.STANDARD, Memory.EMPTY, NOW);
    long[] workedOut = new long[1];

    Decision decision =
        graph.decide(
            world.observations(),
            NOW,
            (routes, plan) -> {
              assertThat(plan.changes()).isNotEmpty();
              workedOut[0] = graph.evaluations();
            });

    assertThat(graph.evaluations() - workedOut[0])
        .isGreaterThanOrEqualTo(decision.statuses().statuses().size());
  }
}
