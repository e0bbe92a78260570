package net.routerd.model.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Where the parts of a node stand, without what they say: a tenth of the node. What is said of
 * resources together needs the places long after the nodes are gone.
 */
public final class Outline {

  // The node, then its children, then theirs: the children of a part stand side by side.
  private final String[] names; // empty for what is no field
  private final int[] lines;
  private final int[] columns;
  private final int[] children; // where those of each part begin, and where all end

  /**
   * Takes the places from a node.
   *
   * @param node the node
   */
  public Outline(Node node) {
    List<Node> parts = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    parts.add(node);
    keys.add("");
    for (int part = 0; part < parts.size(); part++) {
      if (parts.get(part) instanceof Node.Mapping map) {
        for (Map.Entry<String, Node.Entry> entry : map.entries().entrySet()) {
          parts.add(entry.getValue().value());
          keys.add(entry.getKey());
        }
      } else if (parts.get(part) instanceof Node.Sequence list) {
        parts.addAll(list.items());
        keys.addAll(Collections.nCopies(list.items().size(), ""));
      }
    }
    names = keys.toArray(String[]::new);
    lines = new int[names.length];
    columns = new int[names.length];
    children = new int[names.length + 1];
    int child = 1;
    for (int part = 0; part < names.length; part++) {
      lines[part] = parts.get(part).at().line();
      columns[part] = parts.get(part).at().column();
      children[part] = child;
      child += parts.get(part).size();
    }
    children[names.length] = child;
  }

  /**
   * Returns the place of a field.
   *
   * @param path such as {@code spec.candidates[1].weight}
   * @return the place of its value, or of the innermost part on the way that is there
   */
  public Position find(String path) {
    int part = 0;
    int at = 0;
    while (at < path.length()) {
      boolean item = path.charAt(at) == '[';
      int end = item ? path.indexOf(']', at) + 1 : endOfName(path, at);
      int child = item ? item(part, path.substring(at, end)) : field(part, path.substring(at, end));
      if (child < 0) {
        break;
      }
      part = child;
      at = end < path.length() && path.charAt(end) == '.' ? end + 1 : end;
    }
    return new Position(lines[part], columns[part]);
  }

  private static int endOfName(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) != '.' && path.charAt(at) != '[') {
      at++;
    }
    return at;
  }

  private int field(int part, String name) {
    for (int child = children[part]; child < children[part + 1]; child++) {
      if (names[child].equals(name)) {
        return child;
      }
    }
    return -1;
  }

  private int item(int part, String step) {
    int child = children[part] + Integer.parseInt(step, 1, step.length() - 1, 10);
    return child < children[part + 1] && names[child].isEmpty() ? child : -1;
  }
}
