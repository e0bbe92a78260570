package net.routerd.model.check;

import static net.routerd.model.ProblemCode.REFERENCE_CHAIN_TOO_LONG;
import static net.routerd.model.ProblemCode.REFERENCE_CYCLE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.routerd.model.ResourceRef;
import net.routerd.model.check.Dependencies.Edge;
import net.routerd.model.check.Dependencies.Vertex;

/**
 * No resource depends on itself (REF-3), nor on others over more steps than a person follows: every
 * step is a step of the evaluation too, whose depth this bounds. A policy depends on what its
 * candidates refer to, on their sources and on their checks.
 */
final class CycleCheck {

  /** The most steps from a resource to the end of what it depends on. */
  static final int MOST_STEPS = 32;

  private final ConfigChecks checks;
  private final Dependencies dependencies;
  private final int[] open; // how many edges of each resource do not end yet
  private final int[] steps; // how many are behind each

  CycleCheck(ConfigChecks checks, Dependencies dependencies) {
    this.checks = checks;
    this.dependencies = dependencies;
    this.open = new int[dependencies.vertices().size()];
    this.steps = new int[dependencies.vertices().size()];
  }

  void run() {
    takeAwayWhatEnds();
    Set<Vertex> seen = new HashSet<>();
    for (Vertex start : dependencies.vertices()) {
      if (isLeft(start)) {
        walk(start, seen);
      }
    }
  }

  /** Leaves only resources from which a cycle can be reached. Not recursive: chains may be long. */
  private void takeAwayWhatEnds() {
    Deque<Vertex> ends = new ArrayDeque<>();
    for (Vertex vertex : dependencies.vertices()) {
      open[vertex.number] = vertex.edges.size();
      if (vertex.edges.isEmpty()) {
        ends.add(vertex);
      }
    }
    while (!ends.isEmpty()) {
      Vertex end = ends.remove();
      int behind = steps[end.number];
      if (behind == MOST_STEPS + 1) { // who refers to it in turn would only say it again
        tooLong(end.resource.ref());
      }
      for (Vertex user : end.users) {
        steps[user.number] = Math.max(steps[user.number], behind + 1);
        if (--open[user.number] == 0) {
          ends.add(user);
        }
      }
    }
  }

  private boolean isLeft(Vertex vertex) {
    return open[vertex.number] > 0;
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
  private void walk(Vertex start, Set<Vertex> seen) {
    List<Vertex> path = new ArrayList<>();
    Vertex at = start;
    while (seen.add(at)) {
      path.add(at);
      at = next(at).target();
    }
    int from = path.indexOf(at);
    if (from >= 0) {
      report(path.subList(from, path.size()));
    }
  }

  private Edge next(Vertex vertex) {
    return vertex.edges.stream().filter(edge -> isLeft(edge.target())).findFirst().orElseThrow();
  }

  private void report(List<Vertex> cycle) {
    Vertex first = cycle.getFirst();
    checks.report(
        first.resource.ref(),
        next(first).field().toString(),
        REFERENCE_CYCLE,
        "these depend on each other: "
            + cycle.stream().map(v -> v.resource.ref() + " -> ").collect(Collectors.joining())
            + first.resource.ref()
            + "; write one of the values out (REF-3)");
  }
}
