package net.routerd.select.incremental;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.persistent.Differences;
import org.jspecify.annotations.Nullable;

/**
 * Values that come from outside, by key. A cell that reads a key which has no value depends on that
 * as well.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Inputs<K, V> {

  private final Graph graph;
  private final Map<K, Input<V>> inputs = new HashMap<>();

  private final class Entry extends Input<V> {
    private final K key;

    Entry(K key) {
      this.key = key;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a table is itself
    boolean isOf(Object table, Object wanted) {
      return table == Inputs.this && key.equals(wanted);
    }

    @Override
    void unused() {
      inputs.remove(key);
    }
  }

  /**
   * Makes an empty table.
   *
   * @param graph whose cells read it
   */
  public Inputs(Graph graph) {
    this.graph = graph;
  }

  /**
   * Returns a value; the cell under evaluation depends on it.
   *
   * @param key the key
   * @return its value, null if it has none
   */
  public @Nullable V get(K key) {
    if (!graph.isEvaluating()) {
      Input<V> known = inputs.get(key);
      return known == null ? null : known.value();
    }
    Input<V> input = input(key);
    graph.read(input);
    return input.value();
  }

  /**
   * Returns a value; the cell under evaluation depends on it.
   *
   * @param key the key
   * @return its value, empty if it has none
   */
  public Optional<V> find(K key) {
    return Optional.ofNullable(get(key));
  }

  /**
   * Sets a value. An equal one changes nothing.
   *
   * @param key the key
   * @param value its value, null for none
   */
  public void set(K key, @Nullable V value) {
    Input<V> known = inputs.get(key);
    if (known != null) {
      known.set(value);
    } else if (value != null) {
      input(key).set(value);
    }
  }

  /**
   * Sets what is different in another state of the whole.
   *
   * @param before all values as they were set
   * @param after all values as they are to be
   */
  public void follow(Map<K, V> before, Map<K, V> after) {
    Differences.between(before, after, (key, was, is) -> set(key, is));
  }

  @SuppressWarnings("unchecked") // an entry of this table
  private Input<V> input(K key) {
    Node expected = graph.expected();
    if (expected != null && expected.isOf(this, key)) {
      return (Entry) expected;
    }
    Input<V> input = inputs.get(key);
    if (input == null) {
      input = new Entry(key);
      inputs.put(key, input);
    }
    return input;
  }
}
