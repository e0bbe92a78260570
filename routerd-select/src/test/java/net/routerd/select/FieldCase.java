package net.routerd.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.Condition;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.PolicyStatus;

/**
 * Two configurations that differ in one field only, and the same events for both.
 *
 * @param field such as {@code HealthCheck.interval}
 * @param yaml the one configuration
 * @param from a text that is in it once
 * @param to what stands there in the other
 * @param events what happens to both
 * @param reload whether the other starts as the one and is reloaded at the end: for fields that
 *     only the probe sees, whose change says that what was learnt is worth nothing (HC-11)
 */
record FieldCase(
    String field, String yaml, String from, String to, List<String> events, boolean reload) {

  static FieldCase of(String field, String yaml, String from, String to, String... events) {
    return new FieldCase(field, yaml, from, to, List.of(events), false);
  }

  static FieldCase reloaded(String field, String yaml, String from, String to, String... events) {
    return new FieldCase(field, yaml, from, to, List.of(events), true);
  }

  void decideDifferently() {
    assertThat(yaml.split(java.util.regex.Pattern.quote(from), -1))
        .as("'%s' is there once", from)
        .hasSize(2);
    RouterConfig one = ConfigText.read(yaml);
    RouterConfig other = ConfigText.read(yaml.replace(from, to));
    assertThat(decided(one, other)).isNotEqualTo(decided(one, one));
  }

  private List<Object> decided(RouterConfig one, RouterConfig other) {
    Play play = new Play(reload ? one : other);
    play.settle();
    events.forEach(line -> play.happen(Event.parse(line)));
    play.world.configuration = other;
    play.settle();
    return decision(play);
  }

  /** What was decided, and nothing that merely repeats what is configured. */
  private static List<Object> decision(Play play) {
    Decision decision = play.world.last();
    List<Object> decided = new ArrayList<>();
    for (EgressRoutePolicy policy : play.configuration().all(EgressRoutePolicy.class)) {
      PolicyStatus status = Seen.status(decision, policy);
      decided.add(status.selectedCandidate());
      decided.add(status.selectedDevice());
      decided.add(status.selectedGateway());
      status.candidates().forEach(c -> decided.add(c.reason()));
    }
    for (HealthCheck check : play.configuration().all(HealthCheck.class)) {
      HealthStatus status = decision.statuses().healthCheck(check.metadata().name()).orElseThrow();
      decided.add(status.verdict());
      status.conditions().stream().map(Condition::type).forEach(decided::add);
    }
    decision
        .probes()
        .forEach(
            order ->
                decided.add(
                    List.of(
                        order.check().metadata().name(),
                        order.device(),
                        order.sourceAddress(),
                        order.path())));
    decided.add(decision.routes());
    decided.add(decision.rules());
    return decided;
  }

  @Override
  public String toString() {
    return field;
  }
}
