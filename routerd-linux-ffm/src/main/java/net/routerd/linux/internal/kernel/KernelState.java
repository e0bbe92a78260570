package net.routerd.linux.internal.kernel;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.nexthop.NextHopCodec;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMessage;
import net.routerd.linux.internal.rtnl.route.RouteReader;
import net.routerd.linux.internal.rtnl.rule.RuleCodec;
import net.routerd.linux.internal.rtnl.rule.RuleMessage;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the kernel, and what of it is in doubt. Notifications are taken in, and what
 * they leave open is listed again, never guessed. Its lock is held wherever that changes: to list
 * is the monitor's alone, but notifications are taken in by whoever needs them, as long as nothing
 * is being listed. The snapshots are for any thread; that of the routes is made only when somebody
 * asks for it, as a million routes may change one by one.
 */
final class KernelState {

  private final KernelReader reader;
  private final RouteReader routeReader = new RouteReader();
  private final int protocol;
  private final LinkTable linkTable = new LinkTable();
  private final RouteModel routes;
  private final RuleModel rules;
  private final NextHopModel nextHops;
  private final RouteReader.UseFilter foreignUses;
  private final Set<Place> suspectTables = new HashSet<>();
  private final Set<Place> listedTables = new HashSet<>();
  private final Set<IpFamily> suspectRules = EnumSet.noneOf(IpFamily.class);
  private Set<RouteKey> watched = Set.of();
  private boolean everythingSuspect = true;
  private boolean oursSuspect;
  private boolean usesSuspect;
  private boolean reading;
  private boolean linksTouched;
  private boolean linksChanged;
  private volatile LinkSnapshot links = LinkSnapshot.EMPTY;
  private volatile @Nullable KernelView view = KernelView.EMPTY;

  KernelState(KernelReader reader, int protocol) {
    this.reader = reader;
    this.protocol = protocol;
    routes = new RouteModel(protocol);
    rules = new RuleModel(protocol);
    nextHops = new NextHopModel(protocol);
    foreignUses = nextHops::isForeignUse;
  }

  LinkSnapshot links() {
    return links;
  }

  KernelView view() {
    KernelView made = view;
    return made == null ? madeNow() : made;
  }

  private synchronized KernelView madeNow() {
    KernelView made = view;
    if (made == null) {
      made =
          new KernelView(
              routes.routes(),
              rules.ours(),
              nextHops.nextHops(),
              nextHops.support(),
              rules.others());
      view = made;
    }
    return made;
  }

  boolean owns(RouteKey key) {
    return routes.owns(key);
  }

  Optional<ObservedRoute> foreignAt(RouteKey key) {
    return routes.foreignAt(key);
  }

  Optional<ObservedNextHop> nextHopAt(long id) {
    return nextHops.at(id);
  }

  synchronized void watch(Set<RouteKey> keys) {
    watched = Set.copyOf(keys);
    suspectTables.addAll(routes.watch(watched, rules.others()));
  }

  /** Asks for what others have in the way of changes, as far as it is not known. */
  synchronized void demand(Demand demand) {
    for (Place table : demand.tables()) { // no streams here: traffic may wait
      if (!listedTables.contains(table)) {
        suspectTables.add(table);
      }
    }
    usesSuspect |= demand.objectUses() && !nextHops.areUsesListed();
  }

  synchronized void suspectEverything() {
    everythingSuspect = true;
  }

  synchronized boolean isEverythingSuspect() {
    return everythingSuspect;
  }

  /** Whether something is to be listed, or is being listed now. */
  synchronized boolean isInDoubt() {
    return reading || hasSuspects();
  }

  private boolean hasSuspects() {
    return everythingSuspect
        || oursSuspect
        || usesSuspect
        || !suspectTables.isEmpty()
        || !suspectRules.isEmpty();
  }

  synchronized void suspectOurs() {
    oursSuspect = true;
  }

  /**
   * Takes what the kernel tells in.
   *
   * @return true if it may have taken routes or nexthop objects away without telling, and may be
   *     about to
   */
  synchronized boolean take(NlFrames frames) {
    boolean loss = false;
    while (frames.hasNext()) {
      try {
        frames.advance();
        loss |= takeOne(frames);
      } catch (NlParseException unreadable) {
        everythingSuspect = true;
      }
    }
    return loss;
  }

  private boolean takeOne(NlFrames at) {
    switch (at.type()) {
      case RtnlMessages.NEW_ROUTE -> takeRoute(true, at);
      case RtnlMessages.DEL_ROUTE -> takeRoute(false, at);
      case RtnlMessages.NEW_RULE, RtnlMessages.DEL_RULE -> takeRule(RuleCodec.decode(at.message()));
      case RtnlMessages.NEW_NEXTHOP -> takeNextHop(true, at.message());
      case RtnlMessages.DEL_NEXTHOP -> takeNextHop(false, at.message());
      default -> {
        linksTouched = true;
        boolean loss = linkTable.take(at);
        oursSuspect |= loss && nextHops.holdsAny(); // which takes the routes of all that lead by it
        return loss;
      }
    }
    return false;
  }

