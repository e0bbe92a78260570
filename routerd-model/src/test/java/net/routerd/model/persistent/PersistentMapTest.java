package net.routerd.model.persistent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PersistentMapTest {

  private record Edit(int key, int value) {} // a value below zero takes the key away

  private static List<Edit> edits(List<Integer> numbers) {
    return numbers.stream().map(n -> new Edit(n & 63, (n >> 6) - 4)).toList();
  }

  private static PersistentMap<Integer, Integer> edit(
      PersistentMap<Integer, Integer> map, Map<Integer, Integer> model, List<Edit> edits) {
    PersistentMap<Integer, Integer> next = map;
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
    TreeMap<Integer, Integer> model = new TreeMap<>();
    PersistentMap<Integer, Integer> before = edit(PersistentMap.empty(), model, edits(first));
    Map<Integer, Integer> then = new TreeMap<>(model);

    PersistentMap<Integer, Integer> after = edit(before, model, edits(second));

    assertThat(after).isEqualTo(model).hasSameHashCodeAs(model).hasSize(model.size());
    assertThat(new ArrayList<>(after.keySet())).isEqualTo(new ArrayList<>(model.keySet()));
    assertThat(after.values()).isEqualTo(new ArrayList<>(model.values()));
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.values().get(i)).isEqualTo(new ArrayList<>(model.values()).get(i));
    }
    for (int key = 0; key < 64; key++) {
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
    PersistentMap<Integer, Integer> before =
        edit(PersistentMap.empty(), new HashMap<>(), edits(first));
    PersistentMap<Integer, Integer> after =
        edit(related ? before : PersistentMap.empty(), new HashMap<>(), edits(second));

    assertThat(told(before, after)).isEqualTo(told(new HashMap<>(before), new HashMap<>(after)));
    assertThat(before.equals(after)).isEqualTo(told(before, after).isEmpty());
    Map<Integer, String> byValue = new TreeMap<>();
    Differences.between(
        before.values(), after.values(), v -> v, (k, b, a) -> byValue.put(k, b + " " + a));
    assertThat(byValue).isEqualTo(told(before, after));
  }

  private static Map<Integer, String> told(
      Map<Integer, Integer> before, Map<Integer, Integer> after) {
    Map<Integer, String> told = new TreeMap<>();
    Differences.between(before, after, (key, b, a) -> told.put(key, b + " " + a));
    return told;
  }

  @Property
  @Label("many changes at once are the same as one after the other")
  void manyChanges(
      @ForAll List<@IntRange(max = 1023) Integer> first,
      @ForAll @Size(max = 200) List<@IntRange(max = 1023) Integer> second) {
    PersistentMap<Integer, Integer> before =
        edit(PersistentMap.empty(), new HashMap<>(), edits(first));
    Map<Integer, @Nullable Integer> changes = new TreeMap<>();
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
    assertThat(depth(map.root())).isLessThan(40);
    assertThat(shared(map.plus(7, "other").root(), map.root())).isGreaterThan(960);
  }

  private static int depth(@Nullable Treap<?, ?> tree) {
    return tree == null ? 0 : 1 + Math.max(depth(tree.left()), depth(tree.right()));
  }

  @SuppressWarnings("ReferenceEquality") // that is what is asked
  private static int shared(@Nullable Treap<?, ?> a, @Nullable Treap<?, ?> b) {
    if (a == b) {
      return Treap.count(a);
    }
    return a == null || b == null ? 0 : shared(a.left(), b.left()) + shared(a.right(), b.right());
  }
}
