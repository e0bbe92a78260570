package net.routerd.model.persistent;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of a search tree whose shape follows from its keys alone: the keys are in order from left
 * to right, and a node's priority, which is a hash of its key, is above those of its children. So
 * the depth is O(log n) without any balancing, and equal subtrees tend to be the same object (C. R.
 * Aragon and R. G. Seidel, Randomized search trees, 1989).
 *
 * @param key the key
 * @param value its value
 * @param priority follows from the key
 * @param size how many nodes the subtree has
 * @param left what has smaller keys
 * @param right what has larger keys
 */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
record Treap<K extends Comparable<? super K>, V>(
    K key, V value, int priority, int size, @Nullable Treap<K, V> left, @Nullable Treap<K, V> right)
    implements Map.Entry<K, V> {

  /** The two sides of a key that is not in the tree. */
  record Split<K extends Comparable<? super K>, V>(
      @Nullable Treap<K, V> left, @Nullable Treap<K, V> right) {}

  private static <K extends Comparable<? super K>, V> Treap<K, V> node(
      K key, V value, int priority, @Nullable Treap<K, V> left, @Nullable Treap<K, V> right) {
    return new Treap<>(key, value, priority, count(left) + 1 + count(right), left, right);
  }

  static int count(@Nullable Treap<?, ?> tree) {
    return tree == null ? 0 : tree.size;
  }

  /** Spreads a hash over all bits (the finalizer of MurmurHash3). */
  private static int priority(Object key) {
    int h = key.hashCode();
    h = (h ^ h >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return h ^ h >>> 16;
  }

  /** Tells whether this node stands above another one with another key. */
  boolean isAbove(Treap<K, V> other) {
    return priority != other.priority ? priority > other.priority : key.compareTo(other.key) < 0;
  }

  // The size follows from what changes: to look at the other side would be to fetch it from memory.
  private Treap<K, V> withLeft(@Nullable Treap<K, V> next) {
    return next == left
        ? this
        : new Treap<>(key, value, priority, size - count(left) + count(next), next, right);
  }

  private Treap<K, V> withRight(@Nullable Treap<K, V> next) {
    return next == right
        ? this
        : new Treap<>(key, value, priority, size - count(right) + count(next), left, next);
  }

  /** The key that is looked for is mostly the object that was put: then nothing of it is read. */
  private static <K extends Comparable<? super K>> int order(K one, K other) {
    return one == other ? 0 : one.compareTo(other);
  }

  static <K extends Comparable<? super K>, V> @Nullable Treap<K, V> find(
      @Nullable Treap<K, V> tree, K key) {
    Treap<K, V> at = tree;
    while (at != null) {
      int order = order(key, at.key);
      if (order == 0) {
        return at;
      }
      at = order < 0 ? at.left : at.right;
    }
    return null;
  }

  /** The same keys make the same shape: so it costs what is not the same object in both. */
  static boolean equal(@Nullable Treap<?, ?> a, @Nullable Treap<?, ?> b) {
    return a == b
        || a != null
            && b != null
            && a.size == b.size
            && a.key.equals(b.key)
            && a.value.equals(b.value)
            && equal(a.left, b.left)
            && equal(a.right, b.right);
  }

  static <K extends Comparable<? super K>, V> Treap<K, V> at(
      @Nullable Treap<K, V> tree, int index) {
    Treap<K, V> at = tree;
    int rest = index;
    while (at != null) {
      int before = count(at.left);
      if (rest == before) {
        return at;
      }
      if (rest < before) {
        at = at.left;
      } else {
        rest -= before + 1;
        at = at.right;
      }
    }
    throw new IndexOutOfBoundsException(index);
  }

  static <K extends Comparable<? super K>, V> Treap<K, V> put(
      @Nullable Treap<K, V> tree, K key, V value) {
    return put(tree, new Treap<>(key, value, priority(key), 1, null, null));
  }

  private static <K extends Comparable<? super K>, V> Treap<K, V> put(
      @Nullable Treap<K, V> tree, Treap<K, V> leaf) {
    if (tree == null) {
      return leaf;
    }
    int order = order(leaf.key, tree.key);
    if (order == 0) {
      return tree.value.equals(leaf.value)
          ? tree
          : new Treap<>(tree.key, leaf.value, tree.priority, tree.size, tree.left, tree.right);
    }
    if (leaf.isAbove(tree)) {
      Split<K, V> sides = split(tree, leaf.key);
      return node(leaf.key, leaf.value, leaf.priority, sides.left, sides.right);
    }
    return order < 0 ? tree.withLeft(put(tree.left, leaf)) : tree.withRight(put(tree.right, leaf));
  }

  static <K extends Comparable<? super K>, V> Split<K, V> split(@Nullable Treap<K, V> tree, K key) {
    if (tree == null) {
      return new Split<>(null, null);
    }
    if (key.compareTo(tree.key) < 0) {
      Split<K, V> sides = split(tree.left, key);
      return new Split<>(sides.left, tree.withLeft(sides.right));
    }
    Split<K, V> sides = split(tree.right, key);
    return new Split<>(tree.withRight(sides.left), sides.right);
  }

  static <K extends Comparable<? super K>, V> @Nullable Treap<K, V> remove(
      @Nullable Treap<K, V> tree, K key) {
    if (tree == null) {
      return null;
    }
    int order = key.compareTo(tree.key);
    if (order == 0) {
      return join(tree.left, tree.right);
    }
    return order < 0
        ? tree.withLeft(remove(tree.left, key))
        : tree.withRight(remove(tree.right, key));
  }

  private static <K extends Comparable<? super K>, V> @Nullable Treap<K, V> join(
      @Nullable Treap<K, V> left, @Nullable Treap<K, V> right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return left.isAbove(right)
        ? left.withRight(join(left.right, right))
        : right.withLeft(join(left, right.left));
  }

  /** Builds a tree of entries that are in order. */
  static <K extends Comparable<? super K>, V> @Nullable Treap<K, V> build(
      List<Map.Entry<K, V>> sorted) {
    int[] priorities = sorted.stream().mapToInt(entry -> priority(entry.getKey())).toArray();
    return build(sorted, priorities, 0, sorted.size());
  }

  private static <K extends Comparable<? super K>, V> @Nullable Treap<K, V> build(
      List<Map.Entry<K, V>> sorted, int[] priorities, int from, int to) {
    if (from == to) {
      return null;
    }
    int top = from; // of equal priorities the smaller key, as isAbove has it
    for (int i = from + 1; i < to; i++) {
      top = priorities[i] > priorities[top] ? i : top;
    }
    Map.Entry<K, V> entry = sorted.get(top);
    return node(
        entry.getKey(),
        entry.getValue(),
        priorities[top],
        build(sorted, priorities, from, top),
        build(sorted, priorities, top + 1, to));
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public V setValue(V next) {
    throw new UnsupportedOperationException("the map is immutable");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Map.Entry<?, ?> entry
        && key.equals(entry.getKey())
        && value.equals(entry.getValue());
  }

  @Override
  public int hashCode() {
    return key.hashCode() ^ value.hashCode();
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
