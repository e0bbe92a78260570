package net.routerd.testkit.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.status.HealthStatus;
import net.routerd.spi.ProbeRequest;

/** How probes leave, and what may be concluded from them. */
final class ProbeInvariant implements Invariant {

  private final Set<String> inFlight = new HashSet<>();
  private final Set<String> passed = new HashSet<>();
  private final Map<String, Integer> failures = new HashMap<>();

  @Override
  public String name() {
    return "HC-1 HC-2 HC-4 PATH-2 one probe of a check in flight, none unpinned, no verdict without"
        + " probes";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    switch (sight) {
      case Sight.Started started -> forget();
      case Sight.ProbeStarted(ProbeRequest request) -> started(request, scene);
      case Sight.ProbeEnded(ProbeRequest request, ProbeResult result) ->
          ended(request, result, scene);
      case Sight.Decided decided -> {
        for (HealthCheck check : scene.configuration().all(HealthCheck.class)) {
          decided
              .after()
              .healthCheck(check.metadata().name())
              .flatMap(status -> baseless(check.metadata().name(), status))
              .ifPresent(how -> scene.violated(this, how));
        }
      }
      default -> {}
    }
  }

  private void forget() {
    inFlight.clear();
    passed.clear();
    failures.clear();
  }

  private void started(ProbeRequest request, Scene scene) {
    String name = request.check().metadata().name();
    if (!inFlight.add(name)) {
      scene.violated(this, "a second probe of " + name + " while one is in flight");
    }
  }

  private void ended(ProbeRequest request, ProbeResult result, Scene scene) {
    inFlight.remove(result.check());
    if (result.outcome().kind() == ProbeOutcome.Kind.PASSED) {
      passed.add(result.check());
    } else {
      failures.merge(result.check(), 1, Integer::sum);
    }
    Optional<ProbeEvidence> evidence = result.evidence();
    boolean pinned =
        evidence.isEmpty()
            || evidence.get().device().equals(request.device())
                && evidence.get().ifindex() == request.ifindex()
                && (!(request.path() instanceof ProbeRequest.Path.Own own)
                    || evidence.get().nextHop().equals(own.gateway()));
    if (!pinned) {
      scene.violated(this, "asked for " + request + ", sent by " + evidence);
    }
    if (result.outcome().kind() == ProbeOutcome.Kind.PASSED && evidence.isEmpty()) {
      scene.violated(this, result + " passed without having left");
    }
  }

  private Optional<String> baseless(String name, HealthStatus status) {
    boolean baseless =
        status.verdict().equals("Healthy") && !passed.contains(name)
            || status.verdict().equals("Unhealthy") && !failures.containsKey(name);
    return baseless ? Optional.of(name + " is " + status + " without a probe") : Optional.empty();
  }
}
