package net.routerd.model.persistent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** At least two entries, in parts by what comes next in their hashes. */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
final class Branch<K extends Comparable<? super K>, V> implements Trie<K, V> {

  private final int present; // one bit for each part that is there
  private final int size;
  private final Trie<K, V>[] parts; // in the order of their bits

  private Branch(int present, int size, Trie<K, V>[] parts) {
    this.present = present;
    this.size = size;
    this.parts = parts;
  }

  static <K extends Comparable<? super K>, V> Branch<K, V> of(List<Leaf<K, V>> leaves, int depth) {
    TreeMap<Integer, List<Leaf<K, V>>> groups = new TreeMap<>();
    for (Leaf<K, V> leaf : leaves) {
      int place = Integer.numberOfTrailingZeros(bit(leaf.hash(), depth));
      groups.computeIfAbsent(place, p -> new ArrayList<>()).add(leaf);
    }
    int present = 0;
    Trie<K, V>[] parts = array(groups.size());
    int next = 0;
    for (var group : groups.entrySet()) {
      present |= 1 << group.getKey();
      parts[next++] = Objects.requireNonNull(Trie.of(group.getValue(), depth + STEP));
    }
    return new Branch<>(present, leaves.size(), parts);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java makes no arrays of a generic type
  private static <K extends Comparable<? super K>, V> Trie<K, V>[] array(int length) {
    return new Trie[length];
  }

  /** Returns the bit of the part that a hash belongs to: a shift looks at the last five bits. */
  static int bit(int hash, int depth) {
    return 1 << (hash >>> depth);
  }

  private int place(int bit) {
    return Integer.bitCount(present & bit - 1);
  }

  @Nullable Trie<K, V> part(int bit) {
    return (present & bit) == 0 ? null : parts[place(bit)];
  }

  /** Returns the bits of all parts. */
  int present() {
    return present;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Trie<K, V> put(Leaf<K, V> leaf, int depth) {
    int bit = bit(leaf.hash(), depth);
    Trie<K, V> before = part(bit);
    if (before == null) {
      return new Branch<>(present | bit, size + 1, inserted(place(bit), leaf));
    }
    Trie<K, V> after = before.put(leaf, depth + STEP);
    return after == before ? this : replaced(bit, before, after);
  }

  private Trie<K, V>[] inserted(int place, Trie<K, V> part) {
    Trie<K, V>[] next = Arrays.copyOf(parts, parts.length + 1);
    System.arraycopy(parts, place, next, place + 1, parts.length - place);
    next[place] = part;
    return next;
  }

  private Branch<K, V> replaced(int bit, Trie<K, V> before, Trie<K, V> after) {
    Trie<K, V>[] next = parts.clone();
    next[place(bit)] = after;
    return new Branch<>(present, size - before.size() + after.size(), next);
  }

  @Override
  public Trie<K, V> remove(Object key, int hash, int depth) {
    int bit = bit(hash, depth);
    Trie<K, V> before = part(bit);
    if (before == null) {
      return this;
    }
    Trie<K, V> after = before.remove(key, hash, depth + STEP);
    if (after == before) {
      return this;
    }
    if (after == null) { // so there are other parts
      return size == 2 ? parts[1 - place(bit)] : without(bit);
    }
    return size == 2 ? after : replaced(bit, before, after);
  }

  private Branch<K, V> without(int bit) {
    int place = place(bit);
    Trie<K, V>[] next = Arrays.copyOf(parts, parts.length - 1);
    System.arraycopy(parts, place + 1, next, place, next.length - place);
    return new Branch<>(present & ~bit, size - 1, next);
  }

  boolean equal(@Nullable Trie<?, ?> other) {
    if (!(other instanceof Branch<?, ?> that) || present != that.present || size != that.size) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!Trie.equal(parts[i], that.parts[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void forEach(Consumer<? super Leaf<K, V>> told) {
    for (Trie<K, V> part : parts) {
      part.forEach(told);
    }
  }
}
