package net.routerd.select.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import net.routerd.model.persistent.Differences;
import org.jspecify.annotations.Nullable;

/**
 * Who wants what where only one can have it: of several claims to one key the first claimant's
 * counts.
 */
final class Claims<K, C extends Comparable<C>, V> {

  private final Map<K, TreeMap<C, V>> claims = new HashMap<>();
  private final Differences.Told<K, V> told;

  /**
   * Makes one without claims.
   *
   * @param told told when another value counts at a key
   */
  Claims(Differences.Told<K, V> told) {
    this.told = told;
  }

  void claim(K key, C claimant, V value) {
    TreeMap<C, V> all = claims.computeIfAbsent(key, k -> new TreeMap<>());
    V before = first(all);
    all.put(claimant, value);
    tell(key, before, first(all));
  }

  void release(K key, C claimant) {
    TreeMap<C, V> all = claims.get(key);
    if (all != null) {
      V before = first(all);
      all.remove(claimant);
      if (all.isEmpty()) {
        claims.remove(key);
      }
      tell(key, before, first(all));
    }
  }

  private static <C, V> @Nullable V first(NavigableMap<C, V> all) {
    Map.Entry<C, V> first = all.firstEntry();
    return first == null ? null : first.getValue();
  }

  private void tell(K key, @Nullable V before, @Nullable V after) {
    if (!Objects.equals(before, after)) {
      told.differs(key, before, after);
    }
  }
}
