package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome.Kind;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.ProbeRequest.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Probes into the fake network")
class FakeProberTest {

  private static final Path OWN =
      new Path.Own(new RouteTable(114000), Optional.of(IpAddress.parse("172.17.0.1")), 0);

  private final FakeMachine machine = new FakeMachine();
  private final FakeDevice wan0 = machine.links().add("wan0").address("172.17.0.2/24");
  private final FakeGateway gateway = machine.network().gateway("wan0", "172.17.0.1");
  private final Watcher watcher = Watcher.on(machine);
  private final List<ProbeResult> results = new ArrayList<>();

  private static final HealthCheck CHECK =
      HealthCheck.builder()
          .metadata(Metadata.builder().name("internet").build())
          .target(IpAddress.parse("1.1.1.1"))
          .timeout(Duration.ofSeconds(2))
          .build();

  @BeforeEach
  void theProbePathStands() {
    machine
        .kernel()
        .foreign()
        .add("default via 172.17.0.1 dev wan0 table 114000 proto 114")
        .addRule("to 1.1.1.1 oif wan0 lookup 114000 priority 11400 protocol 114");
  }

  private void send(int ifindex, Optional<IpAddress> source, Path path) {
    ProbeRequest request =
        new ProbeRequest(CHECK, 3, 9, Watcher.link("wan0"), ifindex, source, path);
    watcher.platform().prober().probe(request, results::add);
    assertThat(results).as("a result comes later, never from within the call").isEmpty();
  }

  private ProbeResult probe() {
    send(wan0.index(), Optional.empty(), OWN);
    return result();
  }

  private ProbeResult result() {
    machine.time().advance(Duration.ofSeconds(10));
    assertThat(results).hasSize(1);
    return results.removeFirst();
  }

  @Test
  @DisplayName("HC-8 a pass carries its evidence and the time that it took")
  void aPassCarriesItsEvidence() {
    gateway.answers("1.1.1.1", Duration.ofMillis(30));

    ProbeResult result = probe();

    assertThat(result.outcome().kind()).isEqualTo(Kind.PASSED);
    assertThat(result.finishedNanos() - result.startedNanos()).isEqualTo(30_000_000);
    assertThat(result.generation()).isEqualTo(3);
    assertThat(result.sequence()).isEqualTo(9);
    assertThat(result.check()).isEqualTo("internet");
    assertThat(result.evidence())
        .contains(
            new ProbeEvidence(
                Watcher.link("wan0"),
                wan0.index(),
                Optional.of(IpAddress.parse("172.17.0.2")),
                Optional.of(IpAddress.parse("172.17.0.1")),
                30_000_000));
  }

