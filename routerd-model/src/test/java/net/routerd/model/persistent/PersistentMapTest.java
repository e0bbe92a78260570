package net.routerd.model.persistent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PersistentMapTest {

  /** A key that shares its hash with some others. */
  private record Key(int number) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Integer.compare(number, other.number);
    }

    @Override
    public int hashCode() {
      return number < 32 ? number : number % 8;
    }
  }

  private static final List<Key> KEYS = IntStream.range(0, 64).mapToObj(Key::new).toList();

  private record Edit(Key key, int value) {} // a value below zero takes the key away

  private static List<Edit> edits(List<Integer> numbers) {
    return numbers.stream().map(n -> new Edit(new Key(n & 63), (n >> 6) - 4)).toList();
  }

  private static PersistentMap<Key, Integer> edit(
      PersistentMap<Key, Integer> map, Map<Key, Integer> model, List<Edit> edits) {
    PersistentMap<Key, Integer> next = map;
    for (Edit edit : edits) {
      if (edit.value < 0) {
        model.remove(edit.key);
        next = next.minus(edit.key);
      } else {
        model.put(edit.key, edit.value);
        next = next.plus(edit.key, edit.value);
      }
    }
    return next;
  }

  @Property
  @Label("it is what a TreeMap is after the same changes, and earlier states stay as they were")
  void isLikeTreeMap(
      @ForAll List<@IntRange(max = 1023) Integer> first,
      @ForAll List<@IntRange(max = 1023) Integer> second) {
    TreeMap<Key, Integer> model = new TreeMap<>();
    PersistentMap<Key, Integer> before = edit(PersistentMap.empty(), model, edits(first));
    Map<Key, Integer> then = new TreeMap<>(model);

    PersistentMap<Key, Integer> after = edit(before, model, edits(second));

    assertThat(after).isEqualTo(model).hasSameHashCodeAs(model).hasSize(model.size());
    assertThat(new ArrayList<>(after.keySet())).isEqualTo(new ArrayList<>(model.keySet()));
    assertThat(after.values()).isEqualTo(new ArrayList<>(model.values()));
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.values().get(i)).isEqualTo(new ArrayList<>(model.values()).get(i));
    }
    for (Key key : KEYS) {
      assertThat(after.get(key)).isEqualTo(model.get(key));
    }
    assertThat(before).isEqualTo(then);
    assertThat(PersistentMap.copyOf(model)).isEqualTo(after);
  }

  @Property
  @Label("what two maps differ in is what entry by entry says, whatever made them")
  void differences(
      @ForAll List<@IntRange(max = 1023) Integer> first,
      @ForAll List<@IntRange(max = 1023) Integer> second,
      @ForAll boolean related) {
    PersistentMap<Key, Integer> before = edit(PersistentMap.empty(), new HashMap<>(), edits(first));
    PersistentMap<Key, Integer> after =
        edit(related ? before : PersistentMap.empty(), new HashMap<>(), edits(second));

    assertThat(told(before, after)).isEqualTo(told(new HashMap<>(before), new HashMap<>(after)));
    assertThat(before.equals(after)).isEqualTo(told(before, after).isEmpty());
  }

  @Property
  @Label("lists of the values of two maps differ in what the maps differ in")
  void differencesOfValues(
      @ForAll List<@IntRange(max = 1023) Integer> first,
      @ForAll List<@IntRange(max = 1023) Integer> second) {
    PersistentMap<Key, Edit> before = valued(PersistentMap.empty(), edits(first));
    PersistentMap<Key, Edit> after = valued(before, edits(second));
    Map<Key, String> told = new TreeMap<>();

    Differences.between(
        before.values(), after.values(), Edit::key, (key, b, a) -> told.put(key, b + " " + a));

    Map<Key, String> copied = new TreeMap<>();
    Differences.between(
        List.copyOf(before.values()),
        List.copyOf(after.values()),
        Edit::key,
        (key, b, a) -> copied.put(key, b + " " + a));
    assertThat(told).isEqualTo(copied);
  }

  private static PersistentMap<Key, Edit> valued(PersistentMap<Key, Edit> map, List<Edit> edits) {
    PersistentMap<Key, Edit> next = map;
    for (Edit edit : edits) {
      next = next.plus(edit.key, edit);
    }
    return next;
  }

  private static Map<Key, String> told(Map<Key, Integer> before, Map<Key, Integer> after) {
    Map<Key, String> told = new TreeMap<>();
    Differences.between(before, after, (key, b, a) -> told.put(key, b + " " + a));
    return told;
  }

  @Property
  @Label("many changes at once are the same as one after the other")
  void manyChanges(
      @ForAll List<@IntRange(max = 1023) Integer> first,
      @ForAll @Size(max = 200) List<@IntRange(max = 1023) Integer> second) {
    PersistentMap<Key, Integer> before = edit(PersistentMap.empty(), new HashMap<>(), edits(first));
    Map<Key, @Nullable Integer> changes = new TreeMap<>();
    edits(second).forEach(e -> changes.put(e.key, e.value < 0 ? null : (Integer) e.value));

    assertThat(before.with(changes)).isEqualTo(edit(before, new HashMap<>(), edits(second)));
  }

  @Test
  @DisplayName("what does not change is the same object")
  void sharesWhatDoesNotChange() {
    PersistentMap<Integer, String> map = PersistentMap.empty();
    for (int i = 0; i < 1000; i++) {
      map = map.plus(i, "v" + i);
    }

    assertThat(map.plus(7, "v7")).isSameAs(map);
    assertThat(map.minus(1000)).isSameAs(map);
    assertThat(PersistentMap.copyOf(map)).isSameAs(map);
    assertThat(PersistentMap.keep(map)).isSameAs(map);
    assertThat(shared(map.plus(7, "other").root(), map.root())).isGreaterThan(950);
    assertThat(map.minus(7).plus(7, "v7")).isEqualTo(map);
  }

  @SuppressWarnings("ReferenceEquality") // that is what is asked
  private static int shared(@Nullable Trie<?, ?> a, @Nullable Trie<?, ?> b) {
    if (a == b) {
      return Trie.sizeOf(a);
    }
    int shared = 0;
    if (a instanceof Branch<?, ?> one && b instanceof Branch<?, ?> other) {
      for (int rest = one.present(); rest != 0; rest &= rest - 1) {
        int bit = Integer.lowestOneBit(rest);
        shared += shared(one.part(bit), other.part(bit));
      }
    }
    return shared;
  }

  @Test
  @DisplayName("it is in the order of its keys, whatever their hashes")
  void inOrder() {
    Map<Key, Integer> backwards = new LinkedHashMap<>();
    for (int i = 63; i >= 0; i--) {
      backwards.put(KEYS.get(i), i);
    }
    assertThat(PersistentMap.copyOf(backwards).keySet()).containsExactlyElementsOf(KEYS);
  }
}
