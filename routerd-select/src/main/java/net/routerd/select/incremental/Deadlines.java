package net.routerd.select.incremental;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When cells become stale by time alone: for each the first of the times that it asked for. Most
 * ask for a later time again and again before the earlier one comes; so a cell stays where it is in
 * the order until it is the first there.
 */
final class Deadlines {

  private final TreeSet<Deadline> inOrder = new TreeSet<>();
  private long count;

  /** The time of one cell, on the monotonic clock, whose numbers may wrap around. */
  static final class Deadline implements Comparable<Deadline> {
    private final Cell<?> cell;
    private long placeNanos; // where it stands in the order, never after its time
    private long serial; // tells equal places apart
    private long atNanos;
    private boolean waits = true;

    private Deadline(Cell<?> cell) {
      this.cell = cell;
    }

    @Override
    public int compareTo(Deadline other) {
      int order = Long.signum(placeNanos - other.placeNanos);
      return order != 0 ? order : Long.compare(serial, other.serial);
    }
  }

  void add(Cell<?> cell, long atNanos) {
    Deadline known = cell.deadline;
    if (known == null) {
      known = new Deadline(cell);
      cell.deadline = known;
      place(known, atNanos);
    } else if (known.placeNanos - atNanos > 0) {
      inOrder.remove(known);
      place(known, atNanos);
    } else if (!known.waits || known.atNanos - atNanos > 0) {
      known.atNanos = atNanos;
    }
    known.waits = true;
  }

  private void place(Deadline deadline, long atNanos) {
    deadline.atNanos = atNanos;
    deadline.placeNanos = atNanos;
    deadline.serial = count++;
    inOrder.add(deadline);
  }

  /** The cell waits for nothing until it asks again. */
  void pause(Cell<?> cell) {
    if (cell.deadline != null) {
      cell.deadline.waits = false;
    }
  }

  /** The cell asks no more. */
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
    for (Deadline next = next(); next != null && nowNanos - next.atNanos >= 0; next = next()) {
      remove(next.cell);
      due.add(next.cell);
    }
    return due;
  }

  OptionalLong first() {
    Deadline next = next();
    return next == null ? OptionalLong.empty() : OptionalLong.of(next.atNanos);
  }

  /** Returns the first, once those before it that wait no more, or for later, are put right. */
  private @Nullable Deadline next() {
    while (!inOrder.isEmpty()) {
      Deadline first = inOrder.first();
      if (first.waits && first.atNanos == first.placeNanos) {
        return first;
      }
      inOrder.pollFirst();
      if (first.waits) {
        place(first, first.atNanos);
      } else {
        first.cell.deadline = null;
      }
    }
    return null;
  }
}
