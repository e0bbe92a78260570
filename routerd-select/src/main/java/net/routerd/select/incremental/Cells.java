package net.routerd.select.incremental;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values of one kind that are worked out, by key.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
public final class Cells<K, V> {

  private final Graph graph;
  private final Function<K, V> work;
  private final Map<K, Entry<K, V>> entries = new HashMap<>();
  private final ArrayDeque<Entry<K, V>> doubted = new ArrayDeque<>();

  /**
   * Told of one value that is another one than at the last time.
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  @FunctionalInterface
  public interface Settled<K, V> {

    /**
     * Takes the value.
     *
     * @param key the key
     * @param before the value at the last time, null if there was none
     * @param after the value now
     */
    void settled(K key, @Nullable V before, V after);
  }

  private static final class Entry<K, V> {
    final K key;
    final Cell<V> cell;
    @Nullable V told;
    boolean isDoubted;

    Entry(Graph graph, K key, Function<K, V> work, Consumer<Entry<K, V>> doubted) {
      this.key = key;
      cell = new Cell<>(graph, () -> work.apply(key), () -> doubted.accept(this));
    }
  }

  /**
   * Makes an empty table.
   *
   * @param graph whose cells read it
   * @param work works out the value of a key; never null
   */
  public Cells(Graph graph, Function<K, V> work) {
    this.graph = graph;
    this.work = work;
  }

  /**
   * Returns a value, worked out if it was not yet or is stale; the cell under evaluation depends on
   * it.
   *
   * @param key the key
   * @return its value
   */
  public V get(K key) {
    return entry(key).cell.get();
  }

  /**
   * Has a value worked out by the next {@link #settle}, and from then on whenever it is stale.
   *
   * @param key the key
   */
  public void want(K key) {
    entry(key);
  }

  private Entry<K, V> entry(K key) {
    Entry<K, V> entry = entries.get(key);
    if (entry == null) {
      entry = new Entry<>(graph, key, work, this::doubt);
      entries.put(key, entry);
      doubt(entry);
    }
    return entry;
  }

  private void doubt(Entry<K, V> entry) {
    if (!entry.isDoubted) {
      entry.isDoubted = true;
      doubted.add(entry);
    }
  }

  /**
   * Forgets a value that is wanted no more, unless another cell reads it.
   *
   * @param key the key
   */
  public void forget(K key) {
    Entry<K, V> entry = entries.get(key);
    if (entry != null && !entry.cell.isRead()) {
      entries.remove(key);
      entry.cell.drop();
    }
  }

  /**
   * Brings everything up to date, which costs what may have changed since the last time.
   *
   * @param told told each value that is another one than at the last time
   */
  public void settle(Settled<K, V> told) {
    while (!doubted.isEmpty()) { // may grow while cells make others
      Entry<K, V> entry = doubted.removeFirst();
      entry.isDoubted = false;
      if (entries.get(entry.key) != entry) {
        continue; // forgotten
      }
      entry.cell.refresh();
      V now = Objects.requireNonNull(entry.cell.latest());
      V before = entry.told;
      if (now != before && !now.equals(before)) {
        entry.told = now;
        told.settled(entry.key, before, now);
      }
    }
  }
}
