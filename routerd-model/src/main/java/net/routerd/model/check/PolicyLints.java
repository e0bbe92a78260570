package net.routerd.model.check;

import static net.routerd.model.ProblemCode.HYSTERESIS_OVER_10_MIN;
import static net.routerd.model.ProblemCode.NO_FALLBACK_WITHOUT_CHECK;
import static net.routerd.model.ProblemCode.POLICY_UNUSED;
import static net.routerd.model.ProblemCode.SINGLE_CANDIDATE;
import static net.routerd.model.ProblemCode.WEIGHTS_TIE;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.routerd.model.Candidate;
import net.routerd.model.DurationText;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.IpRoute;
import net.routerd.model.check.Dependencies.Edge;
import net.routerd.model.check.Dependencies.Vertex;

/** Warns of policies that are legal and will probably not do what was meant. */
final class PolicyLints {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final ConfigChecks checks;
  private final Dependencies dependencies;

  PolicyLints(ConfigChecks checks, Dependencies dependencies) {
    this.checks = checks;
    this.dependencies = dependencies;
  }

  void run() {
    Set<Vertex> behindRoutes = behindRoutes();
    for (Vertex vertex : dependencies.vertices()) {
      if (vertex.resource instanceof EgressRoutePolicy policy) {
        if (!behindRoutes.contains(vertex)) {
          checks.warn(
              policy.ref(),
              "metadata.name",
              POLICY_UNUSED,
              "no route refers to it, so its choice moves no traffic; give an IPv4Route or"
                  + " IPv6Route the device ${"
                  + policy.ref()
                  + ".status.selectedDevice}");
        }
        hysteresis(policy);
        candidates(policy);
      }
    }
  }

  /** Returns all that the routes depend on, also through other resources. */
  private Set<Vertex> behindRoutes() {
    Set<Vertex> seen = new HashSet<>();
    Deque<Vertex> open = new ArrayDeque<>();
    for (Vertex vertex : dependencies.vertices()) {
      if (vertex.resource instanceof IpRoute) {
        open.add(vertex);
      }
    }
    while (!open.isEmpty()) {
      for (Edge edge : open.remove().edges) {
        if (seen.add(edge.target())) {
          open.add(edge.target());
        }
      }
    }
    return seen;
  }

  private void hysteresis(EgressRoutePolicy policy) {
    if (policy.hysteresis().compareTo(LONG) > 0) {
      checks.warn(
          policy.ref(),
          "spec.hysteresis",
          HYSTERESIS_OVER_10_MIN,
          "a better candidate that has recovered carries nothing for "
              + DurationText.format(policy.hysteresis())
              + "; 10m or less is enough to ride out a flapping line");
    }
  }

  private void candidates(EgressRoutePolicy policy) {
    List<Candidate> byWeight = new ArrayList<>(policy.candidates());
    byWeight.removeIf(candidate -> !candidate.enabled());
    byWeight.sort(Comparator.comparingInt(Candidate::weight)); // stable: in the list's order
    single(policy, byWeight);
    Map<Integer, Candidate> first = new HashMap<>();
    for (int i = 0; i < policy.candidates().size(); i++) {
      Candidate candidate = policy.candidates().get(i);
      if (candidate.enabled()) {
        Candidate same = first.putIfAbsent(candidate.weight(), candidate);
        if (same != null) {
          tie(policy, i, candidate, same);
        }
        if (candidate.healthCheck().isEmpty()) {
          unchecked(policy, i, candidate, byWeight);
        }
      }
    }
  }

  private void single(EgressRoutePolicy policy, List<Candidate> enabled) {
    if (enabled.size() < 2) {
      checks.warn(
          policy.ref(),
          "spec.candidates",
          SINGLE_CANDIDATE,
          (enabled.isEmpty()
                  ? "no candidate is enabled, so nothing is ever selected"
                  : "only " + enabled.getFirst().name() + " is enabled, so nothing takes over")
              + "; add or enable another candidate");
    }
  }

  private void tie(EgressRoutePolicy policy, int index, Candidate candidate, Candidate first) {
    checks.warn(
        policy.ref(),
        "spec.candidates[" + index + "].weight",
        WEIGHTS_TIE,
        candidate.name()
            + " weighs "
            + candidate.weight()
            + " as "
            + first.name()
            + " does, so that the order of the list decides and neither gives way when the other"
            + " recovers; give them different weights");
  }

  private void unchecked(
      EgressRoutePolicy policy, int index, Candidate candidate, List<Candidate> byWeight) {
    byWeight.stream()
        .limit(2)
        .filter(other -> !other.name().equals(candidate.name()))
        .filter(other -> other.weight() <= candidate.weight())
        .findFirst()
        .ifPresent(
            fallback ->
                checks.warn(
                    policy.ref(),
                    "spec.candidates[" + index + "]",
                    NO_FALLBACK_WITHOUT_CHECK,
                    candidate.name()
                        + " has no check, so it is never left for "
                        + fallback.name()
                        + " while its link is up, although its path may be dead; name a HealthCheck"
                        + " in its healthCheck"));
  }
}
