package net.routerd.select.incremental;

import java.util.Map;
import net.routerd.model.persistent.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * What a decision leaves for the next, by key: cells read what the one before left, and what they
 * decide is read by the next one only. So a memory is an input like any other.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Remembered<K extends Comparable<? super K>, V> {

  private final Inputs<K, V> before;
  private final Versioned<K, V> after = new Versioned<>();
  private Map<K, V> last = Map.of();

  /**
   * Makes one.
   *
   * @param graph whose cells read it
   * @param memory what is remembered at first
   */
  public Remembered(Graph graph, Map<K, V> memory) {
    before = new Inputs<>(graph);
    begin(memory);
  }

  /** Begins a decision: what the last one left is what is remembered. */
  public void begin() {
    begin(after.snapshot());
  }

  private void begin(Map<K, V> memory) {
    before.follow(last, memory);
    last = memory;
  }

  /**
   * Returns what the decision before left; the cell under evaluation depends on it.
   *
   * @param key the key
   * @return what is remembered, null if nothing is
   */
  public @Nullable V get(K key) {
    return before.get(key);
  }

  /**
   * Leaves something for the next decision.
   *
   * @param key the key
   * @param value what to remember, null for nothing
   */
  public void leave(K key, @Nullable V value) {
    after.set(key, value);
  }

  /**
   * Returns all that is left for the next decision.
   *
   * @return the values by key
   */
  public PersistentMap<K, V> left() {
    return after.snapshot();
  }
}
