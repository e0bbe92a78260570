package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.Reason;

/**
 * Nobody is held for longer than its check takes to fail, counted from the first probe since the
 * hold began, or from its begin while no probe could leave.
 */
final class HoldInvariant implements Invariant {

  private record Held(String policy, String candidate, String check) {}

  /** When it began, and when the first probe since left; as long as none has, the begin again. */
  private record Since(long begin, long from) {}

  private final Map<Held, Since> holds = new HashMap<>();

  @Override
  public String name() {
    return "SEL-1 a hold is bounded";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    switch (sight) {
      case Sight.Started started -> holds.clear();
      case Sight.Decided decided -> remember(scene);
      case Sight.ProbeStarted(var request) when scene.isProbing() -> {
        String check = request.check().metadata().name();
        holds.replaceAll(
            (held, since) ->
                held.check().equals(check) && since.from() == since.begin()
                    ? new Since(since.begin(), scene.nanos())
                    : since);
      }
      case Sight.Settled settled -> holds.forEach((held, since) -> judge(held, since, scene));
      default -> {}
    }
  }

  private void remember(Scene scene) {
    Map<Held, Since> before = Map.copyOf(holds);
    holds.clear();
    for (EgressRoutePolicy policy : scene.configuration().all(EgressRoutePolicy.class)) {
      for (Candidate candidate : policy.candidates()) {
        if (candidate.healthCheck().isPresent() && isHeld(policy, candidate, scene)) {
          Held held =
              new Held(
                  policy.metadata().name(),
                  candidate.name(),
                  candidate.healthCheck().orElseThrow());
          holds.put(held, before.getOrDefault(held, new Since(scene.nanos(), scene.nanos())));
        }
      }
    }
  }

  private static boolean isHeld(EgressRoutePolicy policy, Candidate candidate, Scene scene) {
    Optional<CandidateStatus> status =
        scene
            .status()
            .policy(policy.metadata().name())
            .flatMap(
                p ->
                    p.candidates().stream()
                        .filter(c -> c.name().equals(candidate.name()))
                        .findFirst());
    return status.filter(c -> c.selected() && c.reason() == Reason.HELD).isPresent();
  }

  private void judge(Held held, Since since, Scene scene) {
    ResourceRef ref = new ResourceRef(HealthCheck.KIND, held.check());
    Optional<HealthCheck> check = scene.configuration().find(ref, HealthCheck.class);
    if (check.isEmpty()) {
      return; // not reloaded yet
    }
    Duration bound =
        check
            .get()
            .interval()
            .multipliedBy(check.get().unhealthyThreshold())
            .plus(check.get().timeout());
    if (scene.nanos() - since.from() > bound.toNanos()) {
      Duration length = Duration.ofNanos(scene.nanos() - since.begin());
      scene.violated(this, held + " has been held for " + length + ", and may for " + bound);
    }
  }
}
