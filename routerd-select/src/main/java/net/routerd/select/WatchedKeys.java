package net.routerd.select;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.routerd.model.persistent.Differences;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteKey;

/** The keys at which foreign routes matter (RT-1): those of the wanted routes. */
public final class WatchedKeys {

  private static final int FEW = 16;

  private WatchedKeys() {}

  /**
   * Returns the keys.
   *
   * @param routes the wanted routes
   * @return their keys
   */
  public static Set<RouteKey> of(List<DesiredRoute> routes) {
    return routes.stream().map(DesiredRoute::key).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Tells whether some keys are other ones than before; costs what differs.
   *
   * @param before the wanted routes of an earlier decision, in the order of their keys
   * @param now those of a later one, in the same order
   * @return true if a key is wanted in one of the two only
   */
  public static boolean differ(List<DesiredRoute> before, List<DesiredRoute> now) {
    if (before.size() != now.size()) {
      return true;
    }
    if (now.size() <= FEW) { // at once: packets may wait for a route that is sent after this
      return !sameKeysInOrder(before, now);
    }
    boolean[] others = {false};
    Differences.between(
        before, now, DesiredRoute::key, (key, was, is) -> others[0] |= was == null || is == null);
    return others[0];
  }

  private static boolean sameKeysInOrder(List<DesiredRoute> before, List<DesiredRoute> now) {
    for (int i = 0; i < now.size(); i++) {
      if (!now.get(i).key().equals(before.get(i).key())) {
        return false;
      }
    }
    return true;
  }
}
