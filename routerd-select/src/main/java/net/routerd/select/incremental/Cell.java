package net.routerd.select.incremental;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One value that is worked out from others. */
final class Cell<T> extends Node {

  private enum State {
    CURRENT,
    SUSPECT,
    STALE
  }

  private final Graph graph;
  private final Supplier<T> work;
  private final Runnable doubted;
  private final Reads reads = new Reads(this);
  private State state = State.STALE;
  private @Nullable T value;

  /** When time alone makes the value stale; kept by {@link Deadlines}. */
  Deadlines.@Nullable Deadline deadline;

  /**
   * Makes one that is still to be evaluated.
   *
   * @param work works the value out; reads inputs and other cells through their tables only
   * @param doubted told when the value, current until now, may change
   */
  Cell(Graph graph, Supplier<T> work, Runnable doubted) {
    this.graph = graph;
    this.work = work;
    this.doubted = doubted;
  }

  /** Returns the value as it is now; the cell under evaluation, if there is one, reads it. */
  T get() {
    refresh();
    graph.read(this);
    return Objects.requireNonNull(value);
  }

  /** Returns the value as it last was. */
  @Nullable T latest() {
    return value;
  }

  /** Something that the value was worked out from is another one, or may be. */
  void doubt(boolean surely) {
    if (state == State.CURRENT) {
      state = surely ? State.STALE : State.SUSPECT;
      doubted.run();
      suspect();
    } else if (surely) {
      state = State.STALE;
    }
  }

  @Override
  void refresh() {
    if (state == State.SUSPECT) {
      state = reads.changed() ? State.STALE : State.CURRENT;
    }
    if (state == State.STALE) {
      evaluate();
    }
  }

  private void evaluate() {
    reads.begin();
    T next = graph.evaluate(this, work);
    reads.end();
    state = State.CURRENT;
    if (!next.equals(value)) {
      value = next;
      changed();
    }
  }

  void read(Node source) {
    reads.add(source);
  }

  /** Reads nothing any more. */
  void drop() {
    reads.begin();
    reads.end();
    graph.forget(this);
  }
}
