package net.routerd.model.persistent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a map whose places follow from the hashes of their keys alone: five bits choose among
 * the parts of a branch, the next five among those of that part, and so on (P. Bagwell, Ideal Hash
 * Trees, 2001). So an entry is found in a few steps even among a million, without reading any other
 * key, and equal maps have the same shape. Null stands for no entries at all.
 */
sealed interface Trie<K extends Comparable<? super K>, V> permits Leaf, Branch, Bucket {

  /** How many bits of a hash a step takes. */
  int STEP = 5;

  /** Returns how many entries there are. */
  int size();

  /**
   * Returns these entries and one more, or with another value of a key; this if it is there.
   *
   * @param depth how many bits of the hashes are the same in all
   */
  Trie<K, V> put(Leaf<K, V> leaf, int depth);

  /** Returns these entries without one, null if none is left; this if it is not there. */
  @Nullable Trie<K, V> remove(Object key, int hash, int depth);

  /** Tells all entries, in no particular order. */
  void forEach(Consumer<? super Leaf<K, V>> told);

  /** Returns the hash of a key, spread over all bits (the finalizer of MurmurHash3). */
  static int hash(Object key) {
    int h = key.hashCode();
    h = (h ^ h >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return h ^ h >>> 16;
  }

  static int sizeOf(@Nullable Trie<?, ?> trie) {
    return trie == null ? 0 : trie.size();
  }

  static <K extends Comparable<? super K>, V> @Nullable Leaf<K, V> find(
      @Nullable Trie<K, V> trie, Object key, int hash, int depth) {
    Trie<K, V> at = trie;
    for (int i = depth; at instanceof Branch<K, V> branch; i += STEP) {
      at = branch.part(Branch.bit(hash, i));
    }
    if (at instanceof Leaf<K, V> leaf) { // no switch: a JVM that is cold is slow at its patterns
      return leaf.isOf(key, hash) ? leaf : null;
    }
    return at instanceof Bucket<K, V> bucket ? bucket.find(key, hash) : null;
  }

  /** Puts together entries of different keys whose hashes begin alike. */
  static <K extends Comparable<? super K>, V> @Nullable Trie<K, V> of(
      List<Leaf<K, V>> leaves, int depth) {
    if (leaves.size() < 2) {
      return leaves.isEmpty() ? null : leaves.getFirst();
    }
    return depth < Integer.SIZE ? Branch.of(leaves, depth) : Bucket.of(leaves);
  }

  /** Costs what is not the same object in both, as equal ones have the same shape. */
  @SuppressWarnings("ReferenceEquality") // what is the same object has not changed
  static boolean equal(@Nullable Trie<?, ?> a, @Nullable Trie<?, ?> b) {
    return a == b || (a instanceof Branch<?, ?> one ? one.equal(b) : Objects.equals(a, b));
  }

  static <K extends Comparable<? super K>, V> List<Leaf<K, V>> leaves(@Nullable Trie<K, V> trie) {
    List<Leaf<K, V>> leaves = new ArrayList<>(sizeOf(trie));
    if (trie != null) {
      trie.forEach(leaves::add);
    }
    return leaves;
  }
}
