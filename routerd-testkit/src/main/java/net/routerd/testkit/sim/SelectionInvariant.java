package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.StatusSnapshot;

/** The choice of every policy in every decision, and what it was before. */
final class SelectionInvariant implements Invariant {

  private record Key(String policy, String candidate) {}

  private final Map<Key, Long> readySince = new HashMap<>();
  private final Set<Key> failed = new HashSet<>();

  @Override
  public String name() {
    return "SEL-1 SEL-2 SEL-3 SEL-4 SEL-5 the choice is ready or held, the heaviest that may be,"
        + " and nobody preempts sooner than hysteresis";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    if (sight instanceof Sight.Started) {
      readySince.clear();
      failed.clear();
    } else if (sight instanceof Sight.Decided decided) {
      forget(decided.after());
      for (EgressRoutePolicy policy : scene.configuration().all(EgressRoutePolicy.class)) {
        String name = policy.metadata().name();
        Optional<PolicyStatus> now = decided.after().policy(name);
        now.ifPresent(status -> remember(policy, status, decided.after(), scene.nanos()));
        now.flatMap(status -> wrong(policy, decided.before().policy(name), status, scene))
            .ifPresent(how -> scene.violated(this, policy.ref() + ": " + how));
      }
    } else if (sight instanceof Sight.Settled) {
      for (EgressRoutePolicy policy : scene.configuration().all(EgressRoutePolicy.class)) {
        scene
            .status()
            .policy(policy.metadata().name())
            .flatMap(status -> overdue(policy, status, scene.nanos()))
            .ifPresent(how -> scene.violated(this, policy.ref() + ": " + how));
      }
    }
  }

  /** What one reload takes out is new when another adds it: it may displace at once (SEL-4). */
  private void forget(StatusSnapshot all) {
    readySince.keySet().removeIf(key -> isGone(key, all));
    failed.removeIf(key -> isGone(key, all));
  }

  private static boolean isGone(Key key, StatusSnapshot all) {
    return all.policy(key.policy()).stream()
        .flatMap(policy -> policy.candidates().stream())
        .noneMatch(candidate -> candidate.name().equals(key.candidate()));
  }

  private void remember(
      EgressRoutePolicy policy, PolicyStatus status, StatusSnapshot all, long now) {
    for (CandidateStatus candidate : status.candidates()) {
      Key key = new Key(policy.metadata().name(), candidate.name());
      if (candidate.ready()) {
        readySince.putIfAbsent(key, now);
      } else {
        boolean wasReady = readySince.remove(key) != null;
        if (wasReady || isJudged(policy, candidate.name(), all)) {
          failed.add(key);
        }
      }
    }
  }

  /** Until its first verdict a candidate has not failed, whatever its link did. */
  private static boolean isJudged(EgressRoutePolicy policy, String candidate, StatusSnapshot all) {
    return policy.candidates().stream()
        .filter(c -> c.name().equals(candidate))
        .flatMap(c -> c.healthCheck().stream())
        .flatMap(check -> all.healthCheck(check).stream())
        .noneMatch(health -> health.verdict().equals("Unknown"));
  }

  private static Optional<CandidateStatus> selected(PolicyStatus status) {
    return status.candidates().stream().filter(CandidateStatus::selected).findFirst();
  }

  private Optional<String> wrong(
      EgressRoutePolicy policy, Optional<PolicyStatus> before, PolicyStatus now, Scene scene) {
    List<CandidateStatus> chosen =
        now.candidates().stream().filter(CandidateStatus::selected).toList();
    boolean anyReady = now.candidates().stream().anyMatch(CandidateStatus::ready);
    if (chosen.isEmpty()) {
      boolean silent = now.selectedDevice().isEmpty() && now.selectedCandidate().isEmpty();
      return anyReady || !silent || now.phase().equals("Applied")
          ? Optional.of("nothing is selected, but " + now)
          : Optional.empty();
    }
    CandidateStatus one = chosen.getFirst();
    if (chosen.size() > 1 || !now.selectedCandidate().equals(Optional.of(one.name()))) {
      return Optional.of("not one choice: " + now);
    }
    if (!now.selectedDevice().equals(one.device())
        || !now.selectedGateway().equals(one.gateway())) {
      return Optional.of("the selected fields are not those of " + one + ": " + now);
    }
    if (!one.ready() && one.reason() != Reason.HELD) {
      return Optional.of("selected, but not ready: " + one);
    }
    return before
        .filter(old -> !old.selectedCandidate().equals(now.selectedCandidate()))
        .flatMap(
            old ->
                selected(old)
                    .flatMap(left -> preempted(policy, left, one, now, scene))
                    .or(() -> passedOver(policy, selected(old), one, now, scene)));
  }

