package net.routerd.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.routerd.select.Scene.Event;
import net.routerd.select.Scene.Setup;
import net.routerd.select.Scene.Step;
import net.routerd.select.explain.Counterfactual;
import net.routerd.select.explain.Explanation;
import net.routerd.select.explain.Premise;

/** Explanations are true: the counterfactual, carried out, makes the candidate win (SEL-9). */
class CounterfactualLawTest {

  @Provide
  Arbitrary<Setup> setups() {
    Arbitrary<Integer> weight =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.integers().between(0, 3)),
            Tuple.of(1, Arbitraries.just(1_000_000)));
    return Combinators.combine(
            weight.list().ofSize(Scene.UPLINKS),
            Arbitraries.of(true, true, false).list().ofSize(Scene.UPLINKS),
            Arbitraries.of(true, true, true, false).list().ofSize(Scene.UPLINKS),
            Arbitraries.of(0, 3, 10),
            Arbitraries.of(1, 2),
            Arbitraries.of(true, false))
        .as(Setup::new);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    List<Event> often = new ArrayList<>(List.of(Event.values()));
    often.addAll(Collections.nCopies(10, Event.PASS));
    often.addAll(Collections.nCopies(4, Event.FAIL));
    often.addAll(Collections.nCopies(4, Event.TIME));
    often.addAll(Collections.nCopies(3, Event.PLUG));
    return Combinators.combine(
            Arbitraries.of(often), Arbitraries.integers().between(0, Scene.UPLINKS - 1))
        .as(Step::new)
        .list()
        .ofMinSize(0)
        .ofMaxSize(25);
  }

  /** Plays a history and looks at each way to win in the end. */
  private static void play(
      List<Step> history, Scene scene, BiConsumer<Explanation, Counterfactual> law) {
    history.forEach(scene::happen);
    for (Explanation explanation : scene.explanations()) {
      assertThat(explanation.counterfactuals().isEmpty())
          .as("%s", explanation)
          .isEqualTo(explanation.selected());
      explanation.counterfactuals().forEach(way -> law.accept(explanation, way));
    }
  }

  @Property
  @Label("SEL-9 every counterfactual, carried out, makes its candidate win at once")
  void everyCounterfactualMakesItWin(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    Scene scene = new Scene(setup);
    play(
        history,
        scene,
        (explanation, way) ->
            assertThat(scene.selectedAfter(explanation.candidate(), way))
                .as("%s when %s, among %s", explanation.candidate(), way, scene.explanations())
                .contains(explanation.candidate()));
  }

  @Property
  @Label("SEL-9 no premise is idle: without any one of them the candidate does not win")
  void everyPremiseIsNeeded(
      @ForAll("setups") Setup setup, @ForAll("histories") List<Step> history) {
    Scene scene = new Scene(setup);
    play(
        history,
        scene,
        (explanation, way) -> {
          for (int i = 0; i < way.premises().size(); i++) {
            List<Premise> fewer = new ArrayList<>(way.premises());
            Premise dropped = fewer.remove(i);
            if (dropped instanceof Premise.Weighs(int atLeast)) {
              if (scene.isHeld()) {
                continue; // its hold may end before the wait: then less may do
              }
              fewer.add(i, new Premise.Weighs(atLeast - 1));
            }
            assertThat(scene.selectedAfter(explanation.candidate(), new Counterfactual(fewer)))
                .as("%s without %s of %s", explanation.candidate(), dropped, way)
                .isNotEqualTo(Optional.of(explanation.candidate()));
          }
        });
  }
}
