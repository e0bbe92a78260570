package net.routerd.testkit.story;

import static net.routerd.testkit.assertions.RoutingAssertions.assertThatEvents;
import static net.routerd.testkit.assertions.RoutingAssertions.assertThatPolicy;
import static net.routerd.testkit.assertions.RoutingAssertions.assertThatRoutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdEvent.ChangeRefused;
import net.routerd.api.RouterdEvent.Reloaded;
import net.routerd.api.RouterdEvent.Transition;
import net.routerd.model.status.Reason;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.RecordingListener;
import net.routerd.testkit.assertions.MachineTables;
import net.routerd.testkit.assertions.PolicyAssert;
import net.routerd.testkit.assertions.RoutesAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The testkit's assertions, and what they say where they fail")
class AssertionsTest {

  private static final String POLICY = "ipv4-default";

  private final FakeMachine machine = new FakeMachine();
  private final RecordingListener listener = new RecordingListener(machine.time());
  private final Routerd routerd =
      Routerd.builder()
          .configuration(Configs.twoUplinks(Duration.ofSeconds(10)))
          .platform(machine.provider())
          .listener(listener)
          .build();

  @BeforeEach
  void wan0DiesAfterTwoSeconds() {
    for (int i = 0; i < 2; i++) {
      machine.links().add("wan" + i).address("10.0." + i + ".2/24");
      machine.network().gateway("wan" + i, "10.0." + i + ".1").answersEverything();
    }
    routerd.start();
    machine.time().advance(Duration.ofSeconds(2));
    machine.links().device("wan0").carrier(false);
    machine.time().runUntilIdle();
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  private RoutesAssert routes() {
    return assertThatRoutes(machine.kernel()).decidedBy(routerd);
  }

  private PolicyAssert policy() {
    return assertThatPolicy(routerd, POLICY);
  }

  private static void fails(ThrowingCallable assertion, String... lines) {
    assertThatThrownBy(assertion)
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessageContainingAll(lines);
  }

  @Test
  void whatIsSoPasses() {
    routes()
        .hasRoute("default via 10.0.1.1 dev wan1 proto 114")
        .hasRoute("default")
        .hasNoRoute("default dev wan0")
        .hasNoRoute("default metric 7")
        .hasNoRoute("blackhole default")
        .hasNoRoute("192.0.2.0/24")
        .sends("8.8.8.8", "via 10.0.1.1 dev wan1")
        .sends("10.0.1.77", "dev wan1")
        .neverLackedRoute("0.0.0.0/0");
    policy().hasSelected("wan1").hasReason("wan1", Reason.SELECTED);
    assertThatEvents(listener).movedThrough(POLICY, "wan0", "wan1").hasNo(ChangeRefused.class);
  }

  @Test
  void theWrongWayIsShownWithTheKernelAndTheReasons() {
    fails(
        () -> routes().sends("8.8.8.8", "via 10.0.0.1 dev wan0"),
        "expected packets to 8.8.8.8 to leave via 10.0.0.1 dev wan0\n",
        "\nbut their way is: via 10.0.1.1 dev wan1 table main\n",
        "destination  table   metric  way                    source    proto  usable\n",
        "0.0.0.0/0    main    0       via 10.0.1.1 dev wan1  -         114    yes\n",
        "10.0.0.0/24  main    0       dev wan0               10.0.0.2  2      no\n",
        "selected by ipv4-default, and why:\ncandidate",
        "wan0          100  no     no        SourceNotReady          -  it is ready");
  }

  @Test
  void theWordsOfAWayAreTheWholeWay() {
    fails(() -> routes().sends("8.8.8.8", "dev wan1"), "to leave dev wan1");
  }

  @Test
  void aMissingRouteAndOneTooManyAreShown() {
    fails(() -> routes().hasRoute("default dev wan0"), "expected one route: default dev wan0");
    fails(
        () -> routes().hasNoRoute("default"),
        "expected no route: default\nbut there is [0.0.0.0/0 table main via 10.0.1.1");
    machine.kernel().foreign().add("default via 10.0.1.1 metric 9 dev wan1");
    fails(() -> routes().hasRoute("default"), "but there are 2 of them");
  }

  @Test
  void nowhereIsAWayToo() {
    machine.kernel().foreign().add("blackhole 192.0.2.0/24");

    routes().sendsNowhere("192.0.2.1").hasRoute("blackhole 192.0.2.0/24");

    fails(() -> routes().sendsNowhere("8.8.8.8"), "to go nowhere\nbut their way is: via 10.0.1.1");
    fails(() -> routes().sends("192.0.2.1", "dev wan1"), "but their way is: EINVAL");
  }

  @Test
  @DisplayName("RT-2 an instant without a route is found afterwards")
  void anInstantWithoutARoute() {
    machine.kernel().foreign().delete("default");
    machine.time().runUntilIdle();

    routes().hasRoute("default");
    fails(() -> routes().neverLackedRoute("0.0.0.0/0"), "but there was an instant without one");
  }

  @Test
  void theWrongSelectionIsExplained() {
    fails(
        () -> policy().hasSelected("wan0"),
        "expected ipv4-default to select wan0\nbut it selects wan1\n\nselected by ipv4-default");
    fails(() -> policy().hasSelectedNothing(), "to select nothing\nbut it selects wan1");
    fails(() -> policy().hasReason("wan0", Reason.HYSTERESIS), "to be Hysteresis\nbut it is ");
    fails(() -> policy().hasReason("wan7", Reason.SELECTED), "but it is not there");
    fails(() -> assertThatPolicy(routerd, "other").hasSelected("wan0"), "expected a policy other");
  }

  @Test
  void whatWasToldIsShownWithItsTimes() {
    fails(
        () -> assertThatEvents(listener).movedThrough(POLICY, "wan1"),
        "expected ipv4-default to move through [wan1]\nbut it moved through [wan0, wan1]",
        "2.000s  Transition     ipv4-default wan0 -> wan1: ");
    fails(
        () -> assertThatEvents(listener).hasNo(Transition.class),
        "expected no Transition\nbut there are 2");
  }

  @Test
  void theListenerAnswersWhatWasHeardAndNothingElse() {
    assertThat(listener.heard()).extracting(h -> h.atNanos()).isSorted();
    assertThat(listener.last(Transition.class))
        .isSameAs(listener.transitions(POLICY).getLast())
        .isIn(listener.events(RouterdEvent.class));
    assertThat(listener.transitions("other")).isEmpty();
    fails(() -> listener.last(Reloaded.class), "no Reloaded was heard, but this:\nat ");
  }

  @Test
  void theTimelineHasBothHandsInOrder() {
    assertThat(MachineTables.timeline(machine.kernel(), listener))
        .containsSubsequence(
            "at      who     what\n",
            "0.000s  kernel  ",
            "2.000s  kernel  ENGINE REPLACE_ROUTE 0.0.0.0/0 table main via 10.0.1.1 dev wan1",
            "2.000s  engine  Transition ipv4-default wan0 -> wan1: ");
  }

  @Test
  void anEngineThatIsClosedIsSaidToBe() {
    routerd.close();

    fails(() -> routes().hasNoRoute("default"), "the engine is CLOSED");
  }
}
