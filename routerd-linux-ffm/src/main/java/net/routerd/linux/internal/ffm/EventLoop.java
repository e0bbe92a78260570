package net.routerd.linux.internal.ffm;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;
import static net.routerd.linux.internal.ffm.Constants.EPOLL_CTL_ADD;
import static net.routerd.linux.internal.ffm.Constants.EPOLL_CTL_DEL;
import static net.routerd.linux.internal.ffm.Constants.EPOLL_CTL_MOD;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private static final int BATCH = 256;

  private final Libc libc;
  private final Fd epoll;
  private final Fd wakeUp;
  private final Thread thread;
  private final ByteBuffer counter =
      ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
  private final ByteBuffer one =
      ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, 1);
  private final EpollEvents events = new EpollEvents(BATCH);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Map<Long, IntConsumer> handlers = new HashMap<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Consumer<Throwable> died;
  private long lastToken;
  private volatile boolean stopping;

  private EventLoop(Libc libc, String name, Consumer<Throwable> died) {
    this.libc = libc;
    this.died = died;
    epoll = new Fd(libc, demand("epoll_create1", libc.epollCreate()));
    wakeUp = new Fd(libc, demand("eventfd", libc.eventfd()));
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
    loop.watch(loop.wakeUp, EPOLLIN, ready -> loop.drainWakeUp());
    loop.thread.start();
    return loop;
  }

  private static int demand(String call, int result) {
    if (result < 0) {
      throw new PlatformException(
          call, Errno.text(-result), "raise the limit of open files (ulimit -n)");
    }
    return result;
  }

  /**
   * Runs a task on the loop's thread. May be called from any thread; after {@link #close} the task
   * is dropped.
   *
   * @param task what to run
   */
  public void execute(Runnable task) {
    tasks.add(task);
    wake();
  }

  /**
   * Watches a descriptor until the registration is closed. On the loop's thread only.
   *
   * @param fd what to watch
   * @param interest {@code EPOLL*} bits
   * @param handler told the bits that are ready
   * @return the registration
   */
  public Registration watch(Fd fd, int interest, IntConsumer handler) {
    // A token for each registration, and not the descriptor: within one batch of events a
    // descriptor may be closed and its number given to another socket.
    long token = ++lastToken;
    demand("epoll_ctl", libc.epollCtl(epoll.number(), EPOLL_CTL_ADD, fd.number(), interest, token));
    handlers.put(token, handler);
    return new Registration(fd, token);
  }

  /**
   * Runs a task once the monotonic clock has reached a deadline. On the loop's thread only.
   *
   * @param deadline on {@link System#nanoTime()}
   * @param task what to run
   * @return the timer
   */
  public Timer schedule(long deadline, Runnable task) {
    Timer timer = new Timer(deadline, task);
    timers.add(timer);
    return timer;
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

  private void drainWakeUp() {
    libc.read(wakeUp.number(), counter);
    woken.set(false);
  }

  private void run() {
    try {
      while (!stopping) {
        dispatch(libc.epollWait(epoll.number(), events, untilNextTimer()));
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
    if (count < 0) {
      throw new IllegalStateException("epoll_wait: " + Errno.text(-count));
    }
    for (int i = 0; i < count; i++) {
      IntConsumer handler = handlers.get(events.data(i));
      if (handler != null) {
        int ready = events.events(i);
        guarded(() -> handler.accept(ready));
      }
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(task);
    }
  }

  /** After the descriptors, so that what lies in a socket is seen before its deadline is. */
  private void runTimers() {
    long now = System.nanoTime();
    for (Timer next = timers.peek();
        next != null && next.deadline - now <= 0;
        next = timers.peek()) {
      timers.remove();
      Runnable task = next.task;
      if (task != null) {
        guarded(task);
      }
    }
  }

  private int untilNextTimer() {
    Timer next = timers.peek();
    while (next != null && next.task == null) {
      timers.remove();
      next = timers.peek();
    }
    if (next == null) {
      return -1;
    }
    long millis = Math.ceilDiv(next.deadline - System.nanoTime(), 1_000_000L);
    return Math.clamp(millis, 0, Integer.MAX_VALUE);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a task of the event loop failed", e);
    }
  }

  /** One watched descriptor. On the loop's thread only. */
  public final class Registration implements AutoCloseable {

    private final Fd fd;
    private final long token;

    private Registration(Fd fd, long token) {
      this.fd = fd;
      this.token = token;
    }

    /**
     * Changes what is waited for.
     *
     * @param interest {@code EPOLL*} bits
     */
    public void interest(int interest) {
      demand(
          "epoll_ctl", libc.epollCtl(epoll.number(), EPOLL_CTL_MOD, fd.number(), interest, token));
    }

    /** Ends the watch; the descriptor stays open. Calling it again does nothing. */
    @Override
    public void close() {
      if (handlers.remove(token) != null && fd.isOpen() && epoll.isOpen()) {
        libc.epollCtl(epoll.number(), EPOLL_CTL_DEL, fd.number(), 0, token);
      }
    }
  }

  /** A task and its deadline. On the loop's thread only. */
  public static final class Timer implements Comparable<Timer> {

    private final long deadline;
    private @Nullable Runnable task; // null once it was cancelled

    private Timer(long deadline, Runnable task) {
      this.deadline = deadline;
      this.task = task;
    }

    /** Keeps the task from running, if it has not run yet, and lets go of what it holds. */
    public void cancel() {
      task = null;
    }

    @Override
    public int compareTo(Timer other) {
      return Long.signum(deadline - other.deadline);
    }
  }
}
