package net.routerd.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import net.routerd.api.OnClose;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.RouteChange;
import net.routerd.model.status.LinkStatus;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.select.Decision;
import net.routerd.select.Moment;
import net.routerd.select.Settings;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.ProbeRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent before the engine's thread runs; what is right to send is the decider's. */
class FastRerouteTest {

  private static final long LONG_NANOS = 30_000_000_000L;
  private static final Moment NOW = new Moment(5_000_000_000L, Instant.EPOCH);
  private static final RouterConfig CONFIGURATION =
      RouterYaml.reader()
          .read(
              "router.yaml",
              """
              apiVersion: net.routerd.net/v1alpha1
              kind: IPv4Route
              metadata: {name: default}
              spec:
                destination: 0.0.0.0/0
                device: ${EgressRoutePolicy/out.status.selectedDevice}
                gateway: ${EgressRoutePolicy/out.status.selectedGateway}
              ---
              apiVersion: net.routerd.net/v1alpha1
              kind: EgressRoutePolicy
              metadata: {name: out}
              spec:
                hysteresis: 10s
                candidates:
                - {name: a, source: Interface/wan0, gateway: 10.0.0.1, weight: 3}
                - {name: b, source: Interface/wan1, gateway: 10.0.1.1, weight: 2, healthCheck: probe}
                - {name: c, source: Interface/wan2, gateway: 10.0.2.1, weight: 1}
              ---
              apiVersion: net.routerd.net/v1alpha1
              kind: HealthCheck
              metadata: {name: probe}
              spec: {target: 192.0.2.1, protocol: icmp, interval: 1s, timeout: 500ms}
              ---
              apiVersion: net.routerd.net/v1alpha1
              kind: Interface
              metadata: {name: wan0}
              spec: {ifname: wan0}
              ---
              apiVersion: net.routerd.net/v1alpha1
              kind: Interface
              metadata: {name: wan1}
              spec: {ifname: wan1}
              ---
              apiVersion: net.routerd.net/v1alpha1
              kind: Interface
              metadata: {name: wan2}
              spec: {ifname: wan2}
              """);

  private final ImaginedMachine machine = Uplinks.machine(3, NOW);

  private final List<List<RouteChange>> sent = new ArrayList<>();
  private final List<Throwable> broken = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean waits;
  private boolean refuses; // once
  private StatusSnapshot statuses = StatusSnapshot.EMPTY;

