package net.routerd.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.yaml.RouterYaml;

/** What makes no difference: two worlds that differ in it decide the same, step by step. */
class SamenessLawsTest {

  /** Makes the second world differ. */
  private interface Difference {
    void before(Play second, int step);
  }

  /** Plays a story in two worlds; the second has the other configuration and the difference. */
  private static void same(Story story, RouterConfig other, Difference difference) {
    Play first = new Play(story.configuration());
    Play second = new Play(other);
    assertThat(timeless(second.settle())).isEqualTo(timeless(first.settle()));
    int step = 0;
    for (Event event : story.timeline()) {
      difference.before(second, step++);
      assertThat(timeless(second.happen(event)))
          .as("after event %s, %s", step, event)
          .isEqualTo(timeless(first.happen(event)));
    }
  }

  /** All of a decision that is decided, without the times that are only shown. */
  private static String timeless(Decision decision) {
    return String.join(
            "\n",
            decision.statuses().toString(),
            decision.explanations().toString(),
            decision.routes().toString(),
            decision.rules().toString(),
            decision.plan().toString(),
            decision.probes().toString(),
            decision.wakeUpNanos().toString(),
            String.valueOf(decision.decided()))
        .replaceAll("-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "then");
  }

  @Property
  @Label("SEL-8 the order of documents changes nothing")
  void theOrderOfDocuments(@ForAll(supplier = Stories.class) Story story, @ForAll Random shuffle) {
    List<Resource> shuffled = new ArrayList<>(story.configuration().resources().values());
    Collections.shuffle(shuffled, shuffle);
    same(story, RouterConfig.of(shuffled), (play, step) -> {});
  }

  @Property
  @Label("SEL-7 steps of the wall clock change nothing but the times that are shown")
  void theWallClock(@ForAll(supplier = Stories.class) Story story) {
    same(
        story,
        story.configuration(),
        (play, step) ->
            play.world.wall = play.world.wall.plus(Duration.ofDays(step % 2 == 0 ? 900 : -1000)));
  }

  @Property
  @Label("HC-8 a result of an earlier generation changes nothing, whatever it says")
  void staleResults(@ForAll(supplier = Stories.class) Story story) {
    same(
        story,
        story.configuration(),
        (play, step) ->
            play.world
                .last()
                .probes()
                .forEach(
                    order ->
                        play.world.result(
                            order,
                            order.generation() - 1,
                            step % 2 == 0 ? ProbeOutcome.Kind.PASSED : ProbeOutcome.Kind.TIMEOUT)));
  }

  @Property
  @Label("RT-9, RES-14 an equal configuration, written and read again, changes nothing at all")
  void anEqualConfiguration(@ForAll(supplier = Stories.class) Story story) {
    Play play = story.play();
    Decision settled = play.world.last();

    Decision again = play.foresee(ConfigText.read(RouterYaml.toYaml(play.configuration())));

    assertThat(again.plan().isEmpty()).isTrue();
    assertThat(again.transitions()).isEmpty();
    assertThat(again.memory()).isEqualTo(settled.memory());
    assertThat(again.statuses()).isEqualTo(settled.statuses());
    assertThat(again).isEqualTo(play.foresee(play.configuration()));
  }
}
