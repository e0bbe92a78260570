package net.routerd.model.persistent;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map, ordered by its keys. A changed copy shares all but O(log n) nodes with the map
 * that it was made from, so every decision can hand out a complete snapshot; and what two such maps
 * differ in is found in the time of the difference.
 *
 * @param <K> the type of the keys; their order must agree with equals
 * @param <V> the type of the values
 */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
public final class PersistentMap<K extends Comparable<? super K>, V> extends AbstractMap<K, V> {

  private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null);

  private final @Nullable Treap<K, V> root;

  private PersistentMap(@Nullable Treap<K, V> root) {
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
    List<Entry<K, V>> sorted = new ArrayList<>(map.size());
    new TreeMap<K, V>(map).forEach((key, value) -> sorted.add(Map.entry(key, value)));
    return of(Treap.build(sorted));
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
      @Nullable Treap<K, V> root) {
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
    Treap<K, V> next = Treap.put(root, key, value);
    return next == root ? this : of(next);
  }

  /**
   * Returns a map without a key.
   *
   * @param key the key
   * @return the changed map; this one if it does not hold the key
   */
  public PersistentMap<K, V> minus(K key) {
    Treap<K, V> next = Treap.remove(root, key);
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
      Map<K, V> all = new TreeMap<>(this);
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
    return Treap.count(root);
  }

  @Override
  @SuppressWarnings("unchecked") // a key of another type cannot be compared, as Map.get may say
  public @Nullable V get(@Nullable Object key) {
    Treap<K, V> found = Treap.find(root, (K) Objects.requireNonNull(key));
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
        return new TreapIterator<>(root);
      }

      @Override
      public int size() {
        return PersistentMap.this.size();
      }
    };
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

  private static final class Values<K extends Comparable<? super K>, V> extends AbstractList<V> {
    private final PersistentMap<K, V> map;

    Values(PersistentMap<K, V> map) {
      this.map = map;
    }

    @Override
    public V get(int index) {
      return Treap.at(map.root, Objects.checkIndex(index, size())).value();
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public Iterator<V> iterator() {
      Iterator<Entry<K, V>> entries = map.entrySet().iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return entries.hasNext();
        }

        @Override
        public V next() {
          return entries.next().getValue();
        }
      };
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

  @Nullable Treap<K, V> root() {
    return root;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PersistentMap<?, ?> map
        ? Treap.equal(root, map.root)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
