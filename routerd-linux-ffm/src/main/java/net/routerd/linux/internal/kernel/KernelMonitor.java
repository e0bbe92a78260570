package net.routerd.linux.internal.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
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

  /**
   * How long a storm of messages is left to gather, in nanoseconds; the kernel adds up to 50 us of
   * slack.
   */
  private static final long REST_NANOS = 50_000;

  private final EventLoop loop;
  private final NetlinkSocket events;
  private final KernelState state;
  private final UpdateCycle updates;
  private final ImaginedWaking imagined;

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
    this(loop, events, dumps, protocol, () -> LockSupport.parkNanos(REST_NANOS));
  }

  KernelMonitor(
      EventLoop loop, NetlinkSocket events, DumpReader dumps, int protocol, Runnable rest) {
    this.loop = loop;
    this.events = events;
    this.state = new KernelState(new KernelReader(dumps), protocol);
    this.updates = new UpdateCycle(loop, events, state, rest);
    this.imagined = new ImaginedWaking(loop, state.imagined());
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
            updates.begin(told, events.fd());
            ready.complete(null);
          } catch (RuntimeException e) {
            ready.completeExceptionally(e);
          } catch (Error e) {
            ready.completeExceptionally(e);
            throw e;
          }
        });
    try {
      ready.join();
    } catch (CompletionException e) {
      throw UpdateCycle.asPlatformException(e.getCause() == null ? e : e.getCause());
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
          updates.run();
        });
  }

  /** Reads everything again: at once, or a second after the last time. */
  public void refresh() {
    loop.execute(
        () -> {
          state.suspectEverything();
          updates.run();
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
    loop.execute(() -> updates.runAfter(demand, () -> seen.complete(look.apply(state))));
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
    return updates.lookNow(demand, look);
  }

  /**
   * Tells once that something has changed, though nothing has: what was compiled while a failover
   * was rehearsed is linked to what was imagined, and would be linked anew when it counts.
   */
  public void tellAgain() {
    loop.execute(updates::tellAgain);
  }

  KernelState imagined() {
    return state.imagined();
  }

  /** Takes in that a device that is imagined has lost its carrier, on the monitor's thread. */
  CompletableFuture<?> rehearse() {
    return CompletableFuture.runAsync(imagined::wake, loop::execute);
  }

  @Override
  public void close() {
    loop.close();
    events.close();
  }
}
