package net.routerd.model.persistent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * At least two entries whose keys have the same hash.
 *
 * @param leaves the entries in the order of their keys
 */
record Bucket<K extends Comparable<? super K>, V>(List<Leaf<K, V>> leaves) implements Trie<K, V> {

  static <K extends Comparable<? super K>, V> Bucket<K, V> of(List<Leaf<K, V>> leaves) {
    return new Bucket<>(leaves.stream().sorted(Comparator.comparing(Leaf::key)).toList());
  }

  @Nullable Leaf<K, V> find(Object key, int hash) {
    for (Leaf<K, V> leaf : leaves) {
      if (leaf.isOf(key, hash)) {
        return leaf;
      }
    }
    return null;
  }

  @Override
  public int size() {
    return leaves.size();
  }

  @Override
  public Trie<K, V> put(Leaf<K, V> leaf, int depth) {
    Leaf<K, V> before = find(leaf.key(), leaf.hash());
    if (before != null && before.value().equals(leaf.value())) {
      return this;
    }
    List<Leaf<K, V>> next = new ArrayList<>(leaves);
    if (before == null) {
      next.add(leaf);
    } else {
      next.set(leaves.indexOf(before), before.withValue(leaf.value()));
    }
    return of(next);
  }

  @Override
  public @Nullable Trie<K, V> remove(Object key, int hash, int depth) {
    Leaf<K, V> gone = find(key, hash);
    return gone == null
        ? this
        : Trie.of(leaves.stream().filter(leaf -> !leaf.isOf(key, hash)).toList(), depth);
  }

  @Override
  public void forEach(Consumer<? super Leaf<K, V>> told) {
    leaves.forEach(told);
  }
}
