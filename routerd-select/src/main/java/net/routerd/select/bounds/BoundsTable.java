package net.routerd.select.bounds;

import static net.routerd.select.text.TextTable.Align.LEFT;
import static net.routerd.select.text.TextTable.Align.RIGHT;

import java.util.List;
import net.routerd.select.text.TextTable;

/** The worst-case times of a policy as a small table for people. */
public final class BoundsTable {

  private BoundsTable() {}

  /**
   * Writes the times of one policy: a line that names the columns, a line for each candidate, and
   * one for the policy, which has the worst of each.
   *
   * @param bounds the times
   * @return the lines, each ended by a line feed
   */
  public static String text(PolicyBounds bounds) {
    TextTable table = new TextTable(List.of(LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT));
    table.row("candidate", "link loss", "silent death", "switch-over", "recovery", "fail-back");
    for (CandidateBounds candidate : bounds.candidates()) {
      table.row(
          candidate.candidate(),
          cell(candidate.linkLoss()),
          cell(candidate.silentDeath()),
          cell(candidate.switchOver()),
          cell(candidate.recovery()),
          cell(candidate.failBack()));
    }
    return table
        .row(
            "(worst)",
            cell(bounds.linkLoss()),
            cell(bounds.silentDeath()),
            cell(bounds.switchOver()),
            cell(bounds.recovery()),
            cell(bounds.failBack()))
        .toString();
  }

  private static String cell(Bound bound) {
    return bound instanceof Bound.Within ? bound.toString() : "never";
  }
}
