package net.routerd.linux.internal.kernel;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.Timer;
import net.routerd.linux.internal.ffm.Watch;
import net.routerd.linux.internal.netlink.KernelBusyException;
import net.routerd.linux.internal.netlink.NetlinkSource;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is known of the kernel up to date: takes notifications in, publishes, tells, and
 * lists again what they leave in doubt. On the loop's thread, except where something else is said.
 */
final class UpdateCycle {

  private static final System.Logger LOG = System.getLogger(UpdateCycle.class.getName());

  /** Mostly longer than it takes to decide about a loss and to send: to list must not hinder it. */
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long RESYNC_GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final KernelState state;
  private final Intake intake;
  private final Runnable rest;

  // What follows belongs to whoever holds the lock of the state.
  private boolean untold;
  private boolean asked;
  private boolean failed;

  // What follows belongs to the loop's thread.
  private final List<Waiting> waiting = new ArrayList<>();
  private final Watch watch;
  private final Timer soon;
  private final Timer settle;
  private final Timer resync;
  private @Nullable PlatformListener listener;
  private boolean listsSoon;
  private boolean settling;
  private boolean resyncScheduled;
  private long lastLinkEvent;
  private long nextResync = System.nanoTime();

  /**
   * Makes one that has not begun.
   *
   * @param rest waits for a moment, on the loop's thread
   */
  UpdateCycle(EventLoop loop, NetlinkSource events, KernelState state, Runnable rest) {
    this.loop = loop;
    this.state = state;
    this.rest = rest;
    intake = new Intake(events, state);
    watch = loop.watch(bits -> wake());
    soon = loop.timer(this::listSoon);
    settle = loop.timer(this::settle);
    resync = loop.timer(this::resync);
  }

  /** Reads everything, and begins to watch where it comes from; throws if that fails. */
  void begin(PlatformListener told, Fd socket) {
    try {
      watch.start(socket.number(), EPOLLIN);
      bringUpToDate();
      listener = told;
    } catch (RuntimeException e) {
      fail();
      throw e;
    }
  }

  /**
   * A task for later.
   *
   * @param demand what must be known by then
   * @param task the task
   */
  private record Waiting(Demand demand, Runnable task) {}

  /** Runs a task once all is taken in and published that the kernel had told by now. */
  void runAfter(Demand demand, Runnable task) {
    waiting.add(new Waiting(demand, task));
    run();
  }

  /**
   * Looks at once, on the calling thread, whichever that is; see {@link KernelMonitor#lookNow}.
   *
   * @return what was seen; empty where something is in doubt
   */
  <T> Optional<T> lookNow(Demand demand, Function<KernelState, T> look) {
    synchronized (state) {
      intake.looked();
      // What is being listed is put together without the lock: nothing is taken in meanwhile.
      boolean sure = !failed && !state.isInDoubt() && !intake.drain();
      state.demand(demand); // only now: what was just taken in may leave in doubt what was known
      sure &= !state.isInDoubt();
      untold |= sure && intake.takeNews() && state.publish();
      if ((untold || intake.hasLoss() || !sure) && !asked) {
        asked = true;
        loop.execute(this::run);
      }
      return sure ? Optional.of(look.apply(state)) : Optional.empty();
    }
  }

  /** Does what it does when the kernel has told something, by the way that the loop goes. */
  void rehearse() {
    watch.ready(EPOLLIN);
  }

  /** The kernel has told something. */
  private void wake() {
    intake.begin();
    run();
    if (intake.isStorm()) {
      rest.run();
    }
  }

  private void fail() {
    synchronized (state) {
      failed = true;
    }
  }

  private boolean hasFailed() {
    synchronized (state) {
      return failed;
    }
  }

  /** Does all that there is to do. */
  void run() {
    try {
      if (!hasFailed()) {
        bringUpToDate();
      }
    } catch (KernelBusyException busy) {
      // Whatever was in doubt is so still, and is read a little later: nothing else is lost.
      LOG.log(System.Logger.Level.WARNING, "reading again in a second: " + busy.getMessage());
      state.suspectEverything();
      nextResync = System.nanoTime() + RESYNC_GAP_NANOS;
      readEverything();
    } catch (RuntimeException e) {
      fail();
      PlatformListener told = listener;
      if (told != null) {
        told.failed(asPlatformException(e));
      }
    }
    if (!waiting.isEmpty() && (hasFailed() || !state.isEverythingSuspect())) {
      List<Waiting> due = List.copyOf(waiting);
      waiting.clear();
      due.forEach(one -> one.task().run());
    }
  }

  static PlatformException asPlatformException(Throwable cause) {
    return switch (cause) {
      case PlatformException known -> known;
      case KernelBusyException busy -> busy.failure();
      default ->
          new PlatformException(
              "watch links and routes", cause.toString(), "restart; the routes stay as they are");
    };
  }

  // Published before it is read back: what an event says is acted upon at once.
  private void bringUpToDate() {
    boolean more;
    do {
      boolean news;
      boolean mayHaveLost;
      synchronized (state) { // a snapshot that is made meanwhile shows all of it or nothing
        asked = false;
        more = intake.drain();
        intake.takeNews(); // which is published now
        news = state.publish() || untold;
        mayHaveLost = intake.takeLoss();
        untold = false;
      }
      if (news) {
        tell(); // first: packets may wait for what follows from it
      }
      if (mayHaveLost) {
        lookSoonAndOnceMore();
      }
    } while (more || readBack());
  }

  // The event may come before the kernel has taken its routes away: looked at soon and once more.
  private void lookSoonAndOnceMore() {
    lastLinkEvent = System.nanoTime();
    if (!listsSoon) {
      listsSoon = true;
      soon.start(lastLinkEvent + SOON_NANOS);
    }
    if (!settling) {
      settling = true;
      settle.start(lastLinkEvent + SETTLE_NANOS);
    }
  }

  /** Does not look again at what was told of. */
  void forget() {
    listsSoon = false;
    settling = false;
    soon.cancel();
    settle.cancel();
  }

  private void settle() {
    settling = System.nanoTime() - lastLinkEvent < SETTLE_NANOS;
    if (settling) {
      settle.start(lastLinkEvent + SETTLE_NANOS);
    } else {
      listOurs();
    }
  }

  private void listSoon() {
    listsSoon = false;
    listOurs();
  }

  private void listOurs() {
    state.suspectOurs();
    run();
  }

  private boolean readBack() {
    for (Waiting one : waiting) { // no lambda here: traffic may wait
      state.demand(one.demand());
    }
    return state.isEverythingSuspect() ? readEverything() : state.readBack();
  }

  private boolean readEverything() {
    long now = System.nanoTime();
    if (nextResync - now > 0) {
      if (!resyncScheduled) {
        resyncScheduled = true;
        resync.start(nextResync);
      }
      return false;
    }
    nextResync = now + RESYNC_GAP_NANOS;
    state.readEverything();
    return true;
  }

  private void resync() {
    resyncScheduled = false;
    run();
  }

  /** Tells, though nothing has changed. */
  void tellAgain() {
    if (!hasFailed()) {
      tell();
    }
  }

  private void tell() {
    PlatformListener told = listener;
    if (told != null) {
      try {
        told.changed();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a platform listener failed", e);
      }
    }
  }
}
