package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.EMPTY_VALUE;
import static net.routerd.model.ProblemCode.UNKNOWN_FIELD;
import static net.routerd.model.ProblemCode.WRONG_TYPE;

import java.util.Optional;
import java.util.SortedSet;
import net.routerd.model.ProblemCode;
import net.routerd.model.check.Nearest;

/** Takes the problems of one resource. */
public interface Report {

  /**
   * Takes a problem.
   *
   * @param at where
   * @param path the field
   * @param code what kind of thing
   * @param message what and how to mend it
   */
  void add(Position at, String path, ProblemCode code, String message);

  /**
   * Notes a field that was refused and reported before.
   *
   * @param path the field
   */
  void refused(String path);

  /**
   * Takes a problem of a value that is wanted.
   *
   * @param at where
   * @param path the field
   * @param code what kind of thing
   * @param message what and how to mend it
   * @param <T> the type of the value
   * @return no value
   */
  default <T> Optional<T> fail(Position at, String path, ProblemCode code, String message) {
    add(at, path, code, message);
    return Optional.empty();
  }

  /**
   * Takes that a node is not what is wanted, unless it was refused before.
   *
   * @param node the node
   * @param path the field
   * @param wanted what is
   * @param <T> the type of the value
   * @return no value
   */
  default <T> Optional<T> wrongType(Node node, String path, String wanted) {
    if (node instanceof Node.Refused) {
      refused(path);
      return Optional.empty();
    }
    return fail(node.at(), path, WRONG_TYPE, wanted);
  }

  /**
   * Takes that a node is not one value.
   *
   * @param node the node
   * @param path the field
   * @param <T> the type of the value
   * @return no value
   */
  default <T> Optional<T> noValue(Node node, String path) {
    return switch (node) {
      case Node.Scalar s ->
          fail(s.at(), path, EMPTY_VALUE, "no value; leave the field out or give it one");
      case Node.Mapping m -> wrongType(m, path, "one value is wanted here, not a mapping");
      case Node.Sequence l -> wrongType(l, path, "one value is wanted here, not a list");
      case Node.Refused r -> wrongType(r, path, "");
    };
  }

  /**
   * Takes that there is no such field (RES-6).
   *
   * @param at where it stands
   * @param path the field
   * @param key its name
   * @param known the fields that there are
   */
  default void unknown(Position at, String path, String key, SortedSet<String> known) {
    add(
        at,
        path,
        UNKNOWN_FIELD,
        "there is no field '"
            + key
            + "' here"
            + Nearest.hint(key, known)
            + "; the fields are "
            + String.join(", ", known));
  }
}