  private final ReconcileLoop loop =
      new ReconcileLoop(
          new ForwardingPlatform(machine) {
            @Override
            public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
              if (refuses) {
                refuses = false;
                throw new IllegalStateException("closed");
              }
              sent.add(changes);
              if (!waits) {
                return super.apply(changes);
              }
              CompletableFuture<List<ApplyResult>> done = new CompletableFuture<>();
              waiting.add(() -> super.apply(changes).thenAccept(done::complete));
              return done;
            }

            @Override
            public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
              if (waits) {
                waiting.add(() -> super.probe(request, done));
              } else {
                super.probe(request, done);
              }
            }
          },
          CONFIGURATION,
          Settings.STANDARD,
          Optional.empty(),
          new LoopOwner() {
            @Override
            public void published(Decision decision) {
              statuses = decision.statuses();
            }

            @Override
            public void broken(Throwable cause) {
              broken.add(cause);
            }
          });

  /** Traffic leaves by wan0, and is decided ahead for the loss of each device. */
  @BeforeEach
  void settle() {
    loop.changed();
    machine.pass(LONG_NANOS);
    assertThat(leadsBy("wan0")).isTrue();
    sent.clear();
  }

  private boolean leadsBy(String device) {
    return machine
        .routes()
        .current()
        .routes()
        .toString()
        .contains("0.0.0.0/0 table main via 10.0." + device.charAt(3) + ".1");
  }

  private void lose(int device) {
    machine.lose(Uplinks.up(device), true);
    loop.changed();
  }

  private void mend() {
    machine.mend();
    loop.changed();
  }

  /** What was asked for is done now. */
  private void waitNoLonger() {
    waits = false;
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  @Test
  @DisplayName("a switch that was decided ahead is sent by the thread that tells, and once")
  void sentAtOnce() {
    lose(0);

    assertThat(leadsBy("wan1")).as("before the engine's thread runs").isTrue();
    machine.pass(LONG_NANOS);
    assertThat(sent).hasSize(1);
    assertThat(leadsBy("wan1")).isTrue();
  }

  @Test
  @DisplayName("what follows is decided, and decided ahead, as if the engine had sent it")
  void goesOn() {
    lose(0);
    machine.pass(LONG_NANOS);
    mend();
    machine.pass(LONG_NANOS);
    assertThat(leadsBy("wan0")).isTrue();

    lose(0);

    assertThat(leadsBy("wan1")).isTrue();
    assertThat(sent).hasSize(3);
  }

  @Test
  @DisplayName("a loss that is told twice, before anything has changed, is one")
  void toldTwice() {
    waits = true;
    lose(0);
    loop.changed();

    assertThat(sent).hasSize(1);
  }

  @Test
  @DisplayName("SEL-4 a loss that is over before the engine's thread runs was one all the same")
  void overAtOnce() {
    lose(0);
    mend();
    machine.pass(1_000_000_000);

    assertThat(leadsBy("wan1")).as("until it was there for long enough").isTrue();
    machine.pass(LONG_NANOS);
    assertThat(leadsBy("wan0")).isTrue();
  }

  @Test
  @DisplayName("that it is over is seen, though what was sent is still under way")
  void overMeanwhile() {
    waits = true;
    lose(0);
    mend();
    machine.pass(1_000_000);

    assertThat(statuses.find(new ResourceRef("Interface", "wan0"), LinkStatus.class))
        .hasValueSatisfying(link -> assertThat(link.phase()).isEqualTo("Up"));
    assertThat(sent).hasSize(1);
  }

  @Test
  @DisplayName("nothing is sent while something is under way, and what came meanwhile is after it")
  void oneAtATime() {
    lose(0);
    machine.pass(LONG_NANOS);
    sent.clear();
    mend();
    machine.pass(9_999_000_000L);
    waits = true;
    machine.pass(500_000_000);
    assertThat(sent).as("back to wan0").hasSize(1);

    lose(1);
    machine.pass(100_000_000);
    assertThat(sent).hasSize(1);

    waitNoLonger();
    machine.pass(LONG_NANOS);
    assertThat(leadsBy("wan0")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  @DisplayName("nothing is sent without what the engine knows already, and has yet to decide on")
  void notWithoutTheRest(int tasks) {
    waits = true;
    machine.pass(1_000_000_000);
    assertThat(waiting).as("a probe").hasSize(1);
    waitNoLonger();
    machine.run(machine.routes().current(), tasks); // the first takes in its result

    lose(0);

    assertThat(sent).hasSize(1 - tasks);
    machine.pass(0);
    assertThat(leadsBy("wan1")).isTrue();
  }

  @Test
  @DisplayName("RT-7 a loop that ends waits for what was sent for it")
  void waitsForIt() {
    waits = true;
    lose(0);
    CompletionStage<?> closed = loop.close(OnClose.WITHDRAW);
    machine.pass(LONG_NANOS);
    assertThat(closed.toCompletableFuture()).isNotDone();
    assertThat(sent).hasSize(1);

    waitNoLonger();
    machine.pass(LONG_NANOS);

    assertThat(closed.toCompletableFuture()).isDone();
    assertThat(machine.routes().current().routes()).isEmpty();
  }

  @Test
  @DisplayName("RT-7 a loop that has ended sends nothing")
  void ended() {
    loop.close(OnClose.KEEP);
    sent.clear();

    lose(0);

    assertThat(sent).isEmpty();
  }

  @Test
  @DisplayName("ENG-7 a loop that died sends nothing")
  void died() {
    loop.executor().die(new OutOfMemoryError("no more"));

    lose(0);

    assertThat(sent).isEmpty();
  }

  @Test
  @DisplayName("ENG-7 what fails while it is sent ends the loop, as it would in a turn of the loop")
  void fails() {
    refuses = true;
    lose(0);
    loop.changed();
    machine.pass(LONG_NANOS);

    assertThat(broken).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(sent).isEmpty();
    assertThat(leadsBy("wan0")).isTrue();
  }
}
