package net.routerd.model.check;

import static net.routerd.model.ProblemCode.REFERENCE_CHAIN_TOO_LONG;
import static net.routerd.model.ProblemCode.REFERENCE_CYCLE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;

/**
 * No resource depends on itself (REF-3), nor on others over more steps than a person follows: every
 * step is a step of the evaluation too, whose depth this bounds. A policy depends on what its
 * candidates refer to, on their sources and on their checks.
 */
final class CycleCheck {

  /** The most steps from a resource to the end of what it depends on. */
  static final int MOST_STEPS = 32;

  private final ConfigChecks checks;
  private final Map<ResourceRef, Map<ResourceRef, String>> edges = new LinkedHashMap<>();

  CycleCheck(ConfigChecks checks) {
    this.checks = checks;
  }

  void run() {
    for (Resource resource : checks.resources.values()) {
      Map<ResourceRef, String> targets = new LinkedHashMap<>();
      Use.in(resource).forEach(use -> targets.putIfAbsent(use.reference().resource(), use.path()));
      if (resource instanceof EgressRoutePolicy policy) {
        candidateEdges(policy, targets);
      }
      targets.keySet().retainAll(checks.resources.keySet());
      edges.put(resource.ref(), targets);
    }
    dropWhatLeadsNowhere();
    Set<ResourceRef> seen = new HashSet<>();
    edges.keySet().forEach(start -> walk(start, seen));
  }

  private static void candidateEdges(EgressRoutePolicy policy, Map<ResourceRef, String> targets) {
    for (int i = 0; i < policy.candidates().size(); i++) {
      Candidate candidate = policy.candidates().get(i);
      String path = "spec.candidates[" + i + "].";
      candidate.source().ifPresent(source -> targets.putIfAbsent(source, path + "source"));
      candidate
          .healthCheck()
          .map(name -> new ResourceRef(HealthCheck.KIND, name))
          .ifPresent(check -> targets.putIfAbsent(check, path + "healthCheck"));
    }
  }

  /** Leaves only resources from which a cycle can be reached. Not recursive: chains may be long. */
  private void dropWhatLeadsNowhere() {
    Map<ResourceRef, List<ResourceRef>> users = new HashMap<>();
    edges.forEach(
        (user, targets) ->
            targets
                .keySet()
                .forEach(t -> users.computeIfAbsent(t, k -> new ArrayList<>()).add(user)));
    Map<ResourceRef, Integer> steps = new HashMap<>();
    Deque<ResourceRef> ends = new ArrayDeque<>();
    edges.forEach(
        (ref, targets) -> {
          if (targets.isEmpty()) {
            ends.add(ref);
          }
        });
    while (!ends.isEmpty()) {
      ResourceRef end = ends.remove();
      edges.remove(end);
      int behind = steps.getOrDefault(end, 0);
      if (behind == MOST_STEPS + 1) { // who refers to it in turn would only say it again
        tooLong(end);
      }
      for (ResourceRef user : users.getOrDefault(end, List.of())) {
        steps.merge(user, behind + 1, Math::max);
        Map<ResourceRef, String> targets = edges.get(user);
        if (targets != null && targets.remove(end) != null && targets.isEmpty()) {
          ends.add(user);
        }
      }
    }
  }

  private void tooLong(ResourceRef start) {
    checks.report(
        start,
        "spec",
        REFERENCE_CHAIN_TOO_LONG,
        "what it depends on goes on over more than "
            + MOST_STEPS
            + " resources, each referring to the next; refer to the last of them, where the value"
            + " comes from");
  }

  /** Every resource that is left has a target that is left: a walk meets itself or an old walk. */
  private void walk(ResourceRef start, Set<ResourceRef> seen) {
    List<ResourceRef> path = new ArrayList<>();
    ResourceRef at = start;
    while (seen.add(at)) {
      path.add(at);
      at = targetsOf(at).keySet().iterator().next();
    }
    int from = path.indexOf(at);
    if (from >= 0) {
      report(path.subList(from, path.size()));
    }
  }

  private void report(List<ResourceRef> cycle) {
    ResourceRef first = cycle.getFirst();
    ResourceRef second = cycle.size() > 1 ? cycle.get(1) : first;
    checks.report(
        first,
        targetsOf(first).getOrDefault(second, ""),
        REFERENCE_CYCLE,
        "these depend on each other: "
            + cycle.stream().map(ResourceRef::toString).collect(Collectors.joining(" -> "))
            + " -> "
            + first
            + "; write one of the values out (REF-3)");
  }

  private Map<ResourceRef, String> targetsOf(ResourceRef ref) {
    return edges.getOrDefault(ref, Map.of());
  }
}
