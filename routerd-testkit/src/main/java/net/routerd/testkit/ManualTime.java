package net.routerd.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: both clocks stand still until a test moves them, and everything that waits for a
 * time runs on the thread of the test, while the test moves them. What is due at one instant runs
 * in the order in which it was given, so that equal tests give equal runs.
 *
 * <p>Tasks may be given from any thread; one thread moves the time.
 */
public final class ManualTime implements TimeSource {

  /** A run of so many tasks at one instant is a loop without end. */
  private static final int TASKS_AT_ONE_INSTANT = 1_000_000;

  private static final Comparator<Task> ORDER =
      Comparator.<Task>comparingLong(t -> t.at).thenComparingLong(t -> t.order);

  private final PriorityQueue<Task> queue = new PriorityQueue<>(ORDER);
  private long nanos;
  private long wallAhead = Duration.between(Instant.EPOCH, START).toNanos();
  private long given;
  private Thread mover = Thread.currentThread();
  private boolean running;

  /** What the wall clock shows first. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Makes clocks that show 0 and {@link #START}. */
  public ManualTime() {}

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Instant wall() {
    return Instant.EPOCH.plusNanos(nanos + wallAhead);
  }

  /**
   * Moves both clocks, stopping at every instant at which something is due to run it.
   *
   * @param by how far, not negative
   * @throws AssertionError if a task throws, or tasks at one instant give each other work without
   *     end
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the monotonic clock does not go back: " + by);
    }
    advanceTo(nanos() + by.toNanos());
  }

  /**
   * Runs what is due now, and what that gives to run now, without moving the clocks.
   *
   * @throws AssertionError as {@link #advance} does
   */
  public void runUntilIdle() {
    advanceTo(nanos());
  }

  /**
   * Runs the one thing that is due next, at its time, and no more: so that a test can look at the
   * world after every single event.
   *
   * @param atMost how far the clocks may move, not negative
   * @return true if something ran; false if nothing was due, and the clocks moved all the way
   * @throws AssertionError if a task throws
   */
  public boolean runNext(Duration atMost) {
    if (atMost.isNegative()) {
      throw new IllegalArgumentException("the monotonic clock does not go back: " + atMost);
    }
    begin();
    try {
      long target = nanos() + atMost.toNanos();
      Task task = next(target);
      moveTo(task == null ? target : task.at);
      if (task != null) {
        run(task);
      }
      return task != null;
    } finally {
      end();
    }
  }

  /**
   * Tells whether all is done that is due now.
   *
   * @return true if nothing runs before the clocks are moved
   */
  public synchronized boolean isIdle() {
    Task first = queue.peek();
    return first == null || first.at > nanos;
  }

  /**
   * Steps the wall clock alone, as an administrator or NTP does (SEL-7).
   *
   * @param by how far; negative steps back
   */
  public synchronized void stepWall(Duration by) {
    wallAhead += by.toNanos();
  }

  private void advanceTo(long target) {
    begin();
    try {
      int atOneInstant = 0;
      for (Task task = next(target); task != null; task = next(target)) {
        atOneInstant = task.at <= nanos() ? atOneInstant + 1 : 0;
        if (atOneInstant > TASKS_AT_ONE_INSTANT) {
          throw new AssertionError("no end of tasks at " + Duration.ofNanos(nanos()));
        }
        moveTo(task.at);
        run(task);
      }
      moveTo(target);
    } finally {
      end();
    }
  }

  private synchronized void end() {
    running = false;
  }

  private synchronized void begin() {
    if (running) {
      throw new IllegalStateException("time is moved by the test, not by what runs in it");
    }
    running = true;
    mover = Thread.currentThread();
  }

  private synchronized @Nullable Task next(long target) {
    Task first = queue.peek();
    return first == null || first.at > target ? null : queue.poll();
  }

  private synchronized void moveTo(long at) {
    nanos = Math.max(nanos, at);
  }

  private void run(Task task) {
    try {
      task.work.run();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("a task failed at " + Duration.ofNanos(nanos()), e);
    }
  }

  synchronized Task give(Object owner, boolean timer, long at, Runnable work) {
    Task task = new Task(owner, timer, Math.max(at, nanos), given++, work);
    queue.add(task);
    return task;
  }

  Task after(Object owner, Duration delay, Runnable work) {
    return give(owner, true, nanos() + delay.toNanos(), work);
  }

  synchronized void drop(Predicate<Task> which) {
    queue.removeIf(which);
  }

  /** Puts off what is due before a time until then, in the order in which it is due. */
  synchronized void postpone(Predicate<Task> which, long until) {
    List<Task> late = queue.stream().filter(t -> t.at < until).filter(which).sorted(ORDER).toList();
    queue.removeAll(late);
    for (Task task : late) {
      task.at = until;
      task.order = given++;
      queue.add(task);
    }
  }

  /** Tells whether the caller is the thread that moves the time. */
  synchronized boolean isMover() {
    return mover == Thread.currentThread();
  }

  synchronized boolean isRunning() {
    return running;
  }

  /** Something that waits for its time. */
  final class Task implements EngineExecutor.Timer {
    final Object owner;
    final boolean timer;
    private long at;
    private long order;
    private final Runnable work;

    private Task(Object owner, boolean timer, long at, long order, Runnable work) {
      this.owner = owner;
      this.timer = timer;
      this.at = at;
      this.order = order;
      this.work = work;
    }

    @Override
    public void cancel() {
      drop(t -> t == this);
    }
  }
}
