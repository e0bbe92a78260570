package net.routerd.select.incremental;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** REF-6: what depends on a change is worked out again, all of that and nothing else. */
class CellsTest {

  private final Graph graph = new Graph();
  private final Inputs<String, Integer> inputs = new Inputs<>(graph);
  private final List<String> worked = new ArrayList<>();

  private int of(String input) {
    return inputs.find(input).orElse(0);
  }

  /** A cell for each sum {@code a+b} of inputs. */
  private final Cells<String, Integer> sums =
      new Cells<>(
          graph,
          sum -> {
            worked.add(sum);
            int plus = sum.indexOf('+');
            return of(sum.substring(0, plus)) + of(sum.substring(plus + 1));
          });

  /** A cell for each sum that only says whether it is even. */
  private final Cells<String, Boolean> parities =
      new Cells<>(
          graph,
          sum -> {
            worked.add("parity of " + sum);
            return sums.get(sum) % 2 == 0;
          });

  private final Cells<String, String> words =
      new Cells<>(
          graph,
          sum -> {
            worked.add("words of " + sum);
            return sum + (parities.get(sum) ? " is even" : " is odd");
          });

  private List<String> workedSince() {
    List<String> since = List.copyOf(worked);
    worked.clear();
    return since;
  }

  @Test
  @DisplayName("REF-6 a change works out what reads it, and what reads that, and nothing else")
  void onlyWhatDepends() {
    assertThat(words.get("a+b")).isEqualTo("a+b is even");
    assertThat(words.get("c+d")).isEqualTo("c+d is even");
    workedSince();

    inputs.set("a", 1);

    assertThat(words.get("c+d")).isEqualTo("c+d is even");
    assertThat(workedSince()).isEmpty();
    assertThat(words.get("a+b")).isEqualTo("a+b is odd");
    assertThat(workedSince()).containsExactly("a+b", "parity of a+b", "words of a+b");
  }

  @Test
  @DisplayName("REF-6 a value that comes out equal stops the change")
  void equalValuesStop() {
    words.get("a+b");
    workedSince();

    inputs.set("a", 2);

    assertThat(words.get("a+b")).isEqualTo("a+b is even");
    assertThat(workedSince()).containsExactly("a+b", "parity of a+b");
  }

  @Test
  @DisplayName("REF-6 what screens is brought up to date before anything else is looked at")
  void screening() {
    Cells<String, Boolean> signs =
        Cells.screening(
            graph,
            sum -> {
              worked.add("sign of " + sum);
              return sums.get(sum) < 0;
            });
    Cells<String, String> minus = new Cells<>(graph, sum -> signs.get(sum) ? "-" : "");
    minus.get("a+b");
    minus.get("c+d");
    workedSince();

    inputs.set("a", 3);

    assertThat(minus.get("c+d")).isEmpty();
    assertThat(workedSince()).containsExactly("a+b", "sign of a+b");
    inputs.set("a", -3);
    assertThat(minus.get("a+b")).isEqualTo("-");
    minus.settle((sum, before, after) -> worked.add(sum + " " + after));
    inputs.set("a", 1);
    workedSince();
    minus.settle((sum, before, after) -> worked.add(sum + " " + before + after));
    assertThat(workedSince()).containsExactly("a+b", "sign of a+b", "a+b -");
  }

  @Test
  @DisplayName(
      "REF-6 what a cell asks for without depending on it is current, and is stirred by hand")
  void stirred() {
    Cells<String, Integer> doubles =
        new Cells<>(
            graph,
            sum -> {
              worked.add("double of " + sum);
              return 2 * sums.current(sum);
            });
    Cells<String, String> shown = new Cells<>(graph, sum -> "" + doubles.get(sum));
    inputs.set("a", 1);
    inputs.set("b", 2);
    assertThat(shown.get("a+b")).isEqualTo("6");
    workedSince();

    inputs.set("a", 2);

    assertThat(shown.get("a+b")).isEqualTo("6");
    assertThat(sums.latest("a+b")).isEqualTo(3);
    assertThat(workedSince()).isEmpty();
    doubles.stir("a+b");
    assertThat(shown.get("a+b")).isEqualTo("8");
    assertThat(sums.latest("a+b")).isEqualTo(4);
    assertThat(workedSince()).containsExactly("double of a+b", "a+b");
    doubles.stir("never asked for");
    assertThat(doubles.latest("never asked for")).isNull();
    doubles.settle((sum, before, after) -> worked.add(sum + " " + after));
    assertThat(workedSince()).containsExactly("a+b 8");
    doubles.stir("a+b");
    doubles.settle((sum, before, after) -> worked.add(sum + " " + after));
    assertThat(workedSince()).containsExactly("double of a+b");
  }

