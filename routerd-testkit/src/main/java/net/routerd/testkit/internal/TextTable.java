package net.routerd.testkit.internal;

import java.util.ArrayList;
import java.util.List;

/** A table for people: columns as wide as their widest cell. */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Makes a table without rows.
   *
   * @param head the names of the columns
   */
  public TextTable(String... head) {
    rows.add(List.of(head));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns
   * @return this
   */
  public TextTable row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of this table has " + rows.getFirst());
    }
    rows.add(List.of(cells));
    return this;
  }

  /**
   * Returns the table.
   *
   * @return a line for the head and one for each row; no spaces at their ends
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(width(i) - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
