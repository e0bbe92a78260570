package net.routerd.linux.internal.ffm;

import static net.routerd.linux.internal.ffm.Constants.EPOLLET;
import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import net.routerd.spi.PlatformException;
import org.jspecify.annotations.Nullable;

/**
 * One platform thread that waits on descriptors with epoll(7), on timers, and on tasks that other
 * threads hand over through an eventfd(2). Tasks, handlers and timers run on that thread, one at a
 * time, and must not block. An exception that one of them throws is logged and harms no other; an
 * error, such as that no memory is left, ends the loop, and its owner is told.
 *
 * <p>The thread begins in the network namespace of the thread that calls {@link #start}.
 */
public final class EventLoop implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(EventLoop.class.getName());

  private final Libc libc;
  private final Epoll epoll;
  private final Fd wakeUp;
  private final Thread thread;
  private final ByteBuffer one =
      ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, 1);
  private final TimerHeap timers = new TimerHeap();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Consumer<Throwable> died;
  private volatile boolean stopping;

  /** Guarded by itself. Not one of java.util.concurrent, which make an object for each task. */
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  private EventLoop(Libc libc, String name, Consumer<Throwable> died) {
    this.libc = libc;
    this.died = died;
    epoll = new Epoll(libc);
    wakeUp = new Fd(libc, Epoll.demand("eventfd", libc.eventfd()));
    thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  /**
   * Starts a loop.
   *
   * @param libc the calls
   * @param name the thread's name
   * @param died told on the loop's thread, as the last of it, if it ends though nobody closed it
   * @return the running loop
   * @throws PlatformException if no descriptor is left for it
   */
  public static EventLoop start(Libc libc, String name, Consumer<Throwable> died) {
    EventLoop loop = new EventLoop(libc, name, died);
    // Told at each write, and so never read: one call less for each task that is handed over.
    loop.watch(ready -> loop.woken.set(false)).start(loop.wakeUp.number(), EPOLLIN | EPOLLET);
    loop.thread.start();
    return loop;
  }

  /**
   * Runs a task on the loop's thread. May be called from any thread; after {@link #close} the task
   * is dropped.
   *
   * @param task what to run
   */
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
    }
    if (!isLoopThread()) { // which looks for tasks before it waits
      wake();
    }
  }

  /**
   * Makes what watches a descriptor. Is used on the loop's thread only.
   *
   * @param handler told the {@code EPOLL*} bits that are ready
   * @return not started yet
   */
  public Watch watch(IntConsumer handler) {
    return new Watch(epoll, handler);
  }

  /**
   * Makes what runs a task at a deadline. Is used on the loop's thread only.
   *
   * @param task what to run
   * @return not started yet
   */
  public Timer timer(Runnable task) {
    return new Timer(timers, task);
  }

  /**
   * Tells whether the caller runs on the loop's thread.
   *
   * @return true on the loop's thread
   */
  public boolean isLoopThread() {
    return Thread.currentThread() == thread;
  }

  /**
   * Runs the tasks handed over before, then ends the thread and waits for that, unless called on
   * it. Watched descriptors belong to their owners and stay open.
   */
  @Override
  public void close() {
    stopping = true;
    wake();
    boolean interrupted = false;
    while (!isLoopThread() && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      // The lock keeps the descriptor open while it is written: its number may be reused after.
      synchronized (wakeUp) {
        if (wakeUp.isOpen()) {
          libc.write(wakeUp.number(), one);
        }
      }
    }
  }

  private void run() {
    try {
      while (!stopping) {
        dispatch(epoll.await(millisToWait()));
        runTasks();
        runTimers();
      }
      runTasks();
    } catch (RuntimeException | Error e) {
      // Nothing that relies on it may go on as if it lived (ENG-7).
      died.accept(e);
    } finally {
      epoll.close();
      synchronized (wakeUp) {
        wakeUp.close();
      }
    }
  }

  private void dispatch(int count) {
    for (int i = 0; i < count; i++) {
      Watch watch = epoll.watch(i);
      if (watch != null) {
        try {
          watch.ready(epoll.bits(i));
        } catch (RuntimeException e) {
          failed(e);
        }
      }
    }
  }

  private void runTasks() {
    for (Runnable task = nextTask(); task != null; task = nextTask()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  private @Nullable Runnable nextTask() {
    synchronized (tasks) {
      return tasks.poll();
    }
  }

  /** After the descriptors, so that what lies in a socket is seen before its deadline is. */
  private void runTimers() {
    long now = System.nanoTime();
    for (Timer next = timers.first();
        next != null && next.deadline - now <= 0;
        next = timers.first()) {
      next.cancel();
      try {
        next.run();
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  private int millisToWait() {
    synchronized (tasks) {
      if (!tasks.isEmpty()) {
        return 0;
      }
    }
    Timer next = timers.first();
    if (next == null) {
      return -1;
    }
    long millis = Math.ceilDiv(next.deadline - System.nanoTime(), 1_000_000L);
    return Math.clamp(millis, 0, Integer.MAX_VALUE);
  }

  private static void failed(RuntimeException e) {
    LOG.log(System.Logger.Level.ERROR, "a task of the event loop failed", e);
  }
}
