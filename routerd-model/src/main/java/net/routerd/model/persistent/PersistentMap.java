package net.routerd.model.persistent;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map, ordered by its keys. A changed copy shares all but a few nodes with the map
 * that it was made from, so every decision can hand out a complete snapshot; and what two such maps
 * differ in is found in the time of the difference. The order is made, and kept, when somebody goes
 * through the map for the first time: O(n log n).
 *
 * @param <K> the type of the keys; their order must agree with equals
 * @param <V> the type of the values
 */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
public final class PersistentMap<K extends Comparable<? super K>, V> extends AbstractMap<K, V> {

  private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null);

  private final @Nullable Trie<K, V> root;
  private @Nullable List<Entry<K, V>> inOrder; // two threads may each make it, and make the same

  private PersistentMap(@Nullable Trie<K, V> root) {
    this.root = root;
  }

  /**
   * Returns the map without entries.
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @return an empty map
   */
  @SuppressWarnings("unchecked") // it holds no value of any type
  public static <K extends Comparable<? super K>, V> PersistentMap<K, V> empty() {
    return (PersistentMap<K, V>) EMPTY;
  }

  /**
   * Returns a map with the entries of another.
   *
   * @param map any map without nulls
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @return the same map if it is one of these, else a copy
   */
  public static <K extends Comparable<? super K>, V> PersistentMap<K, V> copyOf(
      Map<K, ? extends V> map) {
    if (map instanceof PersistentMap<?, ?>) {
      @SuppressWarnings("unchecked") // immutable, so a map of a subtype is one of the type
      PersistentMap<K, V> same = (PersistentMap<K, V>) map;
      return same;
    }
    List<Leaf<K, V>> leaves = new ArrayList<>(map.size());
    map.forEach((key, value) -> leaves.add(new Leaf<>(key, value)));
    return of(Trie.of(leaves, 0));
  }

  /**
   * Keeps a map as it is: these maps are kept, any other is copied, whatever its keys.
   *
   * @param map any map without nulls
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @return an immutable map with the same entries
   */
  public static <K, V> Map<K, V> keep(Map<K, V> map) {
    return map instanceof PersistentMap<?, ?> ? map : Map.copyOf(map);
  }

  private static <K extends Comparable<? super K>, V> PersistentMap<K, V> of(
      @Nullable Trie<K, V> root) {
    return root == null ? empty() : new PersistentMap<>(root);
  }

  /**
   * Returns a map with one entry more, or with another value.
   *
   * @param key the key
   * @param value its value
   * @return the changed map; this one if it holds an equal value already
   */
  public PersistentMap<K, V> plus(K key, V value) {
    Leaf<K, V> leaf = new Leaf<>(key, value);
    Trie<K, V> next = root == null ? leaf : root.put(leaf, 0);
    return next == root ? this : of(next);
  }

  /**
   * Returns a map without a key.
   *
   * @param key the key
   * @return the changed map; this one if it does not hold the key
   */
  public PersistentMap<K, V> minus(K key) {
    Trie<K, V> next = root == null ? null : root.remove(key, Trie.hash(key), 0);
    return next == root ? this : of(next);
  }

  /**
   * Returns a map with many changes.
   *
   * @param changes the new values; null for keys that go
   * @return the changed map
   */
  public PersistentMap<K, V> with(Map<K, @Nullable V> changes) {
    if (changes.size() > 16 && changes.size() > size() / 4) {
      Map<K, V> all = new HashMap<>(size());
      forEachInAnyOrder(all::put);
      changes.forEach(
          (key, value) -> {
            if (value == null) {
              all.remove(key);
            } else {
              all.put(key, value);
            }
          });
      return copyOf(all);
    }
    PersistentMap<K, V> next = this;
    for (Entry<K, @Nullable V> change : changes.entrySet()) {
      V value = change.getValue();
      next = value == null ? next.minus(change.getKey()) : next.plus(change.getKey(), value);
    }
    return next;
  }

  @Override
  public int size() {
    return Trie.sizeOf(root);
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    Leaf<K, V> found = Trie.find(root, Objects.requireNonNull(key), Trie.hash(key), 0);
    return found == null ? null : found.value();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<K, V>> iterator() {
        return inOrder().iterator();
      }

      @Override
      public int size() {
        return PersistentMap.this.size();
      }
    };
  }

  /**
   * Goes through the map in no particular order, which need not be made for that.
   *
   * @param told told each entry
   */
  public void forEachInAnyOrder(BiConsumer<? super K, ? super V> told) {
    if (root != null) {
      root.forEach(leaf -> told.accept(leaf.key(), leaf.value()));
    }
  }

  private List<Entry<K, V>> inOrder() {
    if (root instanceof Leaf<K, V> only) { // as in the many maps of one entry: nothing is kept
      return List.of(only);
    }
    List<Entry<K, V>> known = inOrder;
    if (known == null) {
      List<Leaf<K, V>> leaves = Trie.leaves(root);
      leaves.sort(Comparator.comparing(Leaf::key));
      known = List.copyOf(leaves);
      inOrder = known;
    }
    return known;
  }

  /**
   * Returns the values in the order of their keys.
   *
   * @return an immutable list
   */
  @Override
  public List<V> values() {
    return new Values<>(this);
  }

  private static final class Values<K extends Comparable<? super K>, V> extends AbstractList<V>
      implements RandomAccess {
    private final PersistentMap<K, V> map;

    Values(PersistentMap<K, V> map) {
      this.map = map;
    }

    @Override
    public V get(int index) {
      return map.inOrder().get(index).getValue();
    }

    @Override
    public int size() {
      return map.size();
    }
  }

  /**
   * Returns the map whose {@link #values} a list is.
   *
   * @param list any list
   * @param <V> the type of its elements
   * @return the map, null if the list is no such view
   */
  static <V> @Nullable PersistentMap<?, V> behind(List<V> list) {
    return list instanceof Values<?, V> values ? values.map : null;
  }

  @Nullable Trie<K, V> root() {
    return root;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PersistentMap<?, ?> map
        ? Trie.equal(root, map.root)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
