package net.routerd.linux.internal.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMapper;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMessage;
import net.routerd.linux.internal.rtnl.route.RouteReader;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;

/**
 * The nexthop objects that concern us: ours, those of others with a number of our range, and what
 * of others refers to one of ours.
 */
final class NextHopModel {

  private record Entry(NextHopMessage raw, ObservedNextHop observed) {}

  private final int protocol;
  private final Map<Long, Entry> entries = new TreeMap<>();
  private final NextHopUsers users;
  private NextHopSupport support = NextHopSupport.UNSUPPORTED;
  private boolean changed;

  NextHopModel(int protocol) {
    this.protocol = protocol;
    this.users = new NextHopUsers(protocol);
  }

  /** Whether an object that is listed is to be given to {@link #replaceAll}. */
  boolean keeps(NextHopMessage hop) {
    return concernsUs(hop) || users.isForeignGroup(hop);
  }

  private boolean concernsUs(NextHopMessage hop) {
    return hop.protocol() == protocol || NextHopObject.isInRange(hop.id(), protocol);
  }

  /**
   * Takes a notification in.
   *
   * @return true if one of ours is gone, and with it routes that the kernel does not tell of
   */
  boolean take(boolean added, NextHopMessage hop, DeviceNames names) {
    Entry before = entries.get(hop.id());
    Optional<ObservedNextHop> now =
        added && concernsUs(hop) ? NextHopMapper.observed(hop, names) : Optional.empty();
    if (now.isPresent()) {
      entries.put(hop.id(), new Entry(hop, now.get()));
    } else if (added || before != null) {
      entries.remove(hop.id());
    }
    changed |= !now.equals(Optional.ofNullable(before).map(Entry::observed));
    changed |= users.takeObject(added, hop);
    return before != null && now.isEmpty();
  }

  /** Puts what was listed in the place of all. */
  void replaceAll(List<NextHopMessage> listed, NextHopSupport offered, DeviceNames names) {
    List<ObservedNextHop> before = nextHops();
    users.replaceGroups(listed);
    users.forgetRoutes();
    replaceEntries(listed.stream().filter(this::concernsUs).toList(), names);
    changed |= support != offered || !before.equals(nextHops());
    support = offered;
  }

  private void replaceEntries(List<NextHopMessage> hops, DeviceNames names) {
    entries.clear();
    for (NextHopMessage hop : hops) {
      NextHopMapper.observed(hop, names)
          .ifPresent(observed -> entries.put(hop.id(), new Entry(hop, observed)));
    }
  }

  /** Reads the names of devices again, after one has changed. */
  void rename(DeviceNames names) {
    List<ObservedNextHop> before = nextHops();
    replaceEntries(entries.values().stream().map(Entry::raw).toList(), names);
    changed |= !before.equals(nextHops());
  }

  /** Takes in what was told of a route of others that refers to an object of ours. */
  void takeUse(boolean added, RouteReader.ObjectUse use) {
    changed |= users.takeRoute(added, use);
  }

  /**
   * Whether a route of others refers to an object of ours, or to a number where one may stand.
   *
   * @param id the object that the route refers to
   * @param by the protocol of the route
   */
  boolean isForeignUse(long id, int by) {
    return by != protocol && (entries.containsKey(id) || NextHopObject.isInRange(id, protocol));
  }

  /** Puts what was listed of routes of others in the place of all that refer to our objects. */
  void replaceUses(List<RouteReader.ObjectUse> uses) {
    List<ObservedNextHop> before = nextHops();
    users.replaceRoutes(uses);
    changed |= !before.equals(nextHops());
  }

  /** Lets go of what is known of routes of others, as notifications were lost. */
  void doubtUses() {
    users.doubt();
  }

  /** Whether there is an object of ours, or one at a number where one may stand. */
  boolean holdsAny() {
    return !entries.isEmpty();
  }

  boolean areUsesListed() {
    return users.isListed();
  }

  List<ObservedNextHop> nextHops() {
    return entries.values().stream().map(this::withUser).toList();
  }

  Optional<ObservedNextHop> at(long id) {
    return Optional.ofNullable(entries.get(id)).map(this::withUser);
  }

  private ObservedNextHop withUser(Entry entry) {
    return entry.observed().usedBy(users.of(entry.observed().id()));
  }

  NextHopSupport support() {
    return support;
  }

  /** Whether anything has changed since this was last asked. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }
}
