package net.routerd.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.routerd.select.SelectionLaws.AnUnreadyOneIsLeftAtOnce;
import net.routerd.select.SelectionLaws.OnlyReadyOnesAreNewlySelected;
import net.routerd.select.SelectionLaws.TheHeaviestReadyWins;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A counter-example is a text that can be pasted into a test. */
class StoryTest {

  /**
   * As printed when a law was broken: an expired lease of the same name took the device of a
   * configured interface away from a check.
   */
  private static final String PASTED =
      """
      apiVersion: net.routerd.net/v1alpha1
      kind: EgressRoutePolicy
      metadata:
        name: p0
      spec:
        family: ipv4
        hysteresis: 0s
        candidates:
        - name: wan1
          source: Interface/wan1
          gatewaySource: static
          gateway: 10.0.1.1
          weight: 0
          healthCheck: check1
      ---
      apiVersion: net.routerd.net/v1alpha1
      kind: HealthCheck
      metadata:
        name: check1
      spec:
        target: 1.1.1.2
        sourceInterface: wan1
        interval: 1s
        timeout: 500ms
        healthyThreshold: 1
        unhealthyThreshold: 1
      ---
      apiVersion: net.routerd.net/v1alpha1
      kind: Interface
      metadata:
        name: wan1
      spec:
        ifname: wan1
      # timeline
      link wan1 11 10.0.1.2/24 fd00:1::2/64
      lease DHCPv4Client/wan1 1s Bound device=wan1 gateway=10.0.1.1
      wait 1s
      pass check1
      """;

  @Test
  @DisplayName("HC-4, SEL-5 a pasted counter-example is a test: the path is probed and selected")
  void aPastedStory() {
    Play play =
        Story.parse(PASTED)
            .play(
                new OnlyReadyOnesAreNewlySelected(),
                new AnUnreadyOneIsLeftAtOnce(),
                new TheHeaviestReadyWins());

    assertThat(play.world.selected("p0")).hasValue("wan1");
  }

  @Test
  @DisplayName("what breaks a law is told with its event")
  void aBrokenLawIsToldWithItsEvent() {
    Law nothingIsSelected =
        new Law() {
          @Override
          public void decided(Play play, Optional<Decision> before, Decision now) {
            assertThat(now.statuses().policy("p0").orElseThrow().selectedCandidate()).isEmpty();
          }
        };
    assertThatThrownBy(() -> Story.parse(PASTED).play(nothingIsSelected))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("at event 4, pass check1: ");
  }

  @Test
  @DisplayName("an event about something that is not configured is refused, not skipped")
  void aMisspeltEventIsRefused() {
    assertThatThrownBy(() -> Story.parse(PASTED + "pass chekc1\n"))
        .hasMessage("pass chekc1: there is no such thing configured");
    assertThatThrownBy(() -> Story.parse(PASTED + "pas check1\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("one value of a configuration is set by a line")
  void aValueIsSet() {
    Play play = Story.parse(PASTED + "set EgressRoutePolicy/p0 wan1.weight 7\n").play();
    assertThat(play.configuration().policy("p0").candidate("wan1").weight()).isEqualTo(7);
    play.happen(Event.parse("set HealthCheck/check1 interval 2s"));
    assertThat(play.world.last().probes().getFirst().check().interval())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Property(tries = 50)
  @Label("every generated story is printed as a text that is read back as the same story")
  void whatIsPrintedIsReadBack(@ForAll(supplier = Stories.class) Story story) {
    assertThat(Story.parse(story.toString())).isEqualTo(story);
  }
}
