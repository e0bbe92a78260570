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
   * Makes an empty table of values that are brought up to date before anything else is looked at:
   * so that what reads one is not even put in doubt unless it has really changed, nor what is
   * {@linkplain #stir stirred} by it. What is worked out meanwhile from a value that then changes
   * is worked out again. None of them is ever forgotten.
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
   * Returns a value, worked out if it was not yet or is stale; the cell under evaluation does not
   * depend on it, and is {@linkplain #stir stirred} when something that it asks for changes.
   *
   * @param key the key
   * @return its value
   */
  public V current(K key) {
    Entry entry = entry(key);
    entry.refresh();
    return Objects.requireNonNull(entry.latest());
  }

  /**
   * Returns a value as it last was.
   *
   * @param key the key
   * @return its value then, null if it was not worked out yet
   */
  public @Nullable V latest(K key) {
    Entry found = found(key);
    return found == null ? null : found.latest();
  }

  /**
   * Returns a value as it was told last.
   *
   * @param key the key
   * @return its value then, null if it was not told yet
   */
  public @Nullable V told(K key) {
    Entry found = found(key);
    return found == null ? null : found.told;
  }

  private @Nullable Entry found(K key) {
    Entry evaluated = ifOf(graph.evaluated(), key);
    return evaluated == null ? entries.get(key) : evaluated;
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
   * Says that something is another one that a value is worked out from, but does not depend on: so
   * that only he who knows what matters of it need say so, and nothing is kept for it. Does nothing
   * to a value that is being worked out: what it asks for may say so only before it answers.
   *
   * @param key the key; one that has no value is left out
   */
  public void stir(K key) {
    Entry entry = entries.get(key);
    if (entry != null) {
      entry.doubt(true);
    }
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
