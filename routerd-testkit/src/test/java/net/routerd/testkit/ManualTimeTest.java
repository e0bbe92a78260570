package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.spi.EngineExecutor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ENG-1 virtual time")
class ManualTimeTest {

  private final ManualTime time = new ManualTime();
  private final ManualExecutor executor = new ManualExecutor(time);
  private final List<String> ran = new ArrayList<>();

  private void at(long nanos, String name) {
    var _ = executor.schedule(nanos, () -> ran.add(name + "@" + time.nanos()));
  }

  @Test
  void tasksRunInTheOrderOfTheirTimesThenOfTheirGiving() {
    at(20, "late");
    at(10, "first");
    at(10, "second");
    executor.execute(() -> ran.add("now@" + time.nanos()));

    time.advance(Duration.ofNanos(15));

    assertThat(ran).containsExactly("now@0", "first@10", "second@10");
    assertThat(time.nanos()).isEqualTo(15);
  }

  @Test
  void workGivenOnTheWayRunsOnTheWay() {
    var _ = executor.schedule(10, () -> at(12, "given"));

    time.advance(Duration.ofNanos(20));

    assertThat(ran).containsExactly("given@12");
  }

  @Test
  void untilIdleMovesNoClock() {
    executor.execute(() -> executor.execute(() -> ran.add("inner")));
    at(1, "later");

    time.runUntilIdle();

    assertThat(ran).containsExactly("inner");
    assertThat(time.nanos()).isZero();
  }

  @Test
  void oneThingAtATime() {
    at(10, "first");
    at(10, "second");

    assertThat(time.isIdle()).as("nothing is due yet").isTrue();
    assertThat(time.runNext(Duration.ofNanos(5))).isFalse();
    assertThat(time.runNext(Duration.ofNanos(95))).isTrue();
    assertThat(ran).containsExactly("first@10");
    assertThat(time.isIdle()).as("the second is due").isFalse();
    assertThat(time.runNext(Duration.ZERO)).isTrue();
    assertThat(time.runNext(Duration.ofNanos(10))).isFalse();
    assertThat(ran).containsExactly("first@10", "second@10");
    assertThat(time.nanos()).isEqualTo(20);
  }

  @Test
  @DisplayName("HC-3 an engine that stands still does later, in its order, what was due meanwhile")
  void aStandstill() {
    at(10, "first");
    at(20, "second");
    at(60, "after");

    executor.stall(50);
    executor.execute(() -> ran.add("now@" + time.nanos()));
    at(5, "given");
    time.advance(Duration.ofNanos(100));

    assertThat(ran).containsExactly("first@50", "second@50", "now@50", "given@50", "after@60");
  }

  @Test
  void aPastTimeIsNow() {
    time.advance(Duration.ofNanos(100));
    at(5, "past");

    time.runUntilIdle();

    assertThat(ran).containsExactly("past@100");
  }

  @Test
  void aTimerThatIsTakenBackDoesNotRun() {
    EngineExecutor.Timer timer = executor.schedule(10, () -> ran.add("never"));

    timer.cancel();
    time.advance(Duration.ofNanos(20));

    assertThat(ran).isEmpty();
  }

  @Test
  @DisplayName("SEL-7 a step of the wall clock moves no timer")
  void theWallClockStepsAlone() {
    at(10, "timer");

    time.stepWall(Duration.ofHours(-1));
    time.runUntilIdle();

    assertThat(ran).isEmpty();
    assertThat(time.wall()).isEqualTo(ManualTime.START.minus(Duration.ofHours(1)));
    time.advance(Duration.ofSeconds(1));
    assertThat(time.wall()).isEqualTo(ManualTime.START.minus(Duration.ofHours(1)).plusSeconds(1));
  }

  @Test
  void aTaskThatThrowsFailsTheTest() {
    executor.execute(
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThatThrownBy(time::runUntilIdle)
        .isInstanceOf(AssertionError.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  void tasksWithoutEndFailTheTest() {
    Runnable[] again = new Runnable[1];
    again[0] = () -> executor.execute(again[0]);
    executor.execute(again[0]);

    assertThatThrownBy(time::runUntilIdle).hasMessageContaining("no end of tasks");
  }

  @Test
  void timeIsNotMovedFromWithin() {
    executor.execute(time::runUntilIdle);

    assertThatThrownBy(time::runUntilIdle)
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("moved by the test");
    assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofNanos(-1)));
  }

  @Test
  void closingRunsWhatWasGivenAndDropsTheTimers() {
    at(10, "timer");
    executor.execute(() -> ran.add("given"));

    executor.close();
    executor.execute(() -> ran.add("too late"));
    time.advance(Duration.ofNanos(20));

    assertThat(ran).containsExactly("given");
  }

  @Test
  void theTestsThreadIsTheEnginesThread() throws InterruptedException {
    List<Boolean> elsewhere = new ArrayList<>();
    Thread other = new Thread(() -> elsewhere.add(executor.isEngineThread()));
    other.start();
    other.join();

    assertThat(executor.isEngineThread()).isTrue();
    assertThat(elsewhere).containsExactly(false);
  }

  @Test
  void aPlatformIsNotStartedTwice() {
    FakePlatform platform = Watcher.on(new FakeMachine()).platform();

    assertThatIllegalStateException().isThrownBy(() -> platform.start(new Watcher(platform)));
  }
}
