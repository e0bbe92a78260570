package net.routerd.select.incremental;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
  private final Map<K, Entry> entries = new HashMap<>();
  private final ArrayDeque<Entry> doubted = new ArrayDeque<>();
  private final boolean screening;

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

  private final class Entry extends Cell<V> {
    final K key;
    @Nullable V told;
    boolean isDoubted;
    boolean isForgotten;

    Entry(K key) {
      super(graph);
      this.key = key;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a table is itself
    boolean isOf(Object table, Object wanted) {
      return table == Cells.this && key.equals(wanted);
    }

    @Override
    V work() {
      return work.apply(key);
    }

    @Override
    void spread() {
      if (screening) {
        graph.screen(this);
      } else {
        super.spread();
      }
    }

    @Override
    void doubted() {
      if (!isDoubted) {
        isDoubted = true;
        doubted.add(this);
      }
    }
  }

  /**
   * Makes an empty table.
   *
   * @param graph whose cells read it
   * @param work works out the value of a key; never null
   */
  public Cells(Graph graph, Function<K, V> work) {
    this(graph, work, false);
  }

  private Cells(Graph graph, Function<K, V> work, boolean screening) {
    this.graph = graph;
    this.work = work;
    this.screening = screening;
  }

  /**
   * Makes an empty table of values that mostly stay, although what they are worked out from changes
   * all the time: they are brought up to date first, so that what reads them is not even put in
   * doubt unless one has really changed. What is worked out meanwhile from a value that then
   * changes is worked out again. None of them is ever forgotten.
   *
   * @param graph whose cells read it
   * @param work works out the value of a key; never null
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @return the table
   */
  public static <K, V> Cells<K, V> screening(Graph graph, Function<K, V> work) {
    return new Cells<>(graph, work, true);
  }

  /**
   * Returns a value, worked out if it was not yet or is stale; the cell under evaluation depends on
   * it.
   *
   * @param key the key
   * @return its value
   */
  public V get(K key) {
    return entry(key).get();
  }

  /**
   * Has a value worked out by the next {@link #settle}, and from then on whenever it is stale.
   *
   * @param key the key
   */
  public void want(K key) {
    entry(key);
  }

  /**
   * Returns a value as it was told last.
   *
   * @param key the key
   * @return its value then, null if it was not told yet
   */
  public @Nullable V told(K key) {
    Entry entry = ifOf(graph.evaluated(), key);
    Entry found = entry == null ? entries.get(key) : entry;
    return found == null ? null : found.told;
  }

  @SuppressWarnings("unchecked") // an entry of this table
  private @Nullable Entry ifOf(@Nullable Node node, K key) {
    return node != null && node.isOf(this, key) ? (Entry) node : null;
  }

  private Entry entry(K key) {
    Entry expected = ifOf(graph.expected(), key);
    if (expected != null) {
      return expected;
    }
    Entry entry = entries.get(key);
    if (entry == null) {
      entry = new Entry(key);
      entries.put(key, entry);
      entry.doubted();
    }
    return entry;
  }

  /**
   * Forgets a value that is wanted no more, unless another cell reads it.
   *
   * @param key the key
   */
  public void forget(K key) {
    Entry entry = entries.get(key);
    if (entry != null && !entry.isRead()) {
      entries.remove(key);
      entry.isForgotten = true;
      entry.drop();
    }
  }

  /**
   * Brings everything up to date, which costs what may have changed since the last time.
   *
   * @param told told each value that is another one than at the last time
   */
  public void settle(Settled<K, V> told) {
    for (graph.screen(); !doubted.isEmpty(); graph.screen()) { // cells may make others
      Entry entry = doubted.removeFirst();
      entry.isDoubted = false;
      if (entry.isForgotten) {
        continue;
      }
      entry.refresh();
      V now = Objects.requireNonNull(entry.latest());
      V before = entry.told;
      if (now != before && !now.equals(before)) {
        entry.told = now;
        told.settled(entry.key, before, now);
      }
    }
  }
}
