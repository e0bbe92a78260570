package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.DUPLICATE_KEY;
import static net.routerd.model.ProblemCode.ILLEGAL_CHARACTER;
import static net.routerd.model.ProblemCode.TOO_DEEP;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.routerd.model.ProblemCode;

/** What both parsers refuse in a document, and where in it they are. */
final class TreeNotes {

  private final int maxDepth;
  private final List<TreeProblem> problems = new ArrayList<>();
  private final List<Object> steps = new ArrayList<>(); // a key, or the number of an item

  TreeNotes(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  List<TreeProblem> problems() {
    return problems;
  }

  /** Goes down to a field or an item: what is reported until {@link #leave} is about it. */
  void enter(Object step) {
    steps.add(step);
  }

  void leave() {
    steps.removeLast();
  }

  /** Returns the path, which is written for what is wrong alone. */
  private String path() {
    String path = "";
    for (Object step : steps) {
      path = step instanceof String key ? join(path, key) : path + "[" + step + "]";
    }
    return path;
  }

  void report(Position at, ProblemCode code, String message) {
    problems.add(new TreeProblem(at, path(), code, message));
  }

  void checkDepth(int depth, Position at) {
    if (depth > maxDepth) {
      throw new TreeException(
          new TreeProblem(
              at, path(), TOO_DEEP, "nested deeper than " + maxDepth + " levels; flatten it"));
    }
  }

  Node scalar(Position at, String text, boolean plain) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
          report(at, ILLEGAL_CHARACTER, "holds half of a surrogate pair; write both halves");
          return new Node.Refused(at);
        }
        i++;
      }
    }
    return new Node.Scalar(at, text, plain);
  }

  /** Puts the value of the field that was entered. */
  void put(Map<String, Node.Entry> entries, String key, Position keyAt, Node value) {
    Node.Entry first = entries.putIfAbsent(key, new Node.Entry(keyAt, value));
    if (first != null) {
      report(
          keyAt,
          DUPLICATE_KEY,
          "'" + key + "' stands here already, at " + first.keyAt() + "; leave one of them out");
    }
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
