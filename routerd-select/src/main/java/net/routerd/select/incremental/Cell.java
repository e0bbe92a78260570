package net.routerd.select.incremental;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One value that is worked out from others. There are many: whoever makes them extends this. */
abstract non-sealed class Cell<T> extends Reader {

  private enum State {
    CURRENT,
    SUSPECT,
    STALE
  }

  private final Graph graph;
  private State state = State.STALE;

  /** What was read is in doubt again, while it was looked at: a cell that screens has changed. */
  private boolean doubtedAgain;

  private @Nullable T value;

  /** When time alone makes the value stale; kept by {@link Deadlines}. */
  Deadlines.@Nullable Deadline deadline;

  /** Makes one that is still to be evaluated. */
  Cell(Graph graph) {
    this.graph = graph;
  }

  /** Works the value out; reads inputs and other cells through their tables only. */
  abstract T work();

  /** The value, current until now, may change. */
  abstract void doubted();

  /** Has what reads this doubted as well. */
  void spread() {
    suspect();
  }

  /** Returns the value as it is now; the cell under evaluation, if there is one, reads it. */
  T get() {
    graph.screen();
    refresh();
    graph.read(this);
    return Objects.requireNonNull(value);
  }

  /** Returns the value as it last was. */
  @Nullable T latest() {
    return value;
  }

  @Override
  void doubt(boolean surely) {
    doubtedAgain = true;
    if (state == State.CURRENT) {
      state = surely ? State.STALE : State.SUSPECT;
      doubted();
      spread();
    } else if (surely) {
      state = State.STALE;
    }
  }

  @Override
  void refresh() {
    while (state != State.CURRENT) {
      doubtedAgain = false;
      if (state == State.STALE || readsAnother()) {
        doubtedAgain = false;
        evaluate();
      }
      state = doubtedAgain ? State.SUSPECT : State.CURRENT;
    }
  }

  private void evaluate() {
    begin();
    T next = graph.evaluate(this);
    end();
    if (!next.equals(value)) {
      value = next;
      changed();
    }
  }

  /** Reads nothing any more. */
  void drop() {
    begin();
    end();
    graph.forget(this);
  }
}
