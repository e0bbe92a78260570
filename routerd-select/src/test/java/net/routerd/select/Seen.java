package net.routerd.select;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.PolicyStatus;

/**
 * What anybody can tell from the statuses alone: who is ready since when, and who was ever judged
 * and found wanting. Knows nothing of the selector's own memory.
 */
final class Seen {

  private record Key(String policy, String candidate) {}

  private final Map<Key, Long> readySince = new HashMap<>();
  private final Set<Key> spent = new HashSet<>();

  void look(Play play, Decision now) {
    for (EgressRoutePolicy policy : play.configuration().all(EgressRoutePolicy.class)) {
      for (CandidateStatus candidate : status(now, policy).candidates()) {
        Key key = new Key(policy.metadata().name(), candidate.name());
        if (candidate.ready()) {
          readySince.putIfAbsent(key, play.world.nanos);
        } else if (readySince.remove(key) != null || isJudged(play, policy, now, candidate)) {
          spent.add(key);
        }
      }
    }
  }

  /** For how long it has been ready, now that it is. */
  long readyNanos(Play play, EgressRoutePolicy policy, CandidateStatus candidate) {
    return play.world.nanos
        - requireNonNull(readySince.get(new Key(policy.metadata().name(), candidate.name())));
  }

  boolean isSpent(EgressRoutePolicy policy, CandidateStatus candidate) {
    return spent.contains(new Key(policy.metadata().name(), candidate.name()));
  }

  /** Whether a ready one need not wait for hysteresis any more (SEL-4). */
  boolean mayDisplace(Play play, EgressRoutePolicy policy, CandidateStatus candidate) {
    return candidate.ready()
        && (!isSpent(policy, candidate)
            || readyNanos(play, policy, candidate) >= policy.hysteresis().toNanos());
  }

  private static boolean isJudged(
      Play play, EgressRoutePolicy policy, Decision now, CandidateStatus candidate) {
    return check(play, policy, candidate.name())
        .map(check -> !verdict(now, check).equals("Unknown"))
        .orElse(true);
  }

  static String verdict(Decision decision, HealthCheck check) {
    return decision.statuses().healthCheck(check.metadata().name()).orElseThrow().verdict();
  }

  static Optional<HealthCheck> check(Play play, EgressRoutePolicy policy, String candidate) {
    return policy
        .candidate(candidate)
        .healthCheck()
        .flatMap(
            name ->
                play.configuration()
                    .find(new ResourceRef(HealthCheck.KIND, name), HealthCheck.class));
  }

  static PolicyStatus status(Decision decision, EgressRoutePolicy policy) {
    return decision.statuses().policy(policy.metadata().name()).orElseThrow();
  }

  static Optional<CandidateStatus> selected(Decision decision, EgressRoutePolicy policy) {
    return status(decision, policy).candidates().stream()
        .filter(CandidateStatus::selected)
        .findFirst();
  }

  static boolean isReady(Decision decision, EgressRoutePolicy policy, String candidate) {
    return status(decision, policy).candidates().stream()
        .anyMatch(c -> c.ready() && c.name().equals(candidate));
  }

  /** The ready candidate that an operator pinned. */
  static Optional<String> pinned(Play play, Decision decision, EgressRoutePolicy policy) {
    return Optional.ofNullable(play.world.directives.get(policy.metadata().name()))
        .flatMap(Directives::pinned)
        .filter(name -> isReady(decision, policy, name));
  }
}
