package net.example.gateway;

import static net.routerd.testkit.assertions.RoutingAssertions.assertThatEvents;
import static net.routerd.testkit.assertions.RoutingAssertions.assertThatPolicy;
import static net.routerd.testkit.assertions.RoutingAssertions.assertThatRoutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent.ChangeRefused;
import net.routerd.model.status.Reason;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.RecordingListener;
import net.routerd.testkit.junit.RouterdTestkit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our configuration on a machine like ours: what a customer sees when the fibre dies silently. */
@RouterdTestkit
class FailoverTest {

  private static final String ANYWHERE = "192.0.2.1";
  private static final String BY_FIBRE = "via 198.51.100.1 dev eth0";
  private static final String BY_LTE = "via 203.0.113.1 dev wwan0";

  private final FakeMachine machine;
  private final RecordingListener events;
  private final FakeGateway fibre;
  private final Telemetry telemetry = new Telemetry();
  private final Routerd routerd;

  FailoverTest(FakeMachine machine, RecordingListener events) {
    this.machine = machine;
    this.events = events;
    machine.links().add("eth0").address("198.51.100.2/24");
    machine.links().add("wwan0").address("203.0.113.2/24");
    fibre = machine.network().gateway("eth0", "198.51.100.1").answersEverything();
    machine.network().gateway("wwan0", "203.0.113.1").answersEverything();
    routerd =
        Routerd.builder()
            .configuration(Uplinks.configuration())
            .platform(new CountingProvider(machine.provider(), telemetry))
            .listener(events)
            .build();
  }

  @BeforeEach
  void theFibreCarriesTheTraffic() {
    routerd.start();
    pass(Duration.ofSeconds(60));
    assertThatRoutes(machine.kernel()).decidedBy(routerd).sends(ANYWHERE, BY_FIBRE);
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  private void pass(Duration time) {
    machine.time().advance(time);
  }

  @Test
  void aDeadFibreCostsSeventeenSecondsAtMostAndComesBack() {
    fibre.silence("192.0.2.53");
    pass(Duration.ofSeconds(17)); // three checks, 5 s apart, and the timeout of the last
    assertThatRoutes(machine.kernel()).decidedBy(routerd).sends(ANYWHERE, BY_LTE);
    assertThatPolicy(routerd, Uplinks.INTERNET)
        .hasSelected("lte")
        .hasReason("fibre", Reason.HEALTH_CHECK_UNHEALTHY);

    fibre.answers("192.0.2.53");
    pass(Duration.ofSeconds(60));
    assertThatRoutes(machine.kernel())
        .decidedBy(routerd)
        .sends(ANYWHERE, BY_FIBRE)
        .neverLackedRoute("0.0.0.0/0");
    assertThatEvents(events)
        .movedThrough(Uplinks.INTERNET, "lte", "fibre", "lte", "fibre")
        .hasNo(ChangeRefused.class);
    assertEquals(0, telemetry.refused());
  }
}
