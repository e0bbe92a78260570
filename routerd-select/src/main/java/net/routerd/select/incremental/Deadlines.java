package net.routerd.select.incremental;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/** When cells become stale by time alone: for each the first of the times that it asked for. */
final class Deadlines {

  private final TreeSet<Deadline> inOrder = new TreeSet<>();
  private long count;

  /**
   * A time of the monotonic clock, whose numbers may wrap around; the serial tells equals apart.
   */
  record Deadline(long atNanos, long serial, Cell<?> cell) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      int order = Long.signum(atNanos - other.atNanos);
      return order != 0 ? order : Long.compare(serial, other.serial);
    }
  }

  void add(Cell<?> cell, long atNanos) {
    Deadline before = cell.deadline;
    if (before == null || before.atNanos - atNanos > 0) {
      remove(cell);
      Deadline deadline = new Deadline(atNanos, count++, cell);
      cell.deadline = deadline;
      inOrder.add(deadline);
    }
  }

  void remove(Cell<?> cell) {
    Deadline deadline = cell.deadline;
    if (deadline != null) {
      cell.deadline = null;
      inOrder.remove(deadline);
    }
  }

  /** Takes out the cells whose time has come. */
  List<Cell<?>> due(long nowNanos) {
    List<Cell<?>> due = new ArrayList<>();
    while (!inOrder.isEmpty() && nowNanos - inOrder.first().atNanos >= 0) {
      Cell<?> cell = inOrder.first().cell;
      remove(cell);
      due.add(cell);
    }
    return due;
  }

  OptionalLong first() {
    return inOrder.isEmpty() ? OptionalLong.empty() : OptionalLong.of(inOrder.first().atNanos);
  }
}
