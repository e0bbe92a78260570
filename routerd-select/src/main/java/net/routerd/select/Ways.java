package net.routerd.select;

import java.util.Optional;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.select.choose.Contender;
import net.routerd.select.choose.Selection;
import net.routerd.select.explain.Explanation;
import net.routerd.select.ready.NextHopFacts;

/**
 * Tells when a policy's traffic goes another way: once another candidate is selected and the routes
 * that follow the policy are read back, never before (RT-3). A gateway or device that changes under
 * a selected candidate is no transition (GW-3).
 */
final class Ways {

  private final Evaluation evaluation;
  private final Outcomes outcomes;

  Ways(Evaluation evaluation, Outcomes outcomes) {
    this.evaluation = evaluation;
    this.outcomes = outcomes;
  }

  /** What listeners know after a decision, and what this decision tells them. */
  record Told(Optional<Way> way, Optional<PolicyTransition> transition) {}

  Told follow(String name) {
    EgressRoutePolicy policy = evaluation.resources().policy(name);
    Selection selection = evaluation.selection(policy);
    Optional<Way> told =
        Optional.ofNullable(evaluation.sources.ways.get(name)).orElse(Optional.empty());
    Optional<Way> way = selection.selected().map(contender -> way(policy, contender));
    boolean same = told.map(Way::candidate).equals(way.map(Way::candidate));
    if (same || way.isPresent() && !isReadBack(policy)) {
      return new Told(same ? way : told, Optional.empty());
    }
    return new Told(
        way, Optional.of(new PolicyTransition(name, told, way, cause(told, selection))));
  }

  private Way way(EgressRoutePolicy policy, Contender contender) {
    LinkName device = contender.readiness().device().orElseThrow();
    Link link = evaluation.link(device);
    return new Way(
        contender.candidate().name(),
        device,
        contender.readiness().gateway(),
        link == null
            ? Optional.empty()
            : NextHopFacts.sourceOn(link, policy.family(), contender.readiness().gateway()));
  }

  private boolean isReadBack(EgressRoutePolicy policy) {
    return evaluation.resources().followers(policy).stream()
        .noneMatch(route -> outcomes.isPending(route.ref()));
  }

  private static String cause(Optional<Way> told, Selection selection) {
    Optional<Explanation> old =
        told.flatMap(
            way ->
                selection.explanations().stream()
                    .filter(e -> e.candidate().equals(way.candidate()))
                    .findFirst());
    Optional<Explanation> chosen =
        selection.explanations().stream().filter(Explanation::selected).findFirst();
    boolean displaced = old.isPresent() && chosen.isPresent() && isReady(old.get());
    if (old.isPresent() && !displaced) {
      return old.get().candidate()
          + " is not ready: "
          + old.get().reason()
          + ", "
          + old.get().message();
    }
    return chosen
        .map(e -> e.candidate() + " is ready: " + e.message())
        .orElse("the selected candidate is no longer configured");
  }

  private static boolean isReady(Explanation explanation) {
    return switch (explanation.reason()) {
      case LOWER_WEIGHT, LATER_IN_LIST, HYSTERESIS, OTHER_PINNED -> true;
      default -> false;
    };
  }
}
