package net.routerd.linux.internal.ffm;

/**
 * Runs its task at a deadline, and can then be started for another: made once, starting and
 * cancelling it makes nothing. On the loop's thread only.
 */
public final class Timer {

  /** The place of a timer that is not in the heap. */
  static final int NOWHERE = -1;

  private final TimerHeap heap;
  private final Runnable task;

  /** Both are the heap's to change. */
  long deadline;

  int place = NOWHERE;

  Timer(TimerHeap heap, Runnable task) {
    this.heap = heap;
    this.task = task;
  }

  /**
   * Has the task run once the monotonic clock has reached a deadline, and not at one that was set
   * before.
   *
   * @param at the deadline on {@link System#nanoTime()}
   */
  public void start(long at) {
    cancel();
    heap.add(this, at);
  }

  /** Keeps the task from running, if it has not run yet. */
  public void cancel() {
    if (place != NOWHERE) {
      heap.remove(this);
    }
  }

  void run() {
    task.run();
  }
}
