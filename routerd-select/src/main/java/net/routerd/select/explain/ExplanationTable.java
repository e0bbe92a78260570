package net.routerd.select.explain;

import static net.routerd.select.text.TextTable.Align.LEFT;
import static net.routerd.select.text.TextTable.Align.RIGHT;

import java.util.List;
import net.routerd.select.text.Seconds;
import net.routerd.select.text.TextTable;

/** Explanations as a small table for people. */
public final class ExplanationTable {

  private static final String NOTHING = "-";

  private ExplanationTable() {}

  /**
   * Writes the explanations of one policy: a line for each candidate in their order, below a line
   * that names the columns; a candidate with several ways to win has a further line for each.
   *
   * @param explanations the explanations
   * @return the lines, each ended by a line feed
   */
  public static String text(List<Explanation> explanations) {
    TextTable table = new TextTable(List.of(LEFT, RIGHT, LEFT, LEFT, LEFT, RIGHT, LEFT));
    table.row("candidate", "weight", "ready", "selected", "reason", "time left", "wins when");
    for (Explanation explanation : explanations) {
      List<Counterfactual> ways = explanation.counterfactuals();
      table.row(
          explanation.candidate(),
          String.valueOf(explanation.weight()),
          explanation.ready() ? "yes" : "no",
          explanation.selected() ? "yes" : "no",
          explanation.reason().toString(),
          explanation.remainingNanos().isPresent()
              ? Seconds.text(explanation.remainingNanos().getAsLong())
              : NOTHING,
          ways.isEmpty() ? NOTHING : ways.getFirst().toString());
      ways.stream().skip(1).forEach(way -> table.row("", "", "", "", "", "", "or " + way));
    }
    return table.toString();
  }
}
