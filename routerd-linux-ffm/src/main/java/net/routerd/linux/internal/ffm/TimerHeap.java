package net.routerd.linux.internal.ffm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers in a binary heap by deadline, in which each knows its place: one that is cancelled, as
 * nearly all are, leaves at once, and does not fill the heap until its deadline.
 */
final class TimerHeap {

  private @Nullable Timer[] heap = new Timer[64];
  private int size;

  void add(Timer timer, long deadline) {
    timer.deadline = deadline;
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    rise(size++, timer);
  }

  void remove(Timer timer) {
    int place = timer.place;
    Timer last = at(--size);
    heap[size] = null;
    timer.place = Timer.NOWHERE;
    if (place < size) {
      sink(place, last);
      if (last.place == place) {
        rise(place, last);
      }
    }
  }

  /** Returns the timer of the first deadline; nothing if there is none. */
  @Nullable Timer first() {
    return heap[0];
  }

  /** Puts a timer at a place, or above it. */
  private void rise(int place, Timer timer) {
    int at = place;
    while (at > 0 && isBefore(timer, at(parent(at)))) {
      put(at, at(parent(at)));
      at = parent(at);
    }
    put(at, timer);
  }

  /** Puts a timer at a place, or below it. */
  private void sink(int place, Timer timer) {
    int at = place;
    int child = firstChild(at);
    while (child < size && isBefore(at(child), timer)) {
      put(at, at(child));
      at = child;
      child = firstChild(at);
    }
    put(at, timer);
  }

  private static int parent(int place) {
    return (place - 1) / 2;
  }

  /** Returns the child whose deadline is the first; a place beyond the heap if there is none. */
  private int firstChild(int place) {
    int left = 2 * place + 1;
    return left + 1 < size && isBefore(at(left + 1), at(left)) ? left + 1 : left;
  }

  private static boolean isBefore(Timer one, Timer other) {
    return one.deadline - other.deadline < 0;
  }

  private Timer at(int place) {
    Timer timer = heap[place];
    if (timer == null) {
      throw new IllegalStateException("no timer at " + place + " of " + size);
    }
    return timer;
  }

  private void put(int place, Timer timer) {
    heap[place] = timer;
    timer.place = place;
  }
}
