package net.routerd.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.route.RouteChange;
import net.routerd.select.Decision;
import org.junit.jupiter.api.Test;

/** What P8 measures is what it says. */
class CoreTest {

  private final Core core = new Core(3);

  @Test
  void a_probe_that_passes_as_before_changes_nothing() {
    Decision decision = core.decide(core.probed(1, ProbeOutcome.Kind.PASSED));

    assertThat(decision.decided()).isTrue();
    assertThat(decision.statuses().policy("policy-1").orElseThrow().selectedCandidate())
        .contains("wan0");
  }

  @Test
  void a_probe_that_fails_moves_one_route_and_one_that_passes_moves_it_back() {
    Decision away = core.decide(core.probed(1, ProbeOutcome.Kind.TIMEOUT));
    assertThat(away.plan().changes()).singleElement().isInstanceOf(RouteChange.ReplaceRoute.class);
    assertThat(away.plan().toString()).contains("10.0.1.0/24", "172.16.1.1");

    assertThat(core.decide(core.applied(away)).decided()).isTrue();

    Decision back = core.decide(core.probed(1, ProbeOutcome.Kind.PASSED));
    assertThat(back.plan().changes()).hasSize(1);
    assertThat(back.plan().toString()).contains("10.0.1.0/24", "172.16.0.1");
  }
}
