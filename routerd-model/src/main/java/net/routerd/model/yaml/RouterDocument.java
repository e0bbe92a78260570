package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.STATUS_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.WRONG_API_VERSION;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.Node;
import net.routerd.model.tree.Readings;
import net.routerd.model.tree.ResourceReport;
import net.routerd.model.tree.Shared;
import net.routerd.model.tree.TreeProblem;

/** A document that holds resources: {@code kind: Router} (RES-8). */
final class RouterDocument {

  static final String KIND = "Router";
  private static final String API_VERSION = "routerd.net/v1alpha1";
  private static final Pattern ITEM = Pattern.compile("spec\\.resources\\[([0-9]{1,9})]\\.?(.*)");

  private RouterDocument() {}

  static boolean isRouter(Node.Mapping root) {
    return text(root, "kind").filter(KIND::equals).isPresent();
  }

  /** Checks what a Router document holds beside its resources, and returns them. */
  static List<Node> resources(Node.Mapping root, ResourceReport report) {
    FieldReader fields = new FieldReader(root, "", report, new Shared());
    fields
        .required("apiVersion", fields.read("apiVersion", Readings.TEXT))
        .filter(version -> !version.equals(API_VERSION))
        .ifPresent(
            version ->
                report.add(
                    report.find("apiVersion"),
                    "apiVersion",
                    WRONG_API_VERSION,
                    "'" + version + "' is not known; a Router has " + API_VERSION));
    fields.read("kind", Readings.TEXT);
    fields
        .mapping("metadata")
        .ifPresent(
            metadata -> {
              metadata.read("name", Readings.TEXT);
              metadata.texts("labels");
              metadata.texts("annotations");
              metadata.end();
            });
    if (fields.has("status")) {
      report.add(
          report.find("status"), "status", STATUS_NOT_ALLOWED, "routerd writes it; leave it out");
    }
    Optional<FieldReader> spec = fields.required("spec", fields.mapping("spec"));
    fields.end();
    List<Node> resources = List.of();
    if (spec.isPresent()) {
      resources = spec.get().items("resources");
      spec.get().required("resources", Optional.empty());
      spec.get().end();
    }
    return resources;
  }

  /** Returns which resource of the list a path leads into, -1 for none. */
  static int itemOf(String path) {
    Matcher item = ITEM.matcher(path);
    return item.matches() ? Integer.parseInt(item.group(1)) : -1;
  }

  /** Returns the problem as the resource in the list sees it. */
  static TreeProblem inItem(TreeProblem problem) {
    Matcher item = ITEM.matcher(problem.path());
    return item.matches()
        ? new TreeProblem(problem.at(), item.group(2), problem.code(), problem.message())
        : problem;
  }

  /** Returns {@code Kind/name} as far as it can be read. */
  static String label(Node.Mapping root) {
    Optional<String> name =
        value(root, "metadata") instanceof Node.Mapping metadata
            ? text(metadata, "name")
            : Optional.empty();
    return text(root, "kind").map(kind -> kind + name.map(n -> "/" + n).orElse("")).orElse("");
  }

  private static Node value(Node.Mapping map, String key) {
    Node.Entry entry = map.entries().get(key);
    return entry == null ? new Node.Refused(map.at()) : entry.value();
  }

  private static Optional<String> text(Node.Mapping map, String key) {
    return value(map, key) instanceof Node.Scalar scalar && !scalar.isEmpty()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }
}
