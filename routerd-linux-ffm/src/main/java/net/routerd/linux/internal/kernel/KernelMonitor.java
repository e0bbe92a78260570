package net.routerd.linux.internal.kernel;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.netlink.DumpReader;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the snapshots of links, routes, rules and nexthop objects current, on a thread of its own.
 * It listens first, lists then, and takes what came meanwhile in on top. What the kernel does not
 * tell (RT-5) or what was lost is listed again; so a lost event costs time and never truth (ENG-3).
 */
public final class KernelMonitor implements LinkMonitor, AutoCloseable {

  private static final int[] GROUPS = {
    RtnlMessages.GROUP_LINK,
    RtnlMessages.GROUP_IPV4_ADDRESS,
    RtnlMessages.GROUP_IPV6_ADDRESS,
    RtnlMessages.GROUP_IPV4_ROUTE,
    RtnlMessages.GROUP_IPV6_ROUTE,
    RtnlMessages.GROUP_IPV4_RULE,
    RtnlMessages.GROUP_IPV6_RULE,
    RtnlMessages.GROUP_IPV4_NETCONF,
    RtnlMessages.GROUP_IPV6_NETCONF,
    RtnlMessages.GROUP_NEXTHOP
  };

  private static final System.Logger LOG = System.getLogger(KernelMonitor.class.getName());
  private static final int BATCH = 4096;
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long RESYNC_GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final NetlinkSocket events;
  private final KernelState state;

  // What follows belongs to whoever holds the lock of the state.
  private boolean untold;
  private boolean loss;
  private boolean cycleAsked;
  private boolean failed;

  // What follows belongs to the loop's thread.
  private final List<Runnable> waiting = new ArrayList<>();
  private @Nullable PlatformListener listener;
  private boolean settling;
  private boolean resyncScheduled;
  private long lastLinkEvent;
  private long nextResync = System.nanoTime();

  /**
   * Opens a socket that hears of every change, in the network namespace of the calling thread.
   *
   * @param libc the system
   * @param receiveBuffer how many bytes may wait
   * @return the socket
   * @throws PlatformException if the system refuses
   */
  public static NetlinkSocket openEvents(Libc libc, int receiveBuffer) {
    return NetlinkSocket.open(libc, receiveBuffer, GROUPS);
  }

  /**
   * Makes a monitor that does nothing yet.
   *
   * @param loop its thread, closed with it
   * @param events of {@link #openEvents}, closed with it
   * @param dumps lists what there is, used by this only
   * @param protocol our protocol number
   */
  public KernelMonitor(EventLoop loop, NetlinkSocket events, DumpReader dumps, int protocol) {
    this.loop = loop;
    this.events = events;
    this.state = new KernelState(new KernelReader(dumps), protocol);
  }

