package net.routerd.linux.internal.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMapper;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMessage;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;

/** The nexthop objects that concern us: ours, and those of others with a number of our range. */
final class NextHopModel {

  private record Entry(NextHopMessage raw, ObservedNextHop observed) {}

  private final int protocol;
  private final Map<Long, Entry> entries = new TreeMap<>();
  private NextHopSupport support = NextHopSupport.UNSUPPORTED;
  private boolean changed;

  NextHopModel(int protocol) {
    this.protocol = protocol;
  }

  boolean keeps(NextHopMessage hop) {
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
        added && keeps(hop) ? NextHopMapper.observed(hop, names) : Optional.empty();
    if (now.isPresent()) {
      entries.put(hop.id(), new Entry(hop, now.get()));
    } else if (added || before != null) {
      entries.remove(hop.id());
    }
    changed |= !now.equals(Optional.ofNullable(before).map(Entry::observed));
    return before != null && now.isEmpty();
  }

  /** Puts what was listed in the place of all. */
  void replaceAll(List<NextHopMessage> listed, NextHopSupport offered, DeviceNames names) {
    List<ObservedNextHop> before = nextHops();
    entries.clear();
    for (NextHopMessage hop : listed) {
      NextHopMapper.observed(hop, names)
          .ifPresent(observed -> entries.put(hop.id(), new Entry(hop, observed)));
    }
    changed |= support != offered || !before.equals(nextHops());
    support = offered;
  }

  /** Reads the names of devices again, after one has changed. */
  void rename(DeviceNames names) {
    replaceAll(entries.values().stream().map(Entry::raw).toList(), support, names);
  }

  List<ObservedNextHop> nextHops() {
    return entries.values().stream().map(Entry::observed).toList();
  }

  Optional<ObservedNextHop> at(long id) {
    return Optional.ofNullable(entries.get(id)).map(Entry::observed);
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
