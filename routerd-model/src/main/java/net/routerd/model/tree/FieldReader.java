package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.EMPTY_VALUE;
import static net.routerd.model.ProblemCode.MISSING_FIELD;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the fields of one mapping. What is wrong is reported, and the field is then as if it were
 * not there, so that reading goes on (RES-7).
 */
public final class FieldReader {

  private static final int NO_ITEM = -1;

  private final Node.Mapping mapping;
  private final String path;
  private final Report report;
  private final Shared shared;
  private final List<String> asked =
      new ArrayList<>(16); // few: searched faster than a hash is made

  /**
   * Reads a mapping.
   *
   * @param mapping the mapping
   * @param path the path of the mapping, empty for the root
   * @param report takes what is wrong
   * @param shared knows what was read before
   */
  public FieldReader(Node.Mapping mapping, String path, Report report, Shared shared) {
    this.mapping = mapping;
    this.path = path;
    this.report = report;
    this.shared = shared;
  }

  /**
   * Returns the path of this mapping.
   *
   * @return the path
   */
  public String path() {
    return path;
  }

  /**
   * Returns the path of a field.
   *
   * @param field the field
   * @return the path
   */
  public String path(String field) {
    return TreeNotes.join(path, field);
  }

  /**
   * Tells whether a field was written at all, in whatever form.
   *
   * @param field the field
   * @return true if it was
   */
  public boolean has(String field) {
    asked.add(field);
    return mapping.entries().containsKey(field);
  }

  /** Reports every field that nobody asked for (RES-6). */
  public void end() {
    for (Map.Entry<String, Node.Entry> written : mapping.entries().entrySet()) {
      if (!asked.contains(written.getKey())) {
        Position at = written.getValue().keyAt();
        report.unknown(at, path(written.getKey()), written.getKey(), new TreeSet<>(asked));
      }
    }
  }

  /**
   * Reports a required field that is not there.
   *
   * @param field the field
   * @param value what was read of it
   * @param <T> the type of the value
   * @return what was read of it
   */
  public <T> Optional<T> required(String field, Optional<T> value) {
    if (value.isEmpty() && !has(field)) {
      report.add(
          mapping.at(),
          path(field),
          MISSING_FIELD,
          "the field '" + field + "' is required; add it");
    }
    return value;
  }

  /**
   * Returns a value.
   *
   * @param field the field
   * @param reading makes it of what is written
   * @param <T> the type of the value
   * @return the value; empty if it is not there or was refused
   */
  public <T> Optional<T> read(String field, Reading<T> reading) {
    asked.add(field);
    Node.Entry entry = mapping.entries().get(field);
    return entry == null ? Optional.empty() : value(entry.value(), field, NO_ITEM, reading);
  }

  /**
   * Returns the values of a list.
   *
   * @param field the field
   * @param reading makes them of what is written
   * @param <T> the type of the values
   * @return the values; none if the list is not there or was refused
   */
  public <T> List<T> list(String field, Reading<T> reading) {
    List<T> values = new ArrayList<>();
    List<Node> items = items(field);
    for (int i = 0; i < items.size(); i++) {
      value(items.get(i), field, i, reading).ifPresent(values::add);
    }
    return values;
  }

  /**
   * Reports a list without elements, where none would silently mean all.
   *
   * @param field the field
   */
  public void refuseEmptyList(String field) {
    Node.Entry entry = mapping.entries().get(field);
    if (entry != null && entry.value() instanceof Node.Sequence list && list.items().isEmpty()) {
      report.add(list.at(), path(field), EMPTY_VALUE, "an empty list; leave the field out");
    }
  }

  /**
   * Returns the fields of a mapping.
   *
   * @param field the field
   * @return the value; empty if it is not there or was refused
   */
  public Optional<FieldReader> mapping(String field) {
    return node(field).flatMap(node -> mapping(node, path(field)));
  }

  private Optional<FieldReader> mapping(Node node, String at) {
    return node instanceof Node.Mapping map
        ? Optional.of(new FieldReader(map, at, report, shared))
        : report.wrongType(node, at, "a mapping is wanted here: fields, each 'name: value'");
  }

  /**
   * Returns a mapping from text to text, in the order written.
   *
   * @param field the field
   * @return the texts by key
   */
  public Map<String, String> texts(String field) {
    Optional<FieldReader> fields = mapping(field);
    if (fields.isEmpty()) {
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : fields.get().mapping.entries().keySet()) {
      fields.get().read(key, Readings.TEXT).ifPresent(text -> texts.put(key, text));
    }
    return texts;
  }

  /**
   * Returns the elements of a list of mappings; an element that is none is empty.
   *
   * @param field the field
   * @return the elements; none if the list is not there or was refused
   */
  public List<Optional<FieldReader>> mappings(String field) {
    List<Optional<FieldReader>> readers = new ArrayList<>();
    List<Node> items = items(field);
    for (int i = 0; i < items.size(); i++) {
      readers.add(mapping(items.get(i), path(field, i)));
    }
    return readers;
  }

  /**
   * Returns the elements of a list, their meaning left to others.
   *
   * @param field the field
   * @return the elements; none if the list is not there or was refused
   */
  public List<Node> items(String field) {
    Optional<Node> node = node(field);
    if (node.isPresent() && node.get() instanceof Node.Sequence list) {
      return list.items();
    }
    node.ifPresent(
        n -> report.wrongType(n, path(field), "a list is wanted here: '- ' before each"));
    return List.of();
  }

  /**
   * Returns a node as it was written, its meaning left to others.
   *
   * @param field the field
   * @return the value; empty if it is not there or was refused
   */
  public Optional<Node> node(String field) {
    asked.add(field);
    Node.Entry entry = mapping.entries().get(field);
    if (entry == null) {
      return Optional.empty();
    }
    return entry.value() instanceof Node.Scalar s && s.isEmpty()
        ? report.noValue(s, path(field))
        : Optional.of(entry.value());
  }

  private <T> Optional<T> value(Node node, String field, int item, Reading<T> reading) {
    if (node instanceof Node.Scalar scalar && !scalar.isEmpty()) {
      try {
        return Optional.of(reading.of(scalar, shared));
      } catch (Reading.Refusal e) {
        return report.fail(scalar.at(), path(field, item), e.code(), e.getMessage());
      }
    }
    return report.noValue(node, path(field, item));
  }

  private String path(String field, int item) {
    return item == NO_ITEM ? path(field) : path(field) + "[" + item + "]";
  }
}