  @Test
  @DisplayName("REF-6 a cell may go on from what it was when it was told last")
  void told() {
    List<Integer> all = new ArrayList<>();
    List<Cells<String, Integer>> self = new ArrayList<>();
    self.add(new Cells<>(graph, key -> requireNonNullElse(self.getFirst().told(key), 0) + of(key)));
    Cells<String, Integer> totals = self.getFirst();
    totals.want("a");
    inputs.set("a", 5);
    assertThat(totals.get("a")).isEqualTo(5);
    assertThat(totals.told("a")).isNull();
    totals.settle((key, before, after) -> all.add(after));
    inputs.set("a", 2);
    assertThat(totals.get("a")).isEqualTo(7);
    inputs.set("a", 3);
    totals.settle((key, before, after) -> all.add(after));

    assertThat(all).containsExactly(5, 8);
    assertThat(totals.told("a")).isEqualTo(8);
    assertThat(totals.told("b")).isNull();
  }

  @Test
  @DisplayName("REF-6 an equal input is no change")
  void equalInputs() {
    inputs.set("a", 4);
    words.get("a+b");
    workedSince();

    inputs.set("a", 4);

    words.get("a+b");
    assertThat(workedSince()).isEmpty();
  }

  @Test
  @DisplayName("REF-6 what is not read any more does not matter any more")
  void readsAreOfTheLastTime() {
    Cells<String, Integer> choice =
        new Cells<>(
            graph,
            key -> {
              worked.add(key);
              return of("which") == 0 ? of("left") : of("right");
            });
    assertThat(choice.get("choice")).isZero();
    inputs.set("right", 7);
    choice.get("choice");
    inputs.set("which", 1);
    assertThat(choice.get("choice")).isEqualTo(7);
    workedSince();

    inputs.set("left", 5);

    assertThat(choice.get("choice")).isEqualTo(7);
    assertThat(workedSince()).isEmpty();
    inputs.set("right", null);
    assertThat(choice.get("choice")).isZero();
  }

  @Test
  @DisplayName("REF-6 settling tells each value that is another one, with the one before")
  void settling() {
    List<String> told = new ArrayList<>();
    sums.want("a+b");
    sums.want("c+d");
    sums.settle((sum, before, after) -> told.add(sum + ": " + before + " " + after));
    inputs.set("a", 3);
    inputs.set("c", 2);
    inputs.set("d", -2);

    sums.settle((sum, before, after) -> told.add(sum + ": " + before + " " + after));

    assertThat(told).containsExactly("a+b: null 0", "c+d: null 0", "a+b: 0 3");
    assertThat(workedSince()).containsExactly("a+b", "c+d", "a+b", "c+d");
  }

  @Test
  @DisplayName("REF-6 what is forgotten is not worked out again, unless another reads it")
  void forgetting() {
    sums.want("a+b");
    parities.get("c+d");
    sums.settle((sum, before, after) -> {});
    sums.forget("a+b");
    sums.forget("c+d");
    workedSince();

    inputs.set("a", 1);
    inputs.set("c", 1);
    sums.settle((sum, before, after) -> {});

    assertThat(workedSince()).containsExactly("c+d");
    assertThat(parities.get("c+d")).isFalse();
  }