  private void takeRoute(boolean added, NlFrames at) {
    Optional<ObservedRoute> route = routeReader.read(at, links, routes);
    if (route.isPresent()) {
      Optional<Place> doubt =
          routes.take(added, at.flags(), routeReader.isMultipath(), route.get());
      if (doubt.isPresent()) {
        suspectTables.add(doubt.get());
      }
    }
    Optional<RouteReader.ObjectUse> use = routeReader.lastObjectUse(foreignUses);
    if (use.isPresent()) {
      nextHops.takeUse(added, use.get());
    }
  }

  private void takeRule(RuleMessage rule) {
    if (rules.keeps(rule)) {
      Families.of(rule.family()).ifPresent(suspectRules::add);
    }
  }

  private void takeNextHop(boolean added, NlMessage message) {
    oursSuspect |= nextHops.take(added, NextHopCodec.decode(message), links);
  }

  /** Lists what is in doubt; returns false if nothing is. */
  boolean readBack() {
    Set<IpFamily> families = Set.of();
    Set<Place> tables = Set.of();
    boolean ours;
    boolean uses = false;
    synchronized (this) {
      reading = hasSuspects();
      if (!reading) { // nearly always
        return false;
      }
      ours = oursSuspect;
      if (!ours) {
        uses = usesSuspect;
        families = Set.copyOf(suspectRules);
        tables = Set.copyOf(suspectTables);
        usesSuspect = false;
        suspectRules.clear();
        suspectTables.clear();
      }
    }
    if (ours) {
      readOurs();
      return true;
    }
    if (uses) {
      readObjectUses();
    }
    families.forEach(this::readRules);
    tables.forEach(this::readTable);
    return uses || !families.isEmpty() || !tables.isEmpty();
  }

  private void readObjectUses() {
    List<RouteReader.ObjectUse> found = reader.objectUses(foreignUses);
    synchronized (this) {
      nextHops.replaceUses(found);
    }
  }

  private void readTable(Place table) {
    List<ObservedRoute> found = reader.table(table, routes, links);
    synchronized (this) {
      listedTables.add(table);
      routes.replaceTable(table, found);
    }
  }

  /** Lists everything but the tables of others and the rules, which are in doubt then. */
  void readEverything() {
    synchronized (this) {
      everythingSuspect = false;
      reading = true;
      linkTable.clear();
      linksTouched = true;
    }
    reader.readLinks(linkTable);
    updateLinks();
    readOurs();
    synchronized (this) {
      nextHops.doubtUses();
      listedTables.clear();
      suspectTables.addAll(routes.placesOfInterest());
      suspectRules.addAll(EnumSet.allOf(IpFamily.class));
    }
  }

  private void readOurs() {
    synchronized (this) {
      oursSuspect = false;
    }
    Optional<List<NextHopMessage>> objects = reader.nextHops(nextHops::keeps);
    NextHopSupport support = support(objects.isPresent());
    List<ObservedRoute> ours = reader.ours(protocol, links);
    synchronized (this) {
      nextHops.replaceAll(objects.orElse(List.of()), support, links);
      routes.replaceOurs(ours);
      suspectTables.addAll(routes.placesWithForeign());
    }
  }

  private NextHopSupport support(boolean known) {
    if (!known) {
      return NextHopSupport.UNSUPPORTED;
    }
    return reader.isNextHopCompatMode() ? NextHopSupport.COMPAT_MODE : NextHopSupport.OFFERED;
  }

  private void readRules(IpFamily family) {
    List<RuleMessage> found = reader.rules(family, rules::keeps);
    synchronized (this) {
      if (rules.replace(family, found)) {
        suspectTables.addAll(routes.watch(watched, rules.others()));
      }
    }
  }

  /** One of the same kind that knows nothing and lists nothing, to take in what is not true. */
  KernelState imagined() {
    KernelState other = new KernelState(reader, protocol);
    other.everythingSuspect = false;
    return other;
  }

  /**
   * Brings the snapshots up to date, or lets go of what is out of date; tells whether they changed.
   */
  synchronized boolean publish() {
    updateLinks();
    boolean news = linksChanged;
    linksChanged = false;
    boolean routesChanged = routes.takeChanged(); // each is asked: to ask takes the answer away
    boolean rulesChanged = rules.takeChanged();
    boolean nextHopsChanged = nextHops.takeChanged();
    if (routesChanged || rulesChanged || nextHopsChanged) {
      view = null;
      news = true;
    }
    return news;
  }

  @SuppressWarnings("ReferenceEquality") // what has not changed is the same object
  private synchronized void updateLinks() {
    LinkSnapshot before = links;
    LinkSnapshot now = linksTouched ? linkTable.snapshot() : before;
    linksTouched = false;
    if (now != before) {
      links = now;
      linksChanged = true;
    }
    if (!now.names().equals(before.names())) {
      suspectTables.addAll(routes.rename(before.renamed(now)));
      nextHops.rename(now);
    }
  }
}
