package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.DUPLICATE_RESOURCE;
import static net.routerd.model.ProblemCode.NO_RESOURCES;
import static net.routerd.model.ProblemCode.TOO_MANY_RESOURCES;
import static net.routerd.model.ProblemCode.WRONG_TYPE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.routerd.model.ConfigException;
import net.routerd.model.ConfigProblem;
import net.routerd.model.ExternalKind;
import net.routerd.model.ProblemCode;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.check.ConfigChecks;
import net.routerd.model.tree.Document;
import net.routerd.model.tree.Documents;
import net.routerd.model.tree.Node;
import net.routerd.model.tree.Outline;
import net.routerd.model.tree.Position;
import net.routerd.model.tree.ResourceReport;
import net.routerd.model.tree.SourceText;
import net.routerd.model.tree.TreeProblem;

/** Takes sources one after the other and makes one configuration of them, or all their problems. */
final class Loader {

  /** Where a resource stands. */
  private record Place(String source, Outline outline) {}

  private final Map<String, ExternalKind> kinds;
  private final ReadLimits limits;
  private final ResourceBinder binder;
  private final List<String> sources = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Map<ResourceRef, Place> places = new HashMap<>();
  private final List<Resource> built = new ArrayList<>();
  private boolean complete = true;
  private int count;

  Loader(Map<String, ExternalKind> kinds, ReadLimits limits) {
    this.kinds = kinds;
    this.limits = limits;
    this.binder = new ResourceBinder(kinds.keySet());
  }

  void unreadable(String source, ProblemCode code, String message) {
    sources.add(source);
    fail(source, new TreeProblem(Position.START, "", code, message));
  }

  void source(String source, SourceText text) {
    sources.add(source);
    if (text.problem().isPresent()) {
      fail(source, text.problem().get());
      return;
    }
    Documents.read(
            text.text(), source.endsWith(".json"), limits, document -> document(source, document))
        .ifPresent(problem -> fail(source, problem));
  }

  /** What was not read might hold what others refer to: then nothing is said about references. */
  private void fail(String source, TreeProblem problem) {
    complete = false;
    new ResourceReport(source, "", new Node.Refused(problem.at()))
        .addTo(problems, List.of(problem));
  }

  private void document(String source, Document document) {
    Node root = document.root();
    if (root instanceof Node.Mapping map) {
      if (RouterDocument.isRouter(map)) {
        router(source, map, document.problems());
      } else {
        resource(source, map, document.problems());
      }
    } else if (root instanceof Node.Scalar scalar && scalar.isEmpty() && scalar.text().isEmpty()) {
      new ResourceReport(source, "", root).addTo(problems, document.problems());
    } else {
      notAResource(source, root, document.problems());
    }
  }

  private void notAResource(String source, Node node, List<TreeProblem> refused) {
    complete = false;
    ResourceReport report = new ResourceReport(source, "", node);
    report.addTo(problems, refused);
    if (!(node instanceof Node.Refused)) {
      report.add(
          node.at(),
          "",
          WRONG_TYPE,
          "a resource is a mapping with apiVersion, kind, metadata and spec");
      problems.addAll(report.problems());
    }
  }

  private void router(String source, Node.Mapping map, List<TreeProblem> refused) {
    ResourceReport report = new ResourceReport(source, RouterDocument.KIND, map);
    List<Node> items = RouterDocument.resources(map, report);
    complete &= report.problems().isEmpty();
    problems.addAll(report.problems());
    Map<Integer, List<TreeProblem>> byItem =
        refused.stream().collect(Collectors.groupingBy(p -> RouterDocument.itemOf(p.path())));
    report.addTo(problems, byItem.getOrDefault(-1, List.of()));
    for (int i = 0; i < items.size(); i++) {
      List<TreeProblem> own =
          byItem.getOrDefault(i, List.of()).stream().map(RouterDocument::inItem).toList();
      if (items.get(i) instanceof Node.Mapping item) {
        resource(source, item, own);
      } else {
        notAResource(source, items.get(i), own);
      }
    }
  }

  private void resource(String source, Node.Mapping root, List<TreeProblem> refused) {
    if (++count > limits.maxResources()) {
      if (count == limits.maxResources() + 1) {
        fail(
            source,
            new TreeProblem(
                root.at(),
                "",
                TOO_MANY_RESOURCES,
                "there are more than " + limits.maxResources() + " resources; leave some out"));
      }
      return;
    }
    ResourceReport report = new ResourceReport(source, RouterDocument.label(root), root);
    refused.forEach(p -> report.add(p.at(), p.path(), p.code(), p.message()));
    ResourceBinder.Bound bound = binder.bind(root, report);
    bound.ref().ifPresent(ref -> place(ref, source, bound.resource(), report));
    problems.addAll(report.problems());
  }

  private void place(
      ResourceRef ref, String source, Optional<Resource> resource, ResourceReport report) {
    Place first = places.putIfAbsent(ref, new Place(source, report.outline()));
    if (first == null) {
      resource.ifPresent(built::add);
    } else {
      report.add(
          report.find("metadata.name"),
          "metadata.name",
          DUPLICATE_RESOURCE,
          "there is a "
              + ref
              + " already, at "
              + first.source()
              + ":"
              + first.outline().find("metadata.name")
              + "; rename or remove one of them");
    }
  }

  RouterConfig finish() {
    if (count == 0 && problems.isEmpty()) {
      unreadable(
          sources.isEmpty() ? "(no source)" : sources.getFirst(),
          NO_RESOURCES,
          "there is no resource here; write at least one");
    }
    if (problems.isEmpty()) {
      try {
        return RouterConfig.of(built, kinds.values()).locatingWarnings(this::locate, asRead());
      } catch (ConfigException e) {
        e.problems().stream().map(this::locate).forEach(problems::add);
      }
    } else if (complete) {
      Map<ResourceRef, Resource> whole = new TreeMap<>();
      built.forEach(resource -> whole.put(resource.ref(), resource));
      Set<ResourceRef> broken = new HashSet<>(places.keySet());
      broken.removeAll(whole.keySet());
      ConfigChecks.run(whole, kinds, broken).problems().stream()
          .map(this::locate)
          .forEach(problems::add);
    }
    problems.sort(asRead());
    throw new ConfigException(problems);
  }

  private Comparator<ConfigProblem> asRead() {
    Map<String, Integer> order = new HashMap<>();
    sources.forEach(source -> order.putIfAbsent(source, order.size()));
    return Comparator.<ConfigProblem>comparingInt(p -> order.getOrDefault(p.source(), 0))
        .thenComparingInt(ConfigProblem::line)
        .thenComparingInt(ConfigProblem::column);
  }

  private ConfigProblem locate(ConfigProblem problem) {
    Place place = places.get(ResourceRef.parse(problem.resource()));
    if (place == null) {
      return problem;
    }
    Position at = place.outline().find(problem.path());
    return new ConfigProblem(
        place.source(),
        at.line(),
        at.column(),
        problem.resource(),
        problem.path(),
        problem.code(),
        problem.message());
  }
}
