package net.routerd.model.status;

import static net.routerd.model.ProblemCode.ILLEGAL_NAME;
import static net.routerd.model.ProblemCode.INVALID_VALUE;
import static net.routerd.model.ProblemCode.NO_RESOURCES;
import static net.routerd.model.ProblemCode.UNKNOWN_KIND;
import static net.routerd.model.ProblemCode.WRONG_TYPE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.routerd.model.ConfigException;
import net.routerd.model.ConfigProblem;
import net.routerd.model.DurationText;
import net.routerd.model.ExternalKind;
import net.routerd.model.ProblemCode;
import net.routerd.model.ResourceRef;
import net.routerd.model.StatusFieldType;
import net.routerd.model.check.Nearest;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.tree.Document;
import net.routerd.model.tree.Documents;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.Node;
import net.routerd.model.tree.Position;
import net.routerd.model.tree.Reading;
import net.routerd.model.tree.Readings;
import net.routerd.model.tree.ResourceReport;
import net.routerd.model.tree.Shared;
import net.routerd.model.tree.SourceText;
import net.routerd.model.tree.TreeProblem;
import net.routerd.model.yaml.ReadLimits;

/** Reads what an embedding program publishes (RES-13). */
final class ExternalStatusReader {

  private final String source;
  private final Map<String, ExternalKind> kinds = new TreeMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Map<ResourceRef, ExternalStatus> statuses = new TreeMap<>();
  private int documents;

  ExternalStatusReader(String source, Collection<ExternalKind> kinds) {
    this.source = source;
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
  }

  Map<ResourceRef, ExternalStatus> read(String json) {
    SourceText text = SourceText.of(json, ReadLimits.DEFAULT);
    text.problem().ifPresent(this::problem);
    if (problems.isEmpty()) {
      Documents.read(text.text(), true, ReadLimits.DEFAULT, this::document)
          .ifPresent(this::problem);
      if (problems.isEmpty() && documents == 0) {
        problem(new TreeProblem(Position.START, "", NO_RESOURCES, "empty; write at least {}"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return statuses;
  }

  private void problem(TreeProblem problem) {
    new ResourceReport(source, "", new Node.Refused(problem.at()))
        .addTo(problems, List.of(problem));
  }

  private void document(Document document) {
    documents++;
    document.problems().forEach(this::problem);
    if (document.root() instanceof Node.Mapping map) {
      map.entries().forEach(this::resource);
    } else {
      problem(
          new TreeProblem(
              document.root().at(),
              "",
              WRONG_TYPE,
              "an object from Kind/name to status is wanted"));
    }
  }

  private void resource(String name, Node.Entry entry) {
    ResourceRef ref;
    try {
      ref = ResourceRef.parse(name);
    } catch (IllegalArgumentException e) {
      problem(new TreeProblem(entry.keyAt(), "", ILLEGAL_NAME, String.valueOf(e.getMessage())));
      return;
    }
    ResourceReport report = new ResourceReport(source, name, entry.value());
    ExternalKind kind = kinds.get(ref.kind());
    if (kind == null) {
      report.add(
          entry.keyAt(),
          "",
          UNKNOWN_KIND,
          "the kind is not registered"
              + Nearest.hint(ref.kind(), kinds.keySet())
              + "; the registered ones are "
              + String.join(", ", kinds.keySet()));
    } else if (entry.value() instanceof Node.Mapping map) {
      status(kind, new FieldReader(map, "", report, new Shared()))
          .ifPresent(status -> statuses.put(ref, status));
    } else {
      report.add(entry.value().at(), "", WRONG_TYPE, "a status is an object");
    }
    problems.addAll(report.problems());
  }

  private static Optional<ExternalStatus> status(ExternalKind kind, FieldReader fields) {
    ExternalStatus.Builder status = ExternalStatus.builder();
    Optional<String> phase = fields.required("phase", fields.read("phase", Readings.TEXT));
    new TreeMap<>(kind.statusFields())
        .forEach(
            (name, type) -> {
              if (!name.equals("phase")) {
                field(name, type, fields).ifPresent(value -> status.putFields(name, value));
              }
            });
    fields.end();
    return phase.map(p -> status.phase(p).build());
  }

  private static Optional<?> field(String name, StatusFieldType type, FieldReader fields) {
    Reading<String> reading = Readings.parsed(code(type), text -> checked(type, text));
    if (type != StatusFieldType.ADDRESS_LIST && type != StatusFieldType.CIDR_LIST) {
      return fields.read(name, reading);
    }
    return fields.has(name) ? Optional.of(fields.list(name, reading)) : Optional.empty();
  }

  private static ProblemCode code(StatusFieldType type) {
    return switch (type) {
      case TEXT -> INVALID_VALUE;
      case INTEGER -> WRONG_TYPE;
      case DEVICE -> ProblemCode.INVALID_DEVICE_NAME;
      case ADDRESS, ADDRESS_LIST -> ProblemCode.INVALID_ADDRESS;
      case CIDR, CIDR_LIST -> ProblemCode.INVALID_PREFIX;
      case DURATION -> ProblemCode.INVALID_DURATION;
    };
  }

  /** Returns the text if it is of the type; throws with the reason if it is not. */
  private static String checked(StatusFieldType type, String text) {
    return switch (type) {
      case TEXT -> text;
      case INTEGER -> integer(text);
      case DEVICE -> new LinkName(text).text();
      case ADDRESS -> IpAddress.parse(text).toString();
      case ADDRESS_LIST ->
          text.contains("/")
              ? LinkAddress.parse(text).toString()
              : IpAddress.parse(text).toString();
      case CIDR, CIDR_LIST -> Cidr.parse(text).toString();
      case DURATION -> DurationText.format(DurationText.parse(text));
    };
  }

  private static String integer(String text) {
    if (!text.matches("0|-?[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("write a whole number, not '" + text + "'");
    }
    return text;
  }
}
