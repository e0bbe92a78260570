package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.routerd.model.Candidate;
import net.routerd.model.HealthCheck;
import net.routerd.model.RouterConfig;
import net.routerd.select.bounds.Bound;
import net.routerd.select.bounds.BoundsTable;
import net.routerd.select.bounds.CandidateBounds;
import net.routerd.select.bounds.PolicyBounds;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Worst-case times from a configuration alone; that they hold is shown on the testkit. */
class BoundsTest {

  private static HealthCheck.Builder check(String name, int interval, int timeoutMillis) {
    return named(name)
        .target(Given.TARGET)
        .interval(Duration.ofSeconds(interval))
        .timeout(Duration.ofMillis(timeoutMillis));
  }

  private static PolicyBounds bounds(HealthCheck.Builder second, Candidate.Builder... more) {
    var policy =
        policy("wan")
            .hysteresis(Duration.ofSeconds(30))
            .addCandidates(candidate("a", 9).healthCheck("slow").build())
            .addCandidates(candidate("b", 5).healthCheck("quick").build());
    for (Candidate.Builder candidate : more) {
      policy.addCandidates(candidate.build());
    }
    RouterConfig config =
        config(
            iface("a"),
            iface("b"),
            iface("c"),
            check("slow", 5, 2000).healthyThreshold(2).build(),
            second.build(),
            policy.build());
    return PolicyBounds.of(config).getFirst();
  }

  private static Bound within(long millis) {
    return new Bound.Within(Duration.ofMillis(millis));
  }

  @Test
  @DisplayName("HC-1, SEL-3, SEL-4 thresholds, intervals, timeouts and hysteresis make the times")
  void formulas() {
    PolicyBounds bounds = bounds(check("quick", 1, 500).unhealthyThreshold(4));

    assertThat(bounds.policy()).isEqualTo("wan");
    assertThat(bounds.candidates())
        .containsExactly(
            new CandidateBounds(
                "a", within(0), within(17_000), within(17_000), within(12_000), within(42_000)),
            new CandidateBounds(
                "b",
                within(0),
                within(4_500),
                within(4_500),
                within(1_500),
                new Bound.Never("no other candidate is lighter")));
    assertThat(bounds.silentDeath()).isEqualTo(within(17_000));
    assertThat(bounds.switchOver()).isEqualTo(within(17_000));
    assertThat(bounds.failBack()).isEqualTo(within(42_000));
  }

  @Test
  @DisplayName("SEL-3 without a check a silent death is never seen; the table says so")
  void withoutACheck() {
    PolicyBounds bounds = bounds(check("quick", 1, 500), candidate("c", 1));

    assertThat(bounds.candidates().get(2).silentDeath())
        .isEqualTo(new Bound.Never("it has no check"))
        .hasToString("never: it has no check");
    assertThat(BoundsTable.text(bounds))
        .isEqualTo(
            """
            candidate  link loss  silent death  switch-over  recovery  fail-back
            a            at once           17s          17s       12s        42s
            b            at once       3s500ms      3s500ms   1s500ms   31s500ms
            c            at once         never        never   at once      never
            (worst)      at once         never        never       12s        42s
            """);
  }

  @Test
  @DisplayName("RDY-1 what can never be ready is left out, and nothing takes over from the last")
  void leftOut() {
    PolicyBounds bounds =
        bounds(check("quick", 1, 500).enabled(false), candidate("c", 1).enabled(false));

    assertThat(bounds.candidates()).extracting(CandidateBounds::candidate).containsExactly("a");
    assertThat(bounds.switchOver()).isEqualTo(new Bound.Never("there is no other candidate"));
    assertThat(bounds.failBack()).isEqualTo(new Bound.Never("no candidate has a lighter one"));
    assertThat(new PolicyBounds("none", List.of()).silentDeath())
        .isEqualTo(new Bound.Never("no candidate can be ready"));
  }

  @Test
  @DisplayName("RDY-1 of equal weights neither fails back to the other")
  void equalWeights() {
    PolicyBounds bounds =
        PolicyBounds.of(
                config(iface("a"), iface("b"), policy("wan", candidate("a", 1), candidate("b", 1))))
            .getFirst();

    assertThat(bounds.candidates()).allMatch(c -> c.failBack() instanceof Bound.Never);
  }
}
