package net.routerd.select.incremental;

import java.util.Map;
import java.util.TreeMap;
import net.routerd.model.persistent.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * A map of which each decision hands out a snapshot.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Versioned<K extends Comparable<? super K>, V> {

  private final Map<K, @Nullable V> changes = new TreeMap<>();
  private PersistentMap<K, V> snapshot = PersistentMap.empty();

  /** Makes an empty one. */
  public Versioned() {}

  /**
   * Changes the next snapshot.
   *
   * @param key the key
   * @param value its value, null for none
   */
  public void set(K key, @Nullable V value) {
    changes.put(key, value);
  }

  /**
   * Returns what was set so far.
   *
   * @return a snapshot; the same one as before if nothing has changed
   */
  public PersistentMap<K, V> snapshot() {
    if (!changes.isEmpty()) {
      snapshot = snapshot.with(changes);
      changes.clear();
    }
    return snapshot;
  }
}
