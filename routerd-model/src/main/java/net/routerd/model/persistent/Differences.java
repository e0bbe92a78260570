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
   * Compares two maps: in the time of the difference, where both are of {@link PersistentMap} and
   * one was made from the other; else entry by entry.
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
      tries(a.root(), b.root(), 0, (Told) told);
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
      tries(a.root(), b.root(), 0, (Told) told);
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

  private static <K extends Comparable<? super K>, V> void tries(
      @Nullable Trie<K, V> a, @Nullable Trie<K, V> b, int depth, Told<K, V> told) {
    if (a == b) {
      return;
    }
    if (a instanceof Branch<K, V> before && b instanceof Branch<K, V> after) {
      for (int rest = before.present() | after.present(); rest != 0; rest &= rest - 1) {
        int bit = Integer.lowestOneBit(rest);
        tries(before.part(bit), after.part(bit), depth + Trie.STEP, told);
      }
      return;
    }
    if (a instanceof Leaf<K, V> x && b instanceof Leaf<K, V> y && y.isOf(x.key(), x.hash())) {
      if (!x.value().equals(y.value())) {
        told.differs(x.key(), x.value(), y.value());
      }
      return;
    }
    for (Leaf<K, V> leaf : Trie.leaves(a)) {
      Leaf<K, V> next = Trie.find(b, leaf.key(), leaf.hash(), depth);
      if (next == null || !leaf.value().equals(next.value())) {
        told.differs(leaf.key(), leaf.value(), next == null ? null : next.value());
      }
    }
    for (Leaf<K, V> leaf : Trie.leaves(b)) {
      if (Trie.find(a, leaf.key(), leaf.hash(), depth) == null) {
        told.differs(leaf.key(), null, leaf.value());
      }
    }
  }
}
