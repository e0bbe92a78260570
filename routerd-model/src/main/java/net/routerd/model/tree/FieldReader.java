package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.EMPTY_VALUE;
import static net.routerd.model.ProblemCode.INVALID_DURATION;
import static net.routerd.model.ProblemCode.MISSING_FIELD;
import static net.routerd.model.ProblemCode.UNKNOWN_FIELD;
import static net.routerd.model.ProblemCode.WRONG_TYPE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import net.routerd.model.DurationText;
import net.routerd.model.Expression;
import net.routerd.model.ProblemCode;
import net.routerd.model.check.Nearest;

/**
 * Reads the fields of one mapping. What is wrong is reported, and the field is then as if it were
 * not there, so that reading goes on (RES-7).
 */
public final class FieldReader {

  private final Node.Mapping mapping;
  private final String path;
  private final Report report;
  private final Set<String> asked = new HashSet<>();

  /**
   * Reads a mapping.
   *
   * @param mapping the mapping
   * @param path the path of the mapping, empty for the root
   * @param report takes what is wrong
   */
  public FieldReader(Node.Mapping mapping, String path, Report report) {
    this.mapping = mapping;
    this.path = path;
    this.report = report;
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
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!asked.contains(key)) {
                report.add(
                    entry.keyAt(),
                    path(key),
                    UNKNOWN_FIELD,
                    "there is no field '"
                        + key
                        + "' here"
                        + Nearest.hint(key, asked)
                        + "; the fields are "
                        + String.join(", ", new TreeSet<>(asked)));
              }
            });
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
   * Returns a text.
   *
   * @param field the field
   * @return the value; empty if it is not there or was refused
   */
  public Optional<String> text(String field) {
    return value(field, Node.Scalar::text);
  }

  /**
   * Returns a text that a function understands; the function throws if it does not.
   *
   * @param field the field
   * @param code what a text is reported as that is not understood
   * @param parse understands a text; throws {@link IllegalArgumentException} if it does not
   * @param <T> the type of the value
   * @return the value; empty if it is not there or was refused
   */
  public <T> Optional<T> parsed(String field, ProblemCode code, Function<String, T> parse) {
    return value(field, Values.understood(code, parse));
  }

  /**
   * Returns true or false.
   *
   * @param field the field
   * @return the value; empty if it is not there or was refused
   */
  public Optional<Boolean> flag(String field) {
    return value(field, Values::flag);
  }

  /**
   * Returns a whole number that fits into 32 bits with sign.
   *
   * @param field the field
   * @return the value; empty if it is not there or was refused
   */
  public Optional<Integer> integer(String field) {
    return value(field, s -> (int) Values.whole(s, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  /**
   * Returns a whole number that fits into 32 bits without sign.
   *
   * @param field the field
   * @return the value; empty if it is not there or was refused
   */
  public Optional<Long> unsigned(String field) {
    return value(field, s -> Values.whole(s, 0, 0xFFFFFFFFL));
  }

  /**
   * Returns a duration (RES-11).
   *
   * @param field the field
   * @return the value; empty if it is not there or was refused
   */
  public Optional<Duration> duration(String field) {
    return parsed(field, INVALID_DURATION, DurationText::parse);
  }

  /**
   * Returns the one of some values that is written as its {@code toString()}.
   *
   * @param field the field
   * @param values the values that there are
   * @param <T> the type of the value
   * @return the value; empty if it is not there or was refused
   */
  public <T> Optional<T> choice(String field, T[] values) {
    return value(field, s -> Values.choice(s, values));
  }

  /**
   * Returns a value or a reference (REF-1).
   *
   * @param field the field
   * @param code what a text is reported as that is not understood
   * @param literal understands a text that is no reference; throws {@link IllegalArgumentException}
   *     if it does not
   * @param <T> the type of the value
   * @return the value; empty if it is not there or was refused
   */
  public <T> Optional<Expression<T>> expression(
      String field, ProblemCode code, Function<String, T> literal) {
    return value(field, s -> Values.expression(s, code, literal));
  }

  /**
   * Returns the fields of a mapping.
   *
   * @param field the field
   * @return the value; empty if it is not there or was refused
   */
  public Optional<FieldReader> mapping(String field) {
    Optional<Node> node = node(field);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    return mapping(node.get(), path(field));
  }

  private Optional<FieldReader> mapping(Node node, String at) {
    if (node instanceof Node.Mapping map) {
      return Optional.of(new FieldReader(map, at, report));
    }
    return node instanceof Node.Refused
        ? refused(at)
        : fail(node.at(), at, WRONG_TYPE, "a mapping is wanted here: fields, each 'name: value'");
  }

  /**
   * Returns a mapping from text to text, in the order written.
   *
   * @param field the field
   * @return the texts by key
   */
  public Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    mapping(field)
        .ifPresent(
            fields ->
                fields
                    .mapping
                    .entries()
                    .keySet()
                    .forEach(key -> fields.text(key).ifPresent(text -> texts.put(key, text))));
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
      readers.add(mapping(items.get(i), path(field) + "[" + i + "]"));
    }
    return readers;
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
   * Returns the elements of a list that a function understands.
   *
   * @param field the field
   * @param code what a text is reported as that is not understood
   * @param parse understands a text; throws {@link IllegalArgumentException} if it does not
   * @param <T> the type of the value
   * @return the elements; none if the list is not there or was refused
   */
  public <T> List<T> list(String field, ProblemCode code, Function<String, T> parse) {
    List<T> values = new ArrayList<>();
    List<Node> items = items(field);
    for (int i = 0; i < items.size(); i++) {
      String at = path(field) + "[" + i + "]";
      value(items.get(i), () -> at, Values.understood(code, parse)).ifPresent(values::add);
    }
    return values;
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
        n -> {
          if (n instanceof Node.Refused) {
            report.refused(path(field));
          } else {
            report.add(n.at(), path(field), WRONG_TYPE, "a list is wanted here: '- ' before each");
          }
        });
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
    if (entry.value() instanceof Node.Scalar s && s.isEmpty()) {
      return empty(s, path(field));
    }
    return Optional.of(entry.value());
  }

  private <T> Optional<T> value(String field, Values.Reading<? extends T> reading) {
    Optional<Node> node = node(field);
    return node.isEmpty()
        ? Optional.empty()
        : value(node.get(), () -> path(field), reading); // paths are for what is wrong alone
  }

  private <T> Optional<T> value(
      Node node, Supplier<String> at, Values.Reading<? extends T> reading) {
    return switch (node) {
      case Node.Scalar s when s.isEmpty() -> empty(s, at.get());
      case Node.Scalar s -> understood(s, at, reading);
      case Node.Refused r -> refused(at.get());
      case Node.Sequence l ->
          fail(l.at(), at.get(), WRONG_TYPE, "one value is wanted here, not a list");
      case Node.Mapping m ->
          fail(m.at(), at.get(), WRONG_TYPE, "one value is wanted here, not a mapping");
    };
  }

  private <T> Optional<T> understood(
      Node.Scalar scalar, Supplier<String> at, Values.Reading<? extends T> reading) {
    try {
      return Optional.of(reading.of(scalar));
    } catch (Values.Refusal e) {
      return fail(scalar.at(), at.get(), e.code(), e.getMessage());
    }
  }

  private <T> Optional<T> empty(Node.Scalar scalar, String at) {
    return fail(scalar.at(), at, EMPTY_VALUE, "no value; leave the field out or give it one");
  }

  private <T> Optional<T> refused(String at) {
    report.refused(at);
    return Optional.empty();
  }

  private <T> Optional<T> fail(Position at, String field, ProblemCode code, String message) {
    report.add(at, field, code, message);
    return Optional.empty();
  }
}
