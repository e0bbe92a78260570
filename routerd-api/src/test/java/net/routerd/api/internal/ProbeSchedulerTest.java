package net.routerd.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.select.ProbeOrder;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.TimeSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When probes start, and what a stopped process means")
class ProbeSchedulerTest {

  private static final long SECOND = 1_000_000_000L;

  private record Flight(ProbeRequest request, Consumer<ProbeResult> done) {
    void ends(long now) {
      ends(now, now);
    }

    void ends(long started, long now) {
      done.accept(
          new ProbeResult(
              request.check().metadata().name(),
              request.generation(),
              request.sequence(),
              ProbeOutcome.of(ProbeOutcome.Kind.TIMEOUT),
              Optional.empty(),
              started,
              now));
    }
  }

  /** One thread and a clock that the test moves; late timers run late, as after a stop. */
  private static final class Stage implements EngineExecutor, TimeSource {
    private record Alarm(long at, Runnable task) {}

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms =
        new PriorityQueue<>(Comparator.comparingLong(Alarm::at));
    private long now;

    void jump(long nanos) {
      now += nanos;
      while (!alarms.isEmpty() && alarms.peek().at <= now) {
        alarms.poll().task.run();
      }
      run();
    }

    void run() {
      while (!tasks.isEmpty()) {
        tasks.poll().run();
      }
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer schedule(long atNanos, Runnable task) {
      Alarm alarm = new Alarm(atNanos, task);
      alarms.add(alarm);
      return () -> alarms.remove(alarm);
    }

    @Override
    public boolean isEngineThread() {
      return true;
    }

    @Override
    public Executor listeners() {
      return this::execute;
    }

    @Override
    public void close() {}

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public Instant wall() {
      return Instant.EPOCH;
    }
  }

  private final Stage stage = new Stage();
  private final List<Flight> flights = new ArrayList<>();
  private final List<ProbeResult> results = new ArrayList<>();
  private final ProbeScheduler scheduler =
      new ProbeScheduler(
          (request, done) -> flights.add(new Flight(request, done)), stage, stage, 1, results::add);

  private static ProbeOrder order(long generation) {
    HealthCheck check =
        HealthCheck.builder()
            .metadata(Metadata.named("check"))
            .target(IpAddress.parse("1.1.1.1"))
            .interval(Duration.ofSeconds(1))
            .timeout(Duration.ofMillis(500))
            .build();
    return new ProbeOrder(
        check, generation, new LinkName("wan0"), 2, Optional.empty(), Optional.empty());
  }

  @Test
  @DisplayName("HC-2 the first probe starts at once, the next within 0.9 to 1.0 intervals")
  void theFirstStartsAtOnce() {
    scheduler.follow(List.of(order(1)));
    assertThat(flights).hasSize(1);
    flights.getFirst().ends(stage.now);
    stage.jump(SECOND * 9 / 10 - 1);
    assertThat(flights).hasSize(1);
    stage.jump(SECOND / 10 + 1);
    assertThat(flights).hasSize(2);
  }

  @Test
  @DisplayName("HC-2 never two probes of one check are in flight")
  void neverTwoInFlight() {
    scheduler.follow(List.of(order(1)));
    stage.jump(SECOND);
    scheduler.follow(List.of(order(2)));
    assertThat(flights).hasSize(1);

    flights.getFirst().ends(stage.now);
    stage.run();

    assertThat(flights).hasSize(2);
    assertThat(flights.getLast().request().generation()).isEqualTo(2);
  }

  @Test
  @DisplayName("HC-3 a stop voids the probe in flight and is taken out of the loop's clock")
  void aStopIsNoLoss() {
    scheduler.follow(List.of(order(1)));
    stage.now += 10 * SECOND; // the process did not run; now the end of the probe is seen first
    flights.getFirst().ends(stage.now);
    stage.run();

    assertThat(results).as("no data, not loss").isEmpty();
    assertThat(scheduler.loopNanos(stage.nanos())).isLessThanOrEqualTo(SECOND);
    stage.jump(0);
    flights.getLast().ends(stage.now);
    stage.run();
    assertThat(results).hasSize(1);
  }

  @Test
  @DisplayName("HC-3 several late ticks are one gap")
  void severalLateTicksAreOneGap() {
    scheduler.follow(List.of(order(1)));
    flights.getFirst().ends(stage.now);
    stage.run();
    stage.jump(10 * SECOND);
    long after = scheduler.loopNanos(stage.nanos());
    stage.jump(0);

    assertThat(scheduler.loopNanos(stage.nanos())).isEqualTo(after).isBetween(0L, SECOND);
  }

  @Test
  @DisplayName(
      "HC-3 a timeout that the prober tells late is no loss, though the engine ran on time")
  void aProberThatDidNotRunTellsNoLoss() {
    scheduler.follow(List.of(order(1)));
    for (int i = 0; i < 8; i++) {
      stage.jump(SECOND / 2);
    }
    flights.getLast().ends(0, stage.now); // 4 s, of which the timeout is half a second
    stage.run();

    assertThat(results).isEmpty();
    assertThat(scheduler.loopNanos(stage.nanos()))
        .as("the gap is counted once")
        .isEqualTo(SECOND / 2);
    flights.getLast().ends(stage.now, stage.now + SECOND + SECOND / 2);
    stage.run();
    assertThat(results).as("late by an interval and no more").hasSize(1);
  }

  @Test
  @DisplayName("HC-8 what is not ordered any more is not probed, and its last result is dropped")
  void whatIsNotOrderedIsNotProbed() {
    scheduler.follow(List.of(order(1)));
    scheduler.follow(List.of());
    flights.getFirst().ends(stage.now);
    stage.jump(10 * SECOND);

    assertThat(flights).hasSize(1);
    assertThat(results).isEmpty();
  }
}
