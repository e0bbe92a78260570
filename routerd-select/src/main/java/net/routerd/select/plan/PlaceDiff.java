package net.routerd.select.plan;

import java.util.List;
import java.util.Map;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;

/**
 * What the kernel lacks at one place.
 *
 * @param states how far each wanted route is
 * @param changes what must change there
 * @param standby what must change there of routes that only stand by, which comes behind (RT-11)
 */
public record PlaceDiff(
    Map<RouteKey, KeyState> states, List<RouteChange> changes, List<RouteChange> standby) {

  /** Nothing wanted, nothing to change. */
  public static final PlaceDiff NONE = new PlaceDiff(Map.of(), List.of(), List.of());

  /** Copies the collections. */
  public PlaceDiff {
    states = Map.copyOf(states);
    changes = List.copyOf(changes);
    standby = List.copyOf(standby);
  }
}
