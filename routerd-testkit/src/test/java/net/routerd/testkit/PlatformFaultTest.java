package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.model.link.Link;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ApplyResult.Applied;
import net.routerd.spi.ApplyResult.Refused;
import net.routerd.spi.ApplyResult.Unknown;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What can go wrong between an engine and its machine")
class PlatformFaultTest {

  private static final AddRoute ADD = new AddRoute(Watcher.defaultRoute("via 172.17.0.1 dev wan0"));

  private final FakeMachine machine = new FakeMachine();
  private final FakeDevice wan0 = machine.links().add("wan0").address("172.17.0.2/24");
  private final Watcher watcher = Watcher.on(machine);

  @Test
  @DisplayName("RT-10 a change is refused as often as was injected")
  void aChangeIsRefused() {
    machine.inject(new PlatformFault.Refuse(c -> c.equals(ADD), Errno.ENOMEM, "no room", 2));

    assertThat(watcher.apply(ADD)).containsExactly(new Refused(ADD, 12, "ENOMEM", "no room"));
    assertThat(watcher.apply(ADD)).hasOnlyElementsOfType(Refused.class);
    assertThat(watcher.apply(ADD)).containsExactly(new Applied(ADD));
  }

  @Test
  void aFaultWaitsForItsOccasion() {
    machine.inject(PlatformFault.refuse(Errno.EBUSY, c -> !c.equals(ADD)));

    assertThat(watcher.apply(ADD)).containsExactly(new Applied(ADD));
  }

  @Test
  void aFaultIsTakenBack() {
    machine.inject(PlatformFault.refuse(Errno.EBUSY));

    machine.clearFaults();

    assertThat(watcher.apply(ADD)).containsExactly(new Applied(ADD));
  }

  @Test
  @DisplayName("HC-3 an engine that is not scheduled does nothing until it is")
  void anEngineStandsStill() {
    List<Long> ran = new ArrayList<>();
    watcher.platform().executor().execute(() -> ran.add(machine.time().nanos()));

    machine.inject(new PlatformFault.StallEngine(Duration.ofSeconds(2)));
    machine.time().advance(Duration.ofSeconds(5));

    assertThat(ran).containsExactly(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void anAnswerIsLostThoughTheChangeHappened() {
    watcher.platform().inject(PlatformFault.loseAck(true));

    assertThat(watcher.apply(ADD)).containsExactly(new Unknown(ADD));
    assertThat(watcher.routes()).hasSize(1);
  }

  @Test
  void anAnswerIsLostWithTheChange() {
    machine.inject(PlatformFault.loseAck(false));

    assertThat(watcher.apply(ADD)).containsExactly(new Unknown(ADD));
    assertThat(watcher.routes()).isEmpty();
  }

  @Test
  void anAnswerComesLate() {
    List<ApplyResult> results = new ArrayList<>();
    machine.inject(new PlatformFault.Delay(Duration.ofSeconds(2), 1));
    var _ = watcher.platform().routes().apply(List.of(ADD)).thenAccept(results::addAll);

    machine.time().advance(Duration.ofMillis(1999));
    assertThat(results).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> watcher.platform().routes().apply(List.of(ADD)));
    machine.time().advance(Duration.ofMillis(1));
    assertThat(results).containsExactly(new Applied(ADD));
  }

  @Test
  @DisplayName("ENG-3 a lost event is made good by the next one")
  void aLostEventIsMadeGoodByTheNext() {
    machine.inject(new PlatformFault.DropEvent(1));
    wan0.carrier(false);
    assertThat(watcher.told()).isZero();
    assertThat(watcher.platform().links().current()).containsEntry(wan0.name(), linkBefore());

    wan0.mtu(1400);

    assertThat(watcher.told()).isEqualTo(1);
    assertThat(watcher.platform().links().current()).containsEntry(wan0.name(), wan0.link());
  }

  private Link linkBefore() {
    FakeMachine twin = new FakeMachine();
    return twin.links().add("wan0").address("172.17.0.2/24").link();
  }

  @Test
  @DisplayName("ENG-3 a lost event is made good by a refresh")
  void aLostEventIsMadeGoodByARefresh() {
    machine.inject(new PlatformFault.DropEvent(1));
    wan0.carrier(false);
    assertThat(watcher.told()).isZero();

    watcher.platform().routes().refresh();

    assertThat(watcher.told()).isEqualTo(1);
  }

  @Test
  @DisplayName("ENG-3 after an overflow everything is read again, and told once")
  void anOverflowIsMadeGoodByItself() {
    machine.inject(new PlatformFault.Overflow(Duration.ofSeconds(1)));
    wan0.carrier(false);
    machine.time().advance(Duration.ofMillis(500));
    wan0.mtu(1400);
    assertThat(watcher.told()).isZero();
    assertThat(watcher.platform().links().current()).containsEntry(wan0.name(), linkBefore());

    machine.time().advance(Duration.ofMillis(500));

    assertThat(watcher.told()).isEqualTo(1);
    assertThat(watcher.platform().links().current()).containsEntry(wan0.name(), wan0.link());
  }

  @Test
  @DisplayName("STA-1 what is applied during an overflow is answered when it has been read back")
  void anOverflowDelaysAnswers() {
    List<ApplyResult> results = new ArrayList<>();
    machine.inject(new PlatformFault.Overflow(Duration.ofSeconds(1)));
    var _ = watcher.platform().routes().apply(List.of(ADD)).thenAccept(results::addAll);

    machine.time().advance(Duration.ofMillis(999));
    assertThat(results).isEmpty();
    assertThat(watcher.routes()).isEmpty();
    machine.time().advance(Duration.ofMillis(1));

    assertThat(results).containsExactly(new Applied(ADD));
    assertThat(watcher.routes()).hasSize(1);
  }

  @Test
  @DisplayName("RT-8 a new device gets the number of the one that was deleted, as often as asked")
  void anIfindexIsReused() {
    int freed = wan0.index();
    machine.inject(new PlatformFault.ReuseIfindex(1));

    FakeDevice other = machine.links().add("wan1");
    wan0.delete();
    FakeDevice reusing = machine.links().add("ppp0");

    assertThat(other.index()).as("nothing was deleted yet").isNotEqualTo(freed);
    assertThat(reusing.index()).isEqualTo(freed);
    assertThat(machine.links().add("ppp1").index()).isNotEqualTo(freed);
  }

  @Test
  void whatIsUnderWayIsAnsweredAtTheClose() {
    List<ApplyResult> results = new ArrayList<>();
    machine.inject(new PlatformFault.Delay(Duration.ofSeconds(2), 1));
    var _ = watcher.platform().routes().apply(List.of(ADD)).thenAccept(results::addAll);

    watcher.platform().close();

    assertThat(results).containsExactly(new Applied(ADD));
  }
}
