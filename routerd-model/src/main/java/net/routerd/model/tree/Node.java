package net.routerd.model.tree;

import java.util.List;
import java.util.Map;

/** A piece of YAML or JSON and its place. */
public sealed interface Node {

  /**
   * Returns where it begins.
   *
   * @return its place
   */
  Position at();

  /**
   * Returns how many parts it has.
   *
   * @return the number of its elements or entries, 0 for what has none
   */
  default int size() {
    return switch (this) {
      case Sequence list -> list.items.size();
      case Mapping map -> map.entries.size();
      case Scalar scalar -> 0;
      case Refused refused -> 0;
    };
  }

  /**
   * One value, as its text (RES-10).
   *
   * @param at where it begins
   * @param text the text, escapes resolved
   * @param plain true without quotes, so that it may mean a number, a boolean or null
   */
  record Scalar(Position at, String text, boolean plain) implements Node {
    /**
     * Tells whether the value is left out or null.
     *
     * @return true if there is no value
     */
    public boolean isEmpty() {
      return plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }
  }

  /**
   * A list.
   *
   * @param at where it begins
   * @param items its elements
   */
  record Sequence(Position at, List<Node> items) implements Node {}

  /**
   * A mapping.
   *
   * @param at where it begins
   * @param entries its entries in the order written
   */
  record Mapping(Position at, Map<String, Entry> entries) implements Node {}

  /**
   * Something that was refused and reported: whoever meets it reports nothing.
   *
   * @param at where it begins
   */
  record Refused(Position at) implements Node {}

  /**
   * What stands under a key.
   *
   * @param keyAt the place of the key
   * @param value the value
   */
  record Entry(Position keyAt, Node value) {}
}