  /**
   * Reads everything and begins to watch.
   *
   * @param told told of every later change
   * @throws PlatformException if the kernel cannot be read
   */
  public void start(PlatformListener told) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            loop.watch(events.fd(), EPOLLIN, bits -> cycle());
            bringUpToDate();
            listener = told;
            ready.complete(null);
          } catch (RuntimeException e) {
            fail();
            ready.completeExceptionally(e);
          } catch (Error e) {
            ready.completeExceptionally(e);
            throw e;
          }
        });
    try {
      ready.join();
    } catch (CompletionException e) {
      throw asPlatformException(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public Map<LinkName, Link> current() {
    return state.links().byName();
  }

  /**
   * Returns the routes and rules.
   *
   * @return an immutable snapshot
   */
  public KernelView view() {
    return state.view();
  }

  LinkSnapshot links() {
    return state.links();
  }

  /**
   * Says at which keys routes of others matter.
   *
   * @param keys the keys, in place of those before
   */
  public void watch(Set<RouteKey> keys) {
    loop.execute(
        () -> {
          state.watch(keys);
          cycle();
        });
  }

  /** Reads everything again: at once, or a second after the last time. */
  public void refresh() {
    loop.execute(
        () -> {
          state.suspectEverything();
          cycle();
        });
  }

  /**
   * Looks at what is known once all is taken in and published that the kernel had told by now.
   *
   * @param <T> what is seen
   * @param demand what must be known of others
   * @param look runs on the monitor's thread
   * @return completes with what was seen; never where the monitor is closed first
   */
  <T> CompletableFuture<T> afterSync(Demand demand, Function<KernelState, T> look) {
    CompletableFuture<T> seen = new CompletableFuture<>();
    loop.execute(
        () -> {
          state.demand(demand);
          waiting.add(() -> seen.complete(look.apply(state)));
          cycle();
        });
    return seen;
  }

  /**
   * Looks at once, on the calling thread: to wait for another one takes longer than to look. Where
   * something is in doubt {@link #afterSync} has to be waited for.
   *
   * @param <T> what is seen
   * @param demand what must be known of others
   * @param look sees all that the kernel had told by now
   * @return what was seen; empty where something is in doubt
   */
  <T> Optional<T> lookNow(Demand demand, Function<KernelState, T> look) {
    synchronized (state) {
      state.demand(demand);
      // What is being listed is put together without the lock: nothing is taken in meanwhile.
      boolean sure = !failed && !state.isInDoubt() && !drain() && !state.isInDoubt();
      untold |= sure && state.publish();
      if ((untold || loss || !sure) && !cycleAsked) {
        cycleAsked = true;
        loop.execute(this::cycle);
      }
      return sure ? Optional.of(look.apply(state)) : Optional.empty();
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

  private void cycle() {
    try {
      if (!hasFailed()) {
        bringUpToDate();
      }
    } catch (RuntimeException e) {
      fail();
      PlatformListener told = listener;
      if (told != null) {
        told.failed(asPlatformException(e));
      }
    }
    if (hasFailed() || !state.isEverythingSuspect()) {
      List<Runnable> due = List.copyOf(waiting);
      waiting.clear();
      due.forEach(Runnable::run);
    }
  }

  private static PlatformException asPlatformException(Throwable cause) {
    return cause instanceof PlatformException known
        ? known
        : new PlatformException(
            "watch links and routes", cause.toString(), "restart; the routes stay as they are");
  }

  // Published before it is read back: what an event says is acted upon at once.
  private void bringUpToDate() {
    boolean more;
    do {
      boolean news;
      boolean mayHaveLost;
      synchronized (state) { // a snapshot that is made meanwhile shows all of it or nothing
        cycleAsked = false;
        more = drain();
        news = state.publish() || untold;
        mayHaveLost = loss;
        untold = false;
        loss = false;
      }
      if (mayHaveLost) {
        lookOnceMore();
      }
      if (news) {
        tell();
      }
    } while (more || readBack());
  }

  private boolean drain() {
    for (int i = 0; i < BATCH; i++) {
      switch (events.receive()) {
        case DATAGRAM -> loss |= state.take(events.frames());
        case LOST -> state.suspectEverything();
        case NOTHING -> {
          return false;
        }
      }
    }
    return true;
  }

  // The event may come before the kernel has taken its routes away: looked at now and once more.
  private void lookOnceMore() {
    lastLinkEvent = System.nanoTime();
    if (!settling) {
      settling = true;
      loop.schedule(lastLinkEvent + SETTLE_NANOS, this::settle);
    }
  }

  private void settle() {
    settling = System.nanoTime() - lastLinkEvent < SETTLE_NANOS;
    if (settling) {
      loop.schedule(lastLinkEvent + SETTLE_NANOS, this::settle);
    } else {
      state.suspectOurs();
      cycle();
    }
  }

  private boolean readBack() {
    return state.isEverythingSuspect() ? readEverything() : state.readBack();
  }

  private boolean readEverything() {
    long now = System.nanoTime();
    if (nextResync - now > 0) {
      if (!resyncScheduled) {
        resyncScheduled = true;
        loop.schedule(nextResync, this::resync);
      }
      return false;
    }
    nextResync = now + RESYNC_GAP_NANOS;
    state.readEverything();
    return true;
  }

  private void resync() {
    resyncScheduled = false;
    cycle();
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

  @Override
  public void close() {
    loop.close();
    events.close();
  }
}
