package net.routerd.testkit.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.status.HealthStatus;

/**
 * Counts the results of every check beside the engine, which may count fewer, as it drops those of
 * a path before, but never more.
 */
final class VerdictInvariant implements Invariant {

  /** Results that the engine got and has not counted, so far as its statuses show. */
  private record Results(int passed, int failed) {

    static final Results NONE = new Results(0, 0);

    Results and(ProbeOutcome.Kind outcome) {
      return switch (outcome) {
        case PASSED -> new Results(passed + 1, failed);
        case NO_PATH -> this; // nothing was sent
        default -> new Results(passed, failed + 1);
      };
    }

    Results without(int counted, int countedAsFailed) {
      return new Results(passed - Math.max(counted, 0), failed - Math.max(countedAsFailed, 0));
    }
  }

  private final Map<String, Results> left = new HashMap<>();
  private final Reloads reloads = new Reloads();

  @Override
  public String name() {
    return "HC-1 a verdict changes after exactly as many results in a row as its threshold says";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    reloads.see(sight, scene);
    switch (sight) {
      case Sight.Started started -> left.clear();
      case Sight.ProbeEnded(var request, ProbeResult result) ->
          left.put(result.check(), left(result.check()).and(result.outcome().kind()));
      case Sight.Decided decided ->
          scene
              .configuration()
              .all(HealthCheck.class)
              .forEach(check -> decided(check, decided, scene));
      default -> {}
    }
  }

  private Results left(String check) {
    return left.getOrDefault(check, Results.NONE);
  }

  private void decided(HealthCheck check, Sight.Decided decided, Scene scene) {
    String name = check.metadata().name();
    Optional<HealthStatus> before = decided.before().healthCheck(name);
    Optional<HealthStatus> now = decided.after().healthCheck(name);
    if (now.isEmpty() || now.equals(before)) {
      return;
    }
    Results rest =
        left(name)
            .without(
                now.get().consecutivePassed()
                    - before.map(HealthStatus::consecutivePassed).orElse(0),
                now.get().consecutiveFailed()
                    - before.map(HealthStatus::consecutiveFailed).orElse(0));
    boolean changed = !before.map(HealthStatus::verdict).equals(Optional.of(now.get().verdict()));
    if (rest.passed() < 0 || rest.failed() < 0) {
      scene.violated(this, check.ref() + " counts more than there were: " + now.get());
    } else if (!reloads.areUnderWay() && isWrong(check, now.get(), changed)) {
      scene.violated(this, check.ref() + " does not follow its thresholds: " + now.get());
    }
    left.put(name, rest);
  }

  private static boolean isWrong(HealthCheck check, HealthStatus now, boolean changed) {
    boolean enoughPassed = now.consecutivePassed() >= check.healthyThreshold();
    boolean enoughFailed = now.consecutiveFailed() >= check.unhealthyThreshold();
    boolean bothInARow = now.consecutivePassed() > 0 && now.consecutiveFailed() > 0;
    return bothInARow
        || switch (now.verdict()) {
          case "Healthy" -> enoughFailed || changed && !enoughPassed;
          case "Unhealthy" -> enoughPassed || changed && !enoughFailed;
          default -> enoughPassed || enoughFailed;
        };
  }
}
