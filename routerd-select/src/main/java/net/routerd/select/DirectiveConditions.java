package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import net.routerd.select.choose.Contender;

/** Shows what an operator asked of a policy, so that nobody wonders later (ENG-8). */
final class DirectiveConditions {

  private static final String END = "; until the policy is released or the engine starts again";

  private DirectiveConditions() {}

  static List<Condition> of(Evaluation evaluation, EgressRoutePolicy policy) {
    Directives asked = evaluation.directives(policy);
    List<Condition> conditions = new ArrayList<>();
    List<Contender> contenders = evaluation.contenders(policy);
    String drained =
        contenders.stream()
            .map(contender -> contender.candidate().name())
            .filter(asked.drained()::contains)
            .collect(Collectors.joining(", "));
    if (!drained.isEmpty()) {
      conditions.add(new Condition(Reason.DRAINED, drained + ": carries no traffic" + END));
    }
    contenders.stream()
        .filter(
            contender -> asked.pinned().filter(contender.candidate().name()::equals).isPresent())
        .map(DirectiveConditions::pinned)
        .forEach(conditions::add);
    return conditions;
  }

  private static Condition pinned(Contender contender) {
    String name = contender.candidate().name();
    return new Condition(
        Reason.PINNED,
        contender.readiness().ready()
            ? name + ": carries the traffic whatever the weights" + END
            : name
                + ": not ready ("
                + contender.readiness().reason()
                + "), so the weights decide; carries the traffic as soon as it is ready"
                + END);
  }
}
