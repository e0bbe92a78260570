package net.routerd.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import net.routerd.api.OnClose;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.select.Moment;
import net.routerd.select.Published;
import net.routerd.select.Settings;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.ForwardingPlatform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When the loop decides ahead; what comes of it is the decider's. */
class LookAheadTest {

  private static final long REST = 20_000_000;
  private static final Moment NOW = new Moment(5_000_000_000L, Instant.EPOCH);
  private static final RouterConfig CONFIGURATION =
      RouterYaml.reader()
          .read(
              "router.yaml",
              """
              apiVersion: net.routerd.net/v1alpha1
              kind: IPv4Route
              metadata: {name: first}
              spec: {destination: 10.1.0.0/16, device: wan0}
              ---
              apiVersion: net.routerd.net/v1alpha1
              kind: IPv4Route
              metadata: {name: second}
              spec: {destination: 10.2.0.0/16, device: wan1, gateway: "${DHCPv4Lease/wan1.status.gateway}"}
              """);
  private static final long EXPIRES = NOW.nanos() + 10_000_000_000L;

  private final ImaginedMachine machine = Uplinks.machine(2, NOW);

  /** The timers that have neither run nor been taken back, that of the lease's end too. */
  private final List<Long> waiting = new ArrayList<>();

  private final ReconcileLoop loop =
      new ReconcileLoop(
          new ForwardingPlatform(machine) {
            @Override
            public EngineExecutor executor() {
              return new Timers();
            }
          },
          CONFIGURATION,
          Settings.STANDARD,
          Optional.empty(),
          new LoopOwner() {});

  private final class Timers implements EngineExecutor {
    @Override
    public void execute(Runnable task) {
      machine.execute(task);
    }

    @Override
    public Timer schedule(long atNanos, Runnable task) {
      waiting.add(atNanos);
      Timer timer =
          machine.schedule(
              atNanos,
              () -> {
                waiting.remove(atNanos);
                task.run();
              });
      return () -> {
        waiting.remove(atNanos);
        timer.cancel();
      };
    }

    @Override
    public boolean isEngineThread() {
      return true;
    }

    @Override
    public Executor listeners() {
      return Runnable::run;
    }

    @Override
    public void close() {}
  }

  /** Both routes stand, and that is decided. */
  @BeforeEach
  void settle() {
    loop.known(
        new ResourceRef("DHCPv4Lease", "wan1"),
        new Published(
            ExternalStatus.builder().phase("Bound").putFields("gateway", "10.0.1.1").build(),
            OptionalLong.of(EXPIRES)));
    loop.changed();
    machine.pass(0);
  }

  @Test
  @DisplayName("it decides ahead a while after a decision, for one device, and later for the next")
  void oneAfterTheOther() {
    assertThat(waiting).containsExactlyInAnyOrder(NOW.nanos() + REST, EXPIRES);
    machine.pass(REST);
    assertThat(waiting).containsExactlyInAnyOrder(NOW.nanos() + 2 * REST, EXPIRES);
    machine.pass(REST);
    assertThat(waiting).as("until the lease ends").containsExactly(EXPIRES, EXPIRES);
  }

  @Test
  @DisplayName("it begins again when something else is decided, and has one timer for it")
  void again() {
    machine.pass(2 * REST);

    machine.lose(Uplinks.up(0), true);
    loop.changed();
    machine.pass(0);

    assertThat(waiting).containsExactlyInAnyOrder(NOW.nanos() + 3 * REST, EXPIRES);
  }

  @Test
  @DisplayName("what is decided meanwhile puts it off")
  void putOff() {
    machine.pass(REST - 1);
    machine.lose(Uplinks.up(0), true);
    loop.changed();

    machine.pass(1);

    assertThat(waiting).containsExactlyInAnyOrder(NOW.nanos() + 2 * REST - 1, EXPIRES);
  }

  @Test
  @DisplayName("it decides nothing ahead for a loop that has ended")
  void ended() {
    loop.close(OnClose.KEEP);

    assertThat(waiting).isEmpty();
  }
}
