package net.routerd.select;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.routerd.model.persistent.Differences;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteKey;

/** The keys at which foreign routes matter (RT-1): those of the wanted routes. */
public final class WatchedKeys {

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
   * @param before the wanted routes of an earlier decision
   * @param now those of a later one
   * @return true if a key is wanted in one of the two only
   */
  public static boolean differ(List<DesiredRoute> before, List<DesiredRoute> now) {
    boolean[] others = {false};
    Differences.between(
        before, now, DesiredRoute::key, (key, was, is) -> others[0] |= was == null || is == null);
    return others[0];
  }
}
