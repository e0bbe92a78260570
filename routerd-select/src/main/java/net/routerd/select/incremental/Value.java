package net.routerd.select.incremental;

import java.util.Objects;

/**
 * One value that comes from outside.
 *
 * @param <V> its type
 */
public final class Value<V> {

  private final Graph graph;
  private final Input<V> input = new Input<>();

  /**
   * Makes one.
   *
   * @param graph whose cells read it
   * @param first what it is at first
   */
  public Value(Graph graph, V first) {
    this.graph = graph;
    input.set(first);
  }

  /**
   * Returns the value; the cell under evaluation depends on it.
   *
   * @return the value
   */
  public V get() {
    graph.read(input);
    return Objects.requireNonNull(input.value());
  }

  /**
   * Sets the value. An equal one changes nothing.
   *
   * @param next the value
   */
  public void set(V next) {
    input.set(next);
  }
}