  @Test
  @DisplayName("REF-6 a cell that asked the clock is worked out again when its time has come")
  void time() {
    Cells<Long, Boolean> alarms =
        new Cells<>(
            graph,
            at -> {
              worked.add("alarm " + at);
              return graph.isPast(at);
            });
    graph.at(10);
    assertThat(alarms.get(30L)).isFalse();
    assertThat(alarms.get(20L)).isFalse();
    assertThat(alarms.get(10L)).isTrue();
    assertThat(graph.nextNanos()).hasValue(20);
    workedSince();

    graph.at(20);

    assertThat(alarms.get(20L)).isTrue();
    assertThat(alarms.get(30L)).isFalse();
    assertThat(workedSince()).containsExactly("alarm 20");
    assertThat(graph.nextNanos()).hasValue(30);
  }

  @Test
  @DisplayName("REF-6 a cell that shows the time is worked out again at every other time")
  void shownTime() {
    Cells<String, Boolean> clocks =
        new Cells<>(
            graph,
            key -> {
              worked.add(key);
              graph.showsTime();
              return true;
            });
    clocks.get("clock");
    graph.at(1);
    clocks.get("clock");
    clocks.get("clock");

    assertThat(workedSince()).containsExactly("clock", "clock");
    assertThat(graph.nextNanos()).isEmpty();
  }

  @Test
  @DisplayName("REF-6 what a decision leaves is read by the next one only")
  void remembered() {
    Remembered<String, Integer> memory = new Remembered<>(graph, Map.of("n", 5));
    Cells<String, Integer> counts =
        new Cells<>(graph, key -> requireNonNullElse(memory.get(key), 0) + 1);
    assertThat(counts.get("n")).isEqualTo(6);
    memory.leave("n", 6);
    assertThat(counts.get("n")).isEqualTo(6);
    assertThat(memory.left()).isEqualTo(Map.of("n", 6));

    memory.begin();

    assertThat(counts.get("n")).isEqualTo(7);
  }

  @Property(tries = 50_000)
  @Label("REF-6 whatever changes in whatever order, each cell is what it would be afresh")
  void likeAfresh(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 26_999) Integer> shape,
      @ForAll @Size(max = 40) List<@IntRange(max = 999) Integer> changes) {
    Map<Integer, Integer> values = new TreeMap<>();
    Graph one = new Graph();
    Inputs<Integer, Integer> given = new Inputs<>(one);
    Cells<Integer, Integer>[] cells = cells(one, given, shape);
    for (int change : changes) {
      int value = change / 100;
      values.put(change % 8, value);
      given.set(change % 8, value == 0 ? null : (Integer) value);
      if (change % 5 < 2) {
        continue; // several inputs change at once
      }
      for (int i = change % 3; i < shape.size(); i += 2) {
        assertThat(cells[i % 2].get(i)).isEqualTo(afresh(shape, values, i));
      }
    }
  }

  /**
   * Cell i reads three inputs or earlier cells, the second only if the first is even. Every second
   * one screens, and half of these only say whether it is large.
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
  private static Cells<Integer, Integer>[] cells(
      Graph graph, Inputs<Integer, Integer> given, List<Integer> shape) {
    Cells<Integer, Integer>[] cells = new Cells[2];
    Function<Integer, Integer> work =
        i -> {
          int first = value(cells, given, i, shape.get(i) % 30);
          int sum = first % 2 == 0 ? first + value(cells, given, i, shape.get(i) / 30 % 30) : first;
          sum += value(cells, given, i, shape.get(i) / 900);
          return i % 4 == 1 ? sum / 8 : sum;
        };
    cells[0] = new Cells<>(graph, work);
    cells[1] = Cells.screening(graph, work);
    return cells;
  }

  private static int value(
      Cells<Integer, Integer>[] cells, Inputs<Integer, Integer> given, int reader, int source) {
    return source % 2 == 0 || reader == 0
        ? given.find(source % 8).orElse(0)
        : cells[source % reader % 2].get(source % reader);
  }

  private static int afresh(List<Integer> shape, Map<Integer, Integer> values, int i) {
    Graph graph = new Graph();
    Inputs<Integer, Integer> given = new Inputs<>(graph);
    new HashMap<>(values).forEach((key, value) -> given.set(key, value == 0 ? null : value));
    return cells(graph, given, shape)[i % 2].get(i);
  }
}
