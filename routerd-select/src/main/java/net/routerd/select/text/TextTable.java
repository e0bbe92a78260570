package net.routerd.select.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as text whose columns stand below each other, two blanks apart. */
public final class TextTable {

  /** On which side of its column a cell stands. */
  public enum Align {
    /** Words. */
    LEFT,
    /** Numbers. */
    RIGHT
  }

  private final List<Align> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Begins a table.
   *
   * @param columns how the cells of each column stand
   */
  public TextTable(List<Align> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells one text for each column
   * @return this table
   * @throws IllegalArgumentException if there are more or fewer cells than columns
   */
  public TextTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(columns.size() + " columns, " + cells.length + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  /**
   * Returns the rows; no line ends with a blank.
   *
   * @return a line for each row, each ended by a line feed
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns.size(); column++) {
        line.append(column == 0 ? "" : "  ").append(cell(row.get(column), column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String cell(String text, int column) {
    int width = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    String blanks = " ".repeat(width - length(text));
    return columns.get(column) == Align.LEFT ? text + blanks : blanks + text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
