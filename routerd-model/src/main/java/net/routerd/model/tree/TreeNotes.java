package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.DUPLICATE_KEY;
import static net.routerd.model.ProblemCode.ILLEGAL_CHARACTER;
import static net.routerd.model.ProblemCode.TOO_DEEP;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.routerd.model.ProblemCode;

/** What both parsers refuse in a document. */
final class TreeNotes {

  private final int maxDepth;
  private final List<TreeProblem> problems = new ArrayList<>();

  TreeNotes(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  List<TreeProblem> problems() {
    return problems;
  }

  void report(Position at, String path, ProblemCode code, String message) {
    problems.add(new TreeProblem(at, path, code, message));
  }

  void checkDepth(int depth, Position at, String path) {
    if (depth > maxDepth) {
      throw new TreeException(
          new TreeProblem(
              at, path, TOO_DEEP, "nested deeper than " + maxDepth + " levels; flatten it"));
    }
  }

  Node scalar(Position at, String path, String text, boolean plain) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
          report(at, path, ILLEGAL_CHARACTER, "holds half of a surrogate pair; write both halves");
          return new Node.Refused(at);
        }
        i++;
      }
    }
    return new Node.Scalar(at, text, plain);
  }

  void put(Map<String, Node.Entry> entries, String key, Position keyAt, Node value, String path) {
    Node.Entry first = entries.putIfAbsent(key, new Node.Entry(keyAt, value));
    if (first != null) {
      report(
          keyAt,
          path,
          DUPLICATE_KEY,
          "'" + key + "' stands here already, at " + first.keyAt() + "; leave one of them out");
    }
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
