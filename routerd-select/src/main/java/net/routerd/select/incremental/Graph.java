package net.routerd.select.incremental;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cells and what they read. A cell that is evaluated reads inputs, other cells and the time, and is
 * evaluated again when one of these has changed, and not before: a change makes its readers stale
 * and puts in doubt what reads those; a cell in doubt looks whether what it read has really
 * changed, and if not, keeps its value unseen. Cells that screen are looked at first, and keep
 * doubts from what reads them unless they have really changed. Used by one thread.
 */
public final class Graph {

  private final ArrayDeque<Cell<?>> screens = new ArrayDeque<>();
  private final Deadlines deadlines = new Deadlines();
  private Set<Cell<?>> restless = new LinkedHashSet<>();
  private @Nullable Cell<?> reader;
  private long now;
  private long evaluations;

  /** Makes an empty one. */
  public Graph() {}

  /**
   * Sets the time: what waited for it, and what shows how long it still waits, is stale.
   *
   * @param nanos the monotonic clock, not before the time that was set last
   */
  public void at(long nanos) {
    now = nanos;
    List<Cell<?>> stale = new ArrayList<>(deadlines.due(nanos));
    stale.addAll(restless);
    restless = new LinkedHashSet<>();
    stale.forEach(cell -> cell.doubt(true));
  }

  /**
   * Asks the clock, and has the cell that asks evaluated again when the answer changes.
   *
   * @param atNanos a time on the monotonic clock
   * @return whether it has come
   */
  public boolean isPast(long atNanos) {
    if (now - atNanos >= 0) {
      return true;
    }
    if (reader != null) {
      deadlines.add(reader, atNanos);
    }
    return false;
  }

  /**
   * Says that the cell under evaluation shows how long it waits: it is stale whenever the time is
   * another one.
   */
  public void showsTime() {
    if (reader != null) {
      restless.add(reader);
    }
  }

  /**
   * Returns when time alone makes something stale.
   *
   * @return the first such time, after the present one; empty if nothing waits
   */
  public OptionalLong nextNanos() {
    return deadlines.first();
  }

  /**
   * Returns how much work was done.
   *
   * @return how many cells were evaluated since this was made
   */
  public long evaluations() {
    return evaluations;
  }

  /** Has a cell that is in doubt brought up to date before anybody looks at what reads it. */
  void screen(Cell<?> cell) {
    screens.add(cell);
  }

  /** Brings those cells up to date: what reads one of another value is stale from now on. */
  void screen() {
    while (reader == null && !screens.isEmpty()) {
      screens.remove().refresh();
    }
  }

  boolean isEvaluating() {
    return reader != null;
  }

  /** Returns the cell under evaluation. */
  @Nullable Node evaluated() {
    return reader;
  }

  /** Returns what that is likely to read now: what it read at this point the last time. */
  @Nullable Node expected() {
    return reader == null ? null : reader.expected();
  }

  void read(Node source) {
    if (reader != null) {
      reader.read(source);
    }
  }

  <T> T evaluate(Cell<T> cell) {
    deadlines.pause(cell);
    restless.remove(cell);
    evaluations++;
    Cell<?> outer = reader;
    reader = cell;
    try {
      return cell.work();
    } finally {
      reader = outer;
    }
  }

  void forget(Cell<?> cell) {
    deadlines.remove(cell);
    restless.remove(cell);
  }
}