  @Test
  @DisplayName("HC-9 silence is a timeout, at the check's timeout")
  void silenceIsATimeout() {
    ProbeResult result = probe();

    assertThat(result.outcome().kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(result.finishedNanos() - result.startedNanos()).isEqualTo(2_000_000_000);
  }

  @Test
  @DisplayName("HC-9 what was sent while the gateway was dead is lost, though it returns meanwhile")
  void whatIsSentToTheDeadIsLost() {
    gateway.answersEverything().dies();
    send(wan0.index(), Optional.empty(), OWN);
    gateway.returns();

    assertThat(result().outcome().kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  @DisplayName("HC-9 an answer at the timeout passes, one after it does not")
  void whatIsThereAtTheTimeoutPasses() {
    gateway.answers("1.1.1.1", Duration.ofSeconds(2));
    assertThat(probe().outcome().kind()).isEqualTo(Kind.PASSED);

    gateway.answers("1.1.1.1", Duration.ofSeconds(2).plusNanos(1));
    assertThat(probe().outcome().kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  @DisplayName("HC-9 refusals, unreachable targets and wrong answers are typed")
  void outcomesAreTyped() {
    gateway.refuse("1.1.1.1");
    assertThat(probe().outcome().kind()).isEqualTo(Kind.REFUSED);
    gateway.unreachable("1.1.1.1");
    assertThat(probe().outcome()).hasToString("Unreachable (EHOSTUNREACH (113), No route to host)");
    gateway.wrong("1.1.1.1", "503");
    assertThat(probe().outcome()).hasToString("ProtocolError (503)");
    gateway.answersEverything().silence("1.1.1.1");
    assertThat(probe().outcome().kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void aDeadGatewayOrALostCarrierAnswersNothing() {
    gateway.answers("1.1.1.1").dies();
    assertThat(probe().outcome().kind()).isEqualTo(Kind.TIMEOUT);
    gateway.returns();
    wan0.carrier(false);
    assertThat(probe().outcome().kind()).isEqualTo(Kind.TIMEOUT);
    wan0.carrier(true);
    assertThat(probe().outcome().kind()).isEqualTo(Kind.PASSED);
  }

  @Test
  void anAnswerThatIsUnderWayWhenTheCarrierGoesIsLost() {
    gateway.answers("1.1.1.1", Duration.ofSeconds(1));
    send(wan0.index(), Optional.empty(), OWN);

    machine.time().advance(Duration.ofMillis(500));
    wan0.carrier(false);

    assertThat(result().outcome().kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  @DisplayName("HC-4 a device that is missing or has another number is PinFailed")
  void aLostPinFails() {
    send(wan0.index() + 1, Optional.empty(), OWN);
    assertThat(result().outcome().kind()).isEqualTo(Kind.PIN_FAILED);

    wan0.delete();
    send(wan0.index(), Optional.empty(), OWN);
    ProbeResult result = result();
    assertThat(result.outcome()).hasToString("PinFailed (ENODEV (19), No such device)");
    assertThat(result.evidence()).as("nothing was sent").isEmpty();
  }

  @Test
  @DisplayName("HC-5 a source address that is not there is SourceAddressMissing")
  void aMissingSourceAddressFails() {
    send(wan0.index(), Optional.of(IpAddress.parse("192.0.2.7")), OWN);

    assertThat(result().outcome().kind()).isEqualTo(Kind.SOURCE_ADDRESS_MISSING);
  }

  @Test
  @DisplayName("PATH-2 without its path nothing is sent, even where something would answer on-link")
  void withoutItsPathNothingIsSent() {
    machine.network().arpProxy("wan0");
    machine.kernel().foreign().delete("default table 114000");

    assertThat(probe().outcome()).hasToString("NoPath (the kernel's lookup says EHOSTUNREACH)");
  }

  @Test
  @DisplayName("PATH-2 another table or another gateway is no path")
  void anotherTableOrGatewayIsNoPath() {
    gateway.answers("1.1.1.1");
    machine.kernel().foreign().change("default via 172.17.0.9 dev wan0 table 114000 proto 114");
    assertThat(probe().outcome().kind()).isEqualTo(Kind.NO_PATH);

    machine
        .kernel()
        .foreign()
        .delete("default table 114000")
        .add("default via 172.17.0.1 dev wan0");
    assertThat(probe().outcome().kind()).isEqualTo(Kind.NO_PATH);

    send(wan0.index(), Optional.empty(), new Path.Any());
    assertThat(result().outcome().kind()).isEqualTo(Kind.PASSED);
  }

  @Test
  void whatIsSentOnLinkIsAnsweredByAnArpProxy() {
    machine.kernel().foreign().change("default dev wan0 table 114000 proto 114");
    machine.network().arpProxy("wan0");
    send(wan0.index(), Optional.empty(), new Path.Own(new RouteTable(114000), Optional.empty(), 0));

    assertThat(result().outcome().kind()).isEqualTo(Kind.PASSED);
  }

  @Test
  @DisplayName("PATH-3 a strict reverse path filter drops replies unless a from rule leads back")
  void theReversePathFilterDropsReplies() {
    gateway.answers("1.1.1.1");
    wan0.rpFilter(1);
    assertThat(probe().outcome().kind()).as("no route back").isEqualTo(Kind.TIMEOUT);

    machine.links().add("wan1").address("172.17.1.2/24");
    machine.kernel().foreign().add("default via 172.17.1.1 dev wan1");
    assertThat(probe().outcome().kind()).as("the other uplink").isEqualTo(Kind.TIMEOUT);
    wan0.rpFilter(2);
    assertThat(probe().outcome().kind()).as("loose").isEqualTo(Kind.PASSED);

    wan0.rpFilter(1);
    machine
        .kernel()
        .foreign()
        .addRule("from 172.17.0.2 to 1.1.1.1 lookup 114000 priority 11401 protocol 114");
    assertThat(probe().outcome().kind()).as("from rule").isEqualTo(Kind.PASSED);
  }

  @Test
  @DisplayName("PATH-4 equal gateways behind two devices are two gateways")
  void equalGatewaysBehindTwoDevicesAreTwo() {
    machine.network().gateway("wan1", "172.17.0.1").answers("1.1.1.1");

    assertThat(probe().outcome().kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  @DisplayName("HC-3 a prober that stands still gives no result before its end")
  void aStalledProberIsLate() {
    gateway.answers("1.1.1.1");
    machine.inject(new PlatformFault.StallProber(Duration.ofSeconds(5)));

    ProbeResult result = probe();

    assertThat(result.outcome().kind()).isEqualTo(Kind.PASSED);
    assertThat(result.finishedNanos() - result.startedNanos()).isEqualTo(5_000_000_000L);
  }

  @Test
  void aClosedPlatformGivesNoResult() {
    gateway.answers("1.1.1.1");
    send(wan0.index(), Optional.empty(), OWN);

    watcher.platform().close();
    machine.time().advance(Duration.ofSeconds(10));

    assertThat(results).isEmpty();
  }
}
