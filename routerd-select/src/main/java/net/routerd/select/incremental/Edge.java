package net.routerd.select.incremental;

import org.jspecify.annotations.Nullable;

/**
 * A cell read a node. Stands in two lists: that of the node's readers, from which it can be taken
 * in one step however many there are, and that of what the cell read, in the order in which it did.
 */
final class Edge {

  final Node source;
  final Reader reader;
  int seen;
  @Nullable Edge nextRead;
  @Nullable Edge previousReader;
  @Nullable Edge nextReader;

  Edge(Node source, Reader reader) {
    this.source = source;
    this.reader = reader;
    seen = source.version();
  }
}
