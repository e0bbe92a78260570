package net.routerd.model.persistent;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One entry.
 *
 * @param key the key
 * @param value its value
 * @param hash the key's
 */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
record Leaf<K extends Comparable<? super K>, V>(K key, V value, int hash)
    implements Trie<K, V>, Map.Entry<K, V> {

  Leaf(K key, V value) {
    this(key, value, Trie.hash(key));
  }

  /** The key that is looked for is mostly the object that was put: then nothing of it is read. */
  boolean isOf(Object wanted, int wantedHash) {
    return key == wanted || hash == wantedHash && key.equals(wanted);
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public Trie<K, V> put(Leaf<K, V> leaf, int depth) {
    return leaf.isOf(key, hash)
        ? withValue(leaf.value)
        : Objects.requireNonNull(Trie.of(List.of(this, leaf), depth));
  }

  Leaf<K, V> withValue(V next) {
    return value.equals(next) ? this : new Leaf<>(key, next, hash);
  }

  @Override
  public @Nullable Trie<K, V> remove(Object gone, int goneHash, int depth) {
    return isOf(gone, goneHash) ? null : this;
  }

  @Override
  public void forEach(Consumer<? super Leaf<K, V>> told) {
    told.accept(this);
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
