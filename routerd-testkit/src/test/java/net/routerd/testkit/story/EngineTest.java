package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.api.EngineState;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdException;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.Cidr;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.explain.Counterfactual;
import net.routerd.select.explain.Explanation;
import net.routerd.select.explain.Premise;
import net.routerd.spi.PlatformException;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.Flow;
import net.routerd.testkit.KernelChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The engine on the fake machine")
class EngineTest {

  private final FakeMachine machine = new FakeMachine();
  private final FakeGateway gateway0 = uplink("wan0", "10.0.0.2/24", "10.0.0.1");
  private final FakeGateway gateway1 = uplink("wan1", "10.0.1.2/24", "10.0.1.1");
  private final List<RouterdEvent> events = new ArrayList<>();
  private final Routerd routerd = engine(Configs.twoUplinks(Duration.ofSeconds(10)));

  private FakeGateway uplink(String device, String own, String gateway) {
    machine.links().add(device).address(own);
    return machine.network().gateway(device, gateway).answersEverything();
  }

  private Routerd engine(RouterConfig configuration) {
    return Routerd.builder()
        .configuration(configuration)
        .platform(machine.provider())
        .listener(
            event -> {
              throw new IllegalStateException("a listener with a defect");
            })
        .listener(events::add)
        .build();
  }

  @BeforeEach
  void started() {
    routerd.start();
    pass(2);
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  private void pass(int seconds) {
    machine.time().advance(Duration.ofSeconds(seconds));
  }

  private Optional<String> selected() {
    return routerd.status().policy("ipv4-default").flatMap(PolicyStatus::selectedCandidate);
  }

  @Test
  @DisplayName("ENG-2 a listener that throws delays neither the engine nor the other listener")
  void aListenerThatThrowsDelaysNothing() {
    assertThat(selected()).contains("wan0");
    assertThat(events).anyMatch(RouterdEvent.Transition.class::isInstance);
  }

  @Test
  @DisplayName("ENG-4 a plan says what would change and changes nothing")
  void aPlanChangesNothing() {
    List<KernelChange> before = machine.kernel().history();
    StatusSnapshot status = routerd.status();

    assertThat(routerd.plan(Configs.twoUplinks(Duration.ofSeconds(10))).isEmpty()).isTrue();
    assertThat(routerd.plan(Configs.oneUplink("wan1")).changes().toString())
        .contains("via 10.0.1.1 dev wan1");
    assertThat(machine.kernel().history()).isEqualTo(before);
    assertThat(routerd.status()).isEqualTo(status);
  }

  @Test
  @DisplayName("SEL-9 why each candidate is selected or not, with the time left at this instant")
  void explanations() {
    gateway0.dies();
    pass(5);
    gateway0.returns();
    pass(2);

    Explanation waiting = routerd.explain("ipv4-default").getFirst();
    assertThat(waiting.candidate()).isEqualTo("wan0");
    assertThat(waiting.reason()).isEqualTo(Reason.HYSTERESIS);
    long left = waiting.remainingNanos().orElseThrow();
    assertThat(waiting.counterfactuals().getFirst())
        .isEqualTo(new Counterfactual(List.of(new Premise.StaysReady(left))));

    machine.time().advance(Duration.ofNanos(left - 1));
    assertThat(selected()).contains("wan1");
    assertThat(routerd.explain("ipv4-default").getFirst().remainingNanos()).hasValue(1);
    machine.time().advance(Duration.ofNanos(1));
    assertThat(selected()).contains("wan0");

    assertThatThrownBy(() -> routerd.explain("ipv4-defualt"))
        .isInstanceOf(RouterdException.UnknownPolicy.class)
        .hasMessageContaining("ipv4-default");
  }

  @Test
  @DisplayName("RT-9 an equal configuration changes nothing, another only what differs")
  void aReloadIsADiff() {
    List<KernelChange> before = machine.kernel().history();
    routerd.reload(Configs.twoUplinks(Duration.ofSeconds(10)));
    pass(5);
    assertThat(machine.kernel().history()).isEqualTo(before);

    routerd.reload(Configs.oneUplink("wan1"));
    pass(5);
    assertThat(selected()).contains("wan1");
    assertThat(machine.kernel().lookup(Flow.to("8.8.8.8")).toString()).contains("dev wan1");
    assertThat(machine.kernel().everWithoutRoute(Cidr.parse("0.0.0.0/0"))).isFalse();
  }

  @Test
  @DisplayName("ENG-6 a second engine is refused, and says which process is the first")
  void aSecondEngineIsRefused() {
    Routerd second = engine(Configs.user());

    assertThatThrownBy(second::start)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(String.valueOf(machine.platform().pid()));
    assertThat(routerd.state()).isEqualTo(EngineState.RUNNING);
  }

  @Test
  @DisplayName("ENG-7 when the platform fails the engine is Broken and the routes stay")
  void aFailedPlatformLeavesTheRoutes() {
    machine.platform().fail(new PlatformException("watch links", "EIO (5)", "restart"));
    pass(1);

    assertThat(routerd.state()).isEqualTo(EngineState.BROKEN);
    assertThat(events).last().isInstanceOf(RouterdEvent.Broken.class);
    assertThat(machine.kernel().lookup(Flow.to("8.8.8.8")).toString()).contains("dev wan0");
    gateway0.dies();
    pass(60);
    assertThat(machine.kernel().lookup(Flow.to("8.8.8.8")).toString()).contains("dev wan0");
  }

  @Test
  @DisplayName("SEL-10 fail, recover and fail again always switches")
  void failRecoverFail() {
    for (int i = 0; i < 5; i++) {
      gateway0.dies();
      pass(5);
      assertThat(selected()).as("round %d", i).contains("wan1");
      gateway0.returns();
      pass(12);
      assertThat(selected()).as("round %d", i).contains("wan0");
    }
  }

  @Test
  @DisplayName("STA-2 probes that pass wake no listener")
  void passingProbesWakeNoListener() {
    events.clear();

    pass(600);

    assertThat(events).isEmpty();
    assertThat(routerd.status().healthCheck("check-wan0").orElseThrow().consecutivePassed())
        .isGreaterThan(500);
  }

  @Test
  @DisplayName("HC-2 each probe starts 0.9 to 1.0 intervals after the last")
  void probesKeepTheirInterval() {
    int before = routerd.status().healthCheck("check-wan1").orElseThrow().consecutivePassed();
    pass(900);
    int probes = routerd.status().healthCheck("check-wan1").orElseThrow().consecutivePassed();

    assertThat(probes - before).isBetween(900, 1000);
    assertThat(gateway1).isNotNull();
  }

  @Test
  @DisplayName("ENG-5 what is asked of an engine that does not run is refused with its state")
  void whatIsAskedTooEarlyIsRefused() {
    Routerd fresh = engine(Configs.user());

    assertThatThrownBy(() -> fresh.reload(Configs.user()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("NEW");
    assertThatThrownBy(routerd::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RUNNING");
  }
}
