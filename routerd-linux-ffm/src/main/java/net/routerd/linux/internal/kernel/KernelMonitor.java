package net.routerd.linux.internal.kernel;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.netlink.DumpReader;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.route.RouteCodec;
import net.routerd.linux.internal.rtnl.rule.RuleCodec;
import net.routerd.linux.internal.rtnl.rule.RuleMessage;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the snapshots of links, routes and rules current, on a thread of its own. It listens first,
 * lists then, and takes what came meanwhile in on top. What the kernel does not tell (RT-5) or what
 * was lost is listed again; so a lost event costs time and never truth (ENG-3).
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
    RtnlMessages.GROUP_IPV4_NETCONF
  };

  private static final System.Logger LOG = System.getLogger(KernelMonitor.class.getName());
  private static final int BATCH = 4096;
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long RESYNC_GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final NetlinkSocket events;
  private final KernelReader reader;
  private final int protocol;
  private volatile LinkSnapshot links = LinkSnapshot.EMPTY;
  private volatile KernelView view = KernelView.EMPTY;

  // What follows belongs to the loop's thread.
  private final LinkTable linkTable = new LinkTable();
  private final RouteModel routes;
  private final Map<IpFamily, List<RouteRule>> rules = new EnumMap<>(IpFamily.class);
  private final Set<Place> suspectTables = new HashSet<>();
  private final Set<IpFamily> suspectRules = EnumSet.noneOf(IpFamily.class);
  private final List<Runnable> waiting = new ArrayList<>();
  private @Nullable PlatformListener listener;
  private boolean everythingSuspect = true;
  private boolean oursSuspect;
  private boolean linksTouched;
  private boolean rulesChanged;
  private boolean linksChanged;
  private boolean settling;
  private boolean resyncScheduled;
  private boolean failed;
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
    this.reader = new KernelReader(dumps);
    this.protocol = protocol;
    this.routes = new RouteModel(protocol);
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
            failed = true;
            ready.completeExceptionally(e);
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
    return links.byName();
  }

  /**
   * Returns the routes and rules.
   *
   * @return an immutable snapshot
   */
  public KernelView view() {
    return view;
  }

  LinkSnapshot links() {
    return links;
  }

  /**
   * Says at which keys routes of others matter.
   *
   * @param keys the keys, in place of those before
   */
  public void watch(Set<RouteKey> keys) {
    loop.execute(
        () -> {
          keys.stream()
              .filter(k -> !routes.watched().contains(k))
              .map(Place::of)
              .forEach(suspectTables::add);
          routes.watch(keys);
          cycle();
        });
  }

  /** Reads everything again: at once, or a second after the last time. */
  public void refresh() {
    loop.execute(
        () -> {
          everythingSuspect = true;
          cycle();
        });
  }

  /**
   * Looks at the routes once all is taken in and published that the kernel had told by now.
   *
   * @param <T> what is seen
   * @param look runs on the monitor's thread
   * @return completes with what was seen; never where the monitor is closed first
   */
  <T> CompletableFuture<T> afterSync(Function<RouteModel, T> look) {
    CompletableFuture<T> seen = new CompletableFuture<>();
    loop.execute(
        () -> {
          waiting.add(() -> seen.complete(look.apply(routes)));
          cycle();
        });
    return seen;
  }

  private void cycle() {
    try {
      if (!failed) {
        bringUpToDate();
      }
    } catch (RuntimeException e) {
      failed = true;
      PlatformListener told = listener;
      if (told != null) {
        told.failed(asPlatformException(e));
      }
    }
    if (failed || !everythingSuspect) {
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
      more = drain();
      publish();
    } while (more || readBack());
  }

  private boolean drain() {
    for (int i = 0; i < BATCH; i++) {
      switch (events.receive()) {
        case DATAGRAM -> take(new NlFrames(events.datagram()));
        case LOST -> everythingSuspect = true;
        case NOTHING -> {
          return false;
        }
      }
    }
    return true;
  }

  private void take(NlFrames frames) {
    while (frames.hasNext()) {
      try {
        take(frames.next());
      } catch (NlParseException unreadable) {
        everythingSuspect = true;
      }
    }
  }

  private void take(NlMessage message) {
    switch (message.header().type()) {
      case RtnlMessages.NEW_ROUTE -> takeRoute(true, message);
      case RtnlMessages.DEL_ROUTE -> takeRoute(false, message);
      case RtnlMessages.NEW_RULE, RtnlMessages.DEL_RULE -> {
        RuleMessage rule = RuleCodec.decode(message);
        if (rule.protocol() == protocol) {
          Families.of(rule.family()).ifPresent(suspectRules::add);
        }
      }
      default -> {
        linksTouched = true;
        if (linkTable.take(message)) {
          routesMayHaveGone();
        }
      }
    }
  }

  private void takeRoute(boolean added, NlMessage message) {
    int flags = message.header().flags();
    routes.take(added, flags, RouteCodec.decode(message), links).ifPresent(suspectTables::add);
  }

  // The event may come before the kernel has taken its routes away: looked at now and once more.
  private void routesMayHaveGone() {
    oursSuspect = true;
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
      oursSuspect = true;
      cycle();
    }
  }

  private boolean readBack() {
    if (everythingSuspect) {
      return readEverything();
    }
    if (oursSuspect) {
      oursSuspect = false;
      routes.replaceOurs(reader.ours(protocol), links);
      suspectTables.addAll(routes.placesWithForeign());
      return true;
    }
    boolean any = !suspectTables.isEmpty() || !suspectRules.isEmpty();
    Set<Place> tables = Set.copyOf(suspectTables);
    suspectTables.clear();
    tables.forEach(t -> routes.replaceTable(t, reader.table(t, routes::keeps), links));
    Set<IpFamily> families = Set.copyOf(suspectRules);
    suspectRules.clear();
    families.forEach(this::readRules);
    return any;
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
    everythingSuspect = false;
    oursSuspect = false;
    linkTable.clear();
    linksTouched = true;
    reader.readLinks(linkTable);
    updateLinks();
    routes.replaceOurs(reader.ours(protocol), links);
    suspectTables.addAll(routes.places());
    suspectRules.addAll(EnumSet.allOf(IpFamily.class));
    return true;
  }

  private void resync() {
    resyncScheduled = false;
    cycle();
  }

  private void readRules(IpFamily family) {
    List<RouteRule> now = reader.rules(family, protocol);
    rulesChanged |= !now.equals(rules.put(family, now));
  }

  private void publish() {
    updateLinks();
    boolean news = linksChanged;
    linksChanged = false;
    if (routes.takeChanged() || rulesChanged) {
      rulesChanged = false;
      view =
          new KernelView(
              routes.routes(), rules.values().stream().flatMap(List::stream).sorted().toList());
      news = true;
    }
    PlatformListener told = listener;
    if (news && told != null) {
      try {
        told.changed();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a platform listener failed", e);
      }
    }
  }

  private void updateLinks() {
    LinkSnapshot before = links;
    LinkSnapshot now = linksTouched ? linkTable.snapshot() : before;
    linksTouched = false;
    if (!now.equals(before)) {
      links = now;
      linksChanged = true;
    }
    if (!now.names().equals(before.names())) {
      routes.rename(now);
    }
  }

  @Override
  public void close() {
    loop.close();
    events.close();
  }
}
