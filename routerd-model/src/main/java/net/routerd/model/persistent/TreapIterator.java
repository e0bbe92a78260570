package net.routerd.model.persistent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Goes through a tree from left to right. */
final class TreapIterator<K extends Comparable<? super K>, V> implements Iterator<Map.Entry<K, V>> {

  private final Deque<Treap<K, V>> above = new ArrayDeque<>();

  TreapIterator(@Nullable Treap<K, V> root) {
    descend(root);
  }

  private void descend(@Nullable Treap<K, V> tree) {
    for (Treap<K, V> at = tree; at != null; at = at.left()) {
      above.push(at);
    }
  }

  @Override
  public boolean hasNext() {
    return !above.isEmpty();
  }

  @Override
  public Map.Entry<K, V> next() {
    if (above.isEmpty()) {
      throw new NoSuchElementException();
    }
    Treap<K, V> next = above.pop();
    descend(next.right());
    return next;
  }
}
