package net.routerd.linux.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Timers come in the order of their deadlines, whatever was started anew or cancelled before. */
class TimerHeapTest {

  private static final int TIMERS = 100;

  /** What is done to one of the timers. */
  private record Step(int timer, long deadline, boolean cancel) {}

  @Property
  void theFirstIsAlwaysTheOneOfTheFirstDeadline(
      @ForAll @Size(max = 300) List<@IntRange(min = -40_000, max = 40_000) Integer> numbers) {
    TimerHeap heap = new TimerHeap();
    List<Timer> timers = new ArrayList<>();
    for (int i = 0; i < TIMERS; i++) {
      timers.add(new Timer(heap, () -> {}));
    }
    List<Timer> running = new ArrayList<>();
    for (int number : numbers) {
      Step step = new Step(Math.floorMod(number, TIMERS), number / TIMERS, number % 3 == 0);
      Timer timer = timers.get(step.timer());
      running.remove(timer);
      if (step.cancel()) {
        timer.cancel();
      } else {
        timer.start(step.deadline());
        running.add(timer);
      }
      assertFirst(heap, running);
    }
    for (Timer first = heap.first(); first != null; first = heap.first()) {
      first.cancel();
      running.remove(first);
      assertFirst(heap, running);
    }
    assertThat(running).isEmpty();
  }

  private static void assertFirst(TimerHeap heap, List<Timer> running) {
    Timer first = heap.first();
    if (running.isEmpty()) {
      assertThat(first).isNull();
    } else {
      long least = running.stream().mapToLong(timer -> timer.deadline).min().orElseThrow();
      assertThat(first).isIn(running).extracting(timer -> timer.deadline).isEqualTo(least);
    }
  }
}
