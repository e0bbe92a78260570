package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdException;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.Cidr;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.Condition;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Drain, pin and release of a running engine")
class DirectiveStoryTest {

  private static final String POLICY = "ipv4-default";
  private static final RouterConfig TWO = Configs.twoUplinks(Duration.ofSeconds(10));

  private final FakeMachine machine = new FakeMachine();
  private final FakeGateway gateway0 = uplink("wan0", "10.0.0.2/24", "10.0.0.1");
  private final FakeGateway gateway1 = uplink("wan1", "10.0.1.2/24", "10.0.1.1");
  private final Routerd routerd = engine();

  private FakeGateway uplink(String device, String own, String gateway) {
    machine.links().add(device).address(own);
    return machine.network().gateway(device, gateway).answersEverything();
  }

  private Routerd engine() {
    return Routerd.builder().configuration(TWO).platform(machine.provider()).build();
  }

  @BeforeEach
  void theHeavierCarriesTheTraffic() {
    routerd.start();
    pass(2);
    assertThat(selected()).contains("wan0");
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  private void pass(int seconds) {
    machine.time().advance(Duration.ofSeconds(seconds));
  }

  private PolicyStatus policy() {
    return routerd.status().policy(POLICY).orElseThrow();
  }

  private Optional<String> selected() {
    return policy().selectedCandidate();
  }

  private Reason reasonOf(String candidate) {
    return policy().candidates().stream()
        .filter(status -> status.name().equals(candidate))
        .map(CandidateStatus::reason)
        .findFirst()
        .orElseThrow();
  }

  private List<Reason> conditions() {
    return policy().conditions().stream().map(Condition::type).toList();
  }

  private String trafficLeaves() {
    return machine.kernel().lookup(Flow.to("8.8.8.8")).toString();
  }

  @Test
  @DisplayName("ENG-8 a drained candidate is left at once, without a gap, and shown as Drained")
  void drain() {
    routerd.drain(POLICY, "wan0");
    machine.time().runUntilIdle();

    assertThat(trafficLeaves()).contains("dev wan1");
    assertThat(reasonOf("wan0")).isEqualTo(Reason.DRAINED);
    assertThat(policy().conditions())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.type()).isEqualTo(Reason.DRAINED);
              assertThat(condition.message()).contains("wan0").doesNotContain("wan1");
            });
    assertThat(machine.kernel().everWithoutRoute(Cidr.parse("0.0.0.0/0"))).isFalse();
    pass(600);
    assertThat(selected()).as("not before it is released").contains("wan1");
    assertThat(routerd.status().healthCheck("check-wan0").orElseThrow().verdict())
        .as("it is still probed")
        .isEqualTo("Healthy");
  }

  @Test
  @DisplayName("ENG-8 SEL-4 what is released comes back after the hysteresis")
  void release() {
    routerd.drain(POLICY, "wan0");
    pass(60);

    routerd.release(POLICY);
    assertThat(conditions()).isEmpty();
    assertThat(reasonOf("wan0")).isEqualTo(Reason.HYSTERESIS);
    pass(9);
    assertThat(selected()).contains("wan1");
    pass(2);
    assertThat(selected()).contains("wan0");
  }

  @Test
  @DisplayName("ENG-8 a pin holds as long as its candidate is ready, and returns when it is again")
  void pin() {
    routerd.pin(POLICY, "wan1");
    machine.time().runUntilIdle();
    assertThat(trafficLeaves()).contains("dev wan1");
    assertThat(policy().reason()).isEqualTo(Reason.PINNED);
    assertThat(reasonOf("wan0")).isEqualTo(Reason.OTHER_PINNED);

    gateway1.dies();
    pass(5);
    assertThat(trafficLeaves()).contains("dev wan0");
    assertThat(policy().conditions())
        .singleElement()
        .satisfies(c -> assertThat(c.message()).contains("wan1: not ready (HealthCheckUnhealthy)"));

    gateway1.returns();
    pass(2);
    assertThat(trafficLeaves()).as("at once when it is ready").contains("dev wan1");
    routerd.release(POLICY);
    machine.time().runUntilIdle();
    assertThat(trafficLeaves()).contains("dev wan0");
  }

  @Test
  @DisplayName("ENG-8 the last pin counts, and draining the pinned one leaves it")
  void pinAndDrainTogether() {
    routerd.pin(POLICY, "wan0");
    routerd.pin(POLICY, "wan1");
    assertThat(selected()).contains("wan1");

    routerd.drain(POLICY, "wan1");
    assertThat(selected()).contains("wan0");
    assertThat(conditions()).containsExactly(Reason.DRAINED, Reason.PINNED);
  }

  @Test
  @DisplayName("ENG-8 a crash and a restart forget it")
  void aRestartForgets() {
    routerd.drain(POLICY, "wan0");
    pass(5);
    machine.platform().kill();

    Routerd next = engine();
    next.start();
    machine.time().advance(Duration.ofSeconds(30));

    PolicyStatus status = next.status().policy(POLICY).orElseThrow();
    assertThat(status.selectedCandidate()).contains("wan0");
    assertThat(status.conditions()).isEmpty();
    next.close();
  }

  @Test
  @DisplayName("ENG-8 RT-9 a reload keeps it, and drops it with its candidate for good")
  void aReloadKeepsItAndDropsItWithItsCandidate() {
    routerd.drain(POLICY, "wan0");
    routerd.reload(Configs.twoUplinks(Duration.ofSeconds(5)));
    pass(60);
    assertThat(selected()).contains("wan1");

    routerd.reload(Configs.oneUplink("wan1"));
    assertThat(conditions()).isEmpty();
    routerd.reload(TWO);
    pass(60);
    assertThat(selected()).as("wan0 is new and takes part").contains("wan0");
  }

  @Test
  @DisplayName("ENG-5 ENG-8 an unknown name is refused with the nearest one, and changes nothing")
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> routerd.drain("ipv4-defualt", "wan0"))
        .isInstanceOf(RouterdException.UnknownPolicy.class)
        .hasMessageContaining("'ipv4-defualt'")
        .hasMessageContaining("did you mean 'ipv4-default'?");
    assertThatThrownBy(() -> routerd.pin(POLICY, "wan2"))
        .isInstanceOf(RouterdException.UnknownCandidate.class)
        .hasMessageContaining("EgressRoutePolicy/ipv4-default")
        .hasMessageContaining("there are wan0, wan1");
    assertThatThrownBy(() -> routerd.release("No such name!"))
        .isInstanceOf(RouterdException.UnknownPolicy.class);

    gateway0.dies();
    pass(5);
    assertThat(selected()).as("the engine goes on").contains("wan1");
  }

  @Test
  @DisplayName("ENG-5 ENG-8 nothing is taken before the start or after the end")
  void onlyARunningEngineTakesThem() {
    Routerd fresh = engine();
    assertThatThrownBy(() -> fresh.drain(POLICY, "wan0"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("NEW");
    routerd.close();
    assertThatThrownBy(() -> routerd.pin(POLICY, "wan0"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("CLOSED");
  }
}
