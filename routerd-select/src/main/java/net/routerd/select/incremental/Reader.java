package net.routerd.select.incremental;

import org.jspecify.annotations.Nullable;

/**
 * A node that reads others; knows what it read when it was last evaluated, in that order. An
 * evaluation that reads the same again makes no new object.
 */
@SuppressWarnings("ReferenceEquality") // a node is itself
abstract sealed class Reader extends Node permits Cell {

  private @Nullable Edge first;
  private @Nullable Edge last; // of this evaluation; what is behind is of the one before

  /**
   * Something that was read is another one, or may be.
   *
   * @param surely true if it is
   */
  abstract void doubt(boolean surely);

  /** Begins to read anew. */
  final void begin() {
    last = null;
  }

  private @Nullable Edge next() {
    return last == null ? first : last.nextRead;
  }

  /** Returns what was read next the last time. */
  final @Nullable Node expected() {
    Edge next = next();
    return next == null ? null : next.source;
  }

  final void read(Node source) {
    Edge next = next();
    if (next != null && next.source == source) {
      next.seen = source.version();
      last = next;
    } else if (last == null || last.source != source) {
      Edge edge = new Edge(source, this);
      edge.nextRead = next;
      link(edge);
      source.add(edge);
    }
  }

  private void link(@Nullable Edge edge) {
    if (last == null) {
      first = edge;
    } else {
      last.nextRead = edge;
    }
    last = edge == null ? last : edge;
  }

  /** Drops what this evaluation did not read any more. */
  final void end() {
    Edge rest = next();
    link(null);
    for (; rest != null; rest = rest.nextRead) {
      rest.source.remove(rest);
    }
  }

  /**
   * Tells whether something read has another value by now. Asks in the order of reading, so that
   * nothing is brought up to date that was read only because of the value of something before it.
   */
  final boolean readsAnother() {
    for (Edge edge = first; edge != null; edge = edge.nextRead) {
      edge.source.refresh();
      if (edge.source.version() != edge.seen) {
        return true;
      }
    }
    return false;
  }
}
