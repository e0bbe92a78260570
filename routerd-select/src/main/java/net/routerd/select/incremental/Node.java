package net.routerd.select.incremental;

import org.jspecify.annotations.Nullable;

/** Something that cells read; knows which. */
abstract sealed class Node permits Input, Reader {

  private @Nullable Edge readers;
  private int version;

  /** Counts the changes of the value. */
  final int version() {
    return version;
  }

  /** Tells whether this is what a table has for a key: so it need not be looked for there. */
  boolean isOf(Object table, Object key) {
    return false;
  }

  /** Brings the value up to date. */
  void refresh() {}

  /** The last reader is gone. */
  void unread() {}

  final boolean isRead() {
    return readers != null;
  }

  /** The value is another one: what read it is stale, and what read that may be. */
  final void changed() {
    version++;
    for (Edge edge = readers; edge != null; edge = edge.nextReader) {
      edge.reader.doubt(true);
    }
  }

  /** Tells the readers that the value may change. */
  final void suspect() {
    for (Edge edge = readers; edge != null; edge = edge.nextReader) {
      edge.reader.doubt(false);
    }
  }

  final void add(Edge edge) {
    edge.nextReader = readers;
    if (readers != null) {
      readers.previousReader = edge;
    }
    readers = edge;
  }

  final void remove(Edge edge) {
    if (edge.previousReader == null) {
      readers = edge.nextReader;
    } else {
      edge.previousReader.nextReader = edge.nextReader;
    }
    if (edge.nextReader != null) {
      edge.nextReader.previousReader = edge.previousReader;
    }
    if (readers == null) {
      unread();
    }
  }
}
