package net.routerd.select;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.routerd.model.persistent.Differences;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteKey;
import org.jspecify.annotations.Nullable;

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
   * @param before the wanted routes of an earlier decision, in the order of their keys
   * @param now those of a later one, in the same order
   * @return true if a key is wanted in one of the two only
   */
  public static boolean differ(List<DesiredRoute> before, List<DesiredRoute> now) {
    Changes changes = changes(before, now);
    return changes.added || changes.removed;
  }

  /** Tells whether there are keys that were not there before, and so are not watched yet. */
  static boolean grow(List<DesiredRoute> before, List<DesiredRoute> now) {
    return changes(before, now).added;
  }

  private static Changes changes(List<DesiredRoute> before, List<DesiredRoute> now) {
    Changes changes = new Changes();
    Differences.between(before, now, DesiredRoute::key, changes);
    return changes;
  }

  /** No lambda, which would have to keep them in an array: packets may wait. */
  private static final class Changes implements Differences.Told<RouteKey, DesiredRoute> {
    private boolean added;
    private boolean removed;

    @Override
    public void differs(RouteKey key, @Nullable DesiredRoute was, @Nullable DesiredRoute is) {
      added |= was == null;
      removed |= is == null;
    }
  }
}
