package net.routerd.model.persistent;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What two maps differ in. */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
public final class Differences {

  private Differences() {}

  /**
   * Told of one difference.
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  @FunctionalInterface
  public interface Told<K, V> {

    /**
     * Takes a difference.
     *
     * @param key the key
     * @param before the value in the first map, null if it has none
     * @param after the value in the second map, null if it has none; never equal to the first
     */
    void differs(K key, @Nullable V before, @Nullable V after);
  }

  /**
   * Compares two maps: in the time of the difference, times O(log n), where both are of {@link
   * PersistentMap} and one was made from the other; else entry by entry.
   *
   * @param before the first
   * @param after the second
   * @param told told each difference, in no particular order
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // maps of one key type, which is then comparable
  public static <K, V> void between(Map<K, V> before, Map<K, V> after, Told<K, V> told) {
    if (before == after) {
      return;
    }
    if (before instanceof PersistentMap a && after instanceof PersistentMap b) {
      trees(a.root(), b.root(), (Told) told);
      return;
    }
    before.forEach(
        (key, value) -> {
          V next = after.get(key);
          if (!Objects.equals(value, next)) {
            told.differs(key, value, next);
          }
        });
    after.forEach(
        (key, value) -> {
          if (!before.containsKey(key)) {
            told.differs(key, null, value);
          }
        });
  }

  /**
   * Compares two lists of values, each with one key: as fast as {@link #between(Map, Map, Told)}
   * where they are the {@link PersistentMap#values} of such maps with those keys.
   *
   * @param before the first
   * @param after the second
   * @param key returns the key of a value
   * @param told told each difference, in no particular order
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // as above
  public static <K extends Comparable<? super K>, V> void between(
      List<V> before, List<V> after, Function<V, K> key, Told<K, V> told) {
    PersistentMap a = PersistentMap.behind(before);
    PersistentMap b = PersistentMap.behind(after);
    if (a != null && b != null) {
      trees(a.root(), b.root(), (Told) told);
    } else {
      between(byKey(before, key), byKey(after, key), told);
    }
  }

  private static <K extends Comparable<? super K>, V> Map<K, V> byKey(
      List<V> values, Function<V, K> key) {
    Map<K, V> map = new TreeMap<>();
    values.forEach(value -> map.put(key.apply(value), value));
    return map;
  }

  private static <K extends Comparable<? super K>, V> void trees(
      @Nullable Treap<K, V> a, @Nullable Treap<K, V> b, Told<K, V> told) {
    if (a == b) {
      return;
    }
    if (a == null || b != null && b.isAbove(a)) {
      Treap<K, V> top = Objects.requireNonNull(b);
      Treap.Split<K, V> sides = Treap.split(a, top.key()); // the shape says that it is not in a
      trees(sides.left(), top.left(), told);
      told.differs(top.key(), null, top.value());
      trees(sides.right(), top.right(), told);
    } else if (b == null || a.isAbove(b)) {
      Treap.Split<K, V> sides = Treap.split(b, a.key());
      trees(a.left(), sides.left(), told);
      told.differs(a.key(), a.value(), null);
      trees(a.right(), sides.right(), told);
    } else {
      trees(a.left(), b.left(), told);
      if (!a.value().equals(b.value())) {
        told.differs(a.key(), a.value(), b.value());
      }
      trees(a.right(), b.right(), told);
    }
  }
}