  /** Whoever is newly selected is the heaviest of those that may be, and the first of equals. */
  private Optional<String> passedOver(
      EgressRoutePolicy policy,
      Optional<CandidateStatus> left,
      CandidateStatus one,
      PolicyStatus now,
      Scene scene) {
    if (one.reason() == Reason.PINNED || one.reason() == Reason.HELD) {
      return Optional.empty();
    }
    boolean lost =
        left.flatMap(old -> find(now, old.name())).filter(SelectionInvariant::stays).isEmpty();
    boolean before = true;
    for (CandidateStatus other : now.candidates()) {
      before &= !other.equals(one);
      boolean beats = other.weight() > one.weight() || before && other.weight() == one.weight();
      if (other.ready() && beats && (lost || isDue(policy, other, scene))) {
        return Optional.of(one.name() + " was selected, and " + other.name() + " comes before it");
      }
    }
    return Optional.empty();
  }

  /** One that is ready, or perhaps held, is only displaced by one that waited long enough. */
  private static boolean stays(CandidateStatus old) {
    return old.ready() || old.reason() == Reason.HEALTH_CHECK_UNKNOWN;
  }

  private boolean isDue(EgressRoutePolicy policy, CandidateStatus candidate, Scene scene) {
    Long since = readySince.get(new Key(policy.metadata().name(), candidate.name()));
    return since != null && scene.nanos() - since >= policy.hysteresis().toNanos();
  }

  private static Optional<CandidateStatus> find(PolicyStatus status, String candidate) {
    return status.candidates().stream().filter(c -> c.name().equals(candidate)).findFirst();
  }

  private Optional<String> preempted(
      EgressRoutePolicy policy,
      CandidateStatus old,
      CandidateStatus by,
      PolicyStatus now,
      Scene scene) {
    boolean stillReady = find(now, old.name()).filter(CandidateStatus::ready).isPresent();
    boolean ordered = old.reason() == Reason.PINNED || by.reason() == Reason.PINNED;
    if (!stillReady || ordered) {
      return Optional.empty();
    }
    Key key = new Key(policy.metadata().name(), by.name());
    if (by.weight() <= find(now, old.name()).orElseThrow().weight()) {
      return Optional.of(by.name() + " took over from " + old.name() + ", which is not lighter");
    }
    long ready = scene.nanos() - readySince.getOrDefault(key, scene.nanos());
    return failed.contains(key) && ready < policy.hysteresis().toNanos()
        ? Optional.of(
            by.name()
                + " preempted "
                + old.name()
                + " after "
                + Duration.ofNanos(ready)
                + " of "
                + policy.hysteresis())
        : Optional.empty();
  }

  /** A heavier one that was ready for the span has taken over by now. */
  private Optional<String> overdue(EgressRoutePolicy policy, PolicyStatus status, long now) {
    Optional<CandidateStatus> chosen = selected(status);
    if (chosen.isEmpty() || chosen.get().reason() == Reason.PINNED) {
      return Optional.empty();
    }
    for (CandidateStatus candidate : status.candidates()) {
      Long since = readySince.get(new Key(policy.metadata().name(), candidate.name()));
      if (candidate.weight() > chosen.get().weight()
          && since != null
          && now - since > policy.hysteresis().toNanos()) {
        return Optional.of(candidate + " has been ready for longer than hysteresis");
      }
    }
    return Optional.empty();
  }
}
