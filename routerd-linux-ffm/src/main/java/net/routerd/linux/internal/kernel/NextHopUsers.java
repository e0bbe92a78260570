package net.routerd.linux.internal.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMapper;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMessage;
import net.routerd.linux.internal.rtnl.route.RouteReader;

/**
 * What others have that refers to a nexthop object of ours, and would go with it (RT-1). Groups are
 * listed whenever objects are. Routes are known as far as the kernel has told of them: to list them
 * all, of which there may be a million, is left to whoever is about to delete an object.
 */
final class NextHopUsers {

  private final int protocol;
  private final Map<Long, String> routes = new HashMap<>();
  private final Map<Long, List<Long>> groups = new TreeMap<>();
  private boolean listed;

  NextHopUsers(int protocol) {
    this.protocol = protocol;
  }

  /** Whether an object is a group of somebody else. */
  boolean isForeignGroup(NextHopMessage hop) {
    return hop.protocol() != protocol && !NextHopMapper.members(hop).isEmpty();
  }

  /** Takes in what was told of an object; returns true if that may change who uses ours. */
  boolean takeObject(boolean added, NextHopMessage hop) {
    return added && isForeignGroup(hop)
        ? !NextHopMapper.members(hop).equals(groups.put(hop.id(), NextHopMapper.members(hop)))
        : groups.remove(hop.id()) != null;
  }

  /** Puts what was listed in the place of all groups. */
  void replaceGroups(List<NextHopMessage> objects) {
    groups.clear();
    objects.forEach(hop -> takeObject(true, hop));
  }

  /** Takes in what was told of a route; returns true if that may change who uses ours. */
  boolean takeRoute(boolean added, RouteReader.ObjectUse use) {
    if (added) {
      return !use.words().equals(routes.put(use.id(), use.words()));
    }
    return routes.containsKey(use.id()) && forgetRoutes(); // another one may be left
  }

  /** Lets go of all routes, as some may have gone without a word; returns whether any was known. */
  boolean forgetRoutes() {
    boolean any = !routes.isEmpty();
    routes.clear();
    listed &= !any; // what was seen to be used by nobody is so still
    return any;
  }

  /** Puts what was listed in the place of all routes. */
  void replaceRoutes(List<RouteReader.ObjectUse> uses) {
    routes.clear();
    uses.forEach(use -> takeRoute(true, use));
    listed = true;
  }

  /** Lets go of all routes, as notifications were lost. */
  void doubt() {
    routes.clear();
    listed = false;
  }

  boolean isListed() {
    return listed;
  }

  /** Returns what of others refers to an object, in words. */
  Optional<String> of(long id) {
    return Optional.ofNullable(routes.get(id))
        .or(
            () ->
                groups.entrySet().stream()
                    .filter(group -> group.getValue().contains(id))
                    .findFirst()
                    .map(group -> "nexthop id " + group.getKey() + " group " + group.getValue()));
  }
}
