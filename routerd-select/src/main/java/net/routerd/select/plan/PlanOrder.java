package net.routerd.select.plan;

import java.util.Comparator;
import java.util.List;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RoutePlan;
import net.routerd.select.Settings;

/**
 * The order in which changes reach the kernel (RT-2): routes that carry traffic first, because
 * somebody waits for them, and before them the nexthop objects that they refer to; then those that
 * discard it, because one of another metric may be the way out from now on; then the tables of
 * probe paths before the rules that lead there; and what goes away last, rules before the tables
 * they lead to, and routes before their nexthop objects.
 */
public final class PlanOrder {

  private PlanOrder() {}

  /**
   * Orders changes.
   *
   * @param changes the changes; those of one step keep their order
   * @param settings which tables are for probe paths
   * @return the plan
   */
  public static RoutePlan of(List<RouteChange> changes, Settings settings) {
    return changes.isEmpty()
        ? RoutePlan.EMPTY
        : new RoutePlan(
            changes.stream()
                .sorted(Comparator.comparingInt(change -> step(change, settings)))
                .toList());
  }

  private static int step(RouteChange change, Settings settings) {
    return switch (change) {
      case RouteChange.AddNextHop add -> 0;
      case RouteChange.ReplaceNextHop replace -> 0;
      case RouteChange.AddRoute add -> step(add.route(), settings);
      case RouteChange.ReplaceRoute replace -> step(replace.route(), settings);
      case RouteChange.AddRule add -> 4;
      case RouteChange.DeleteRule delete -> 5;
      case RouteChange.DeleteRoute delete -> 6;
      case RouteChange.DeleteNextHop delete -> 7;
    };
  }

  private static int step(DesiredRoute route, Settings settings) {
    if (settings.isProbeTable(route.key().table().id())) {
      return 3;
    }
    return route.action() instanceof RouteAction.Discard ? 2 : 1;
  }
}
