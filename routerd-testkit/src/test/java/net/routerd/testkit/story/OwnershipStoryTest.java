package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.Flow;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.KernelRefusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Another program that takes our route away")
class OwnershipStoryTest {

  private final FakeMachine machine = new FakeMachine();
  private final Routerd routerd =
      Routerd.builder()
          .configuration(Configs.oneUplink("wan0"))
          .platform(machine.provider())
          .build();

  @BeforeEach
  void installed() {
    machine.links().add("wan0").address("10.0.0.2/24");
    routerd.start();
    machine.time().runUntilIdle();
    assertThat(route().phase()).isEqualTo("Installed");
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  private RouteStatus route() {
    return routerd
        .status()
        .find(ResourceRef.parse("IPv4Route/default-route"), RouteStatus.class)
        .orElseThrow();
  }

  private List<Reason> conditions() {
    return route().conditions().stream().map(Condition::type).toList();
  }

  private String trafficLeaves() {
    return machine.kernel().lookup(Flow.to("8.8.8.8")).toString();
  }

  private void steal() {
    try {
      machine.kernel().foreign().delete("default proto 114");
    } catch (KernelRefusal notThere) {
      // It is gone already: the thief comes back later.
    }
  }

  private long installed(KernelChange.By by) {
    return machine.kernel().history().stream()
        .filter(change -> change.by() == by && change.toString().contains("0.0.0.0/0"))
        .count();
  }

  @Test
  @DisplayName(
      "RT-4 a route that is deleted every second is backed off from, and comes back for good")
  void deletedEverySecond() {
    for (int second = 0; second < 120; second++) {
      steal();
      machine.time().advance(Duration.ofSeconds(1));
      if (second < 5) {
        assertThat(trafficLeaves()).as("second %d", second).contains("dev wan0");
        assertThat(conditions()).isEmpty();
      }
    }
    assertThat(conditions()).containsExactly(Reason.OWNERSHIP_CONFLICT);
    assertThat(installed(KernelChange.By.ENGINE)).as("of 120 deletions").isLessThan(40);

    machine.time().advance(Duration.ofSeconds(10));
    assertThat(trafficLeaves()).as("the thief has ended").contains("dev wan0");
    assertThat(route().phase()).isEqualTo("Installed");
    assertThat(conditions()).as("what was, is shown for a minute").isNotEmpty();
    machine.time().advance(Duration.ofSeconds(60));
    assertThat(conditions()).isEmpty();
  }

  @Test
  @DisplayName("RT-4 RT-5 a cable that flaps is no thief")
  void aFlappingDeviceIsNoThief() {
    for (int i = 0; i < 20; i++) {
      machine.links().device("wan0").down();
      machine.time().advance(Duration.ofMillis(200));
      machine.links().device("wan0").up();
      machine.time().advance(Duration.ofMillis(200));
      assertThat(trafficLeaves()).as("flap %d", i).contains("dev wan0");
    }
    assertThat(conditions()).isEmpty();
  }
}
