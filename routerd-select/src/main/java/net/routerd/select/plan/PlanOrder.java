package net.routerd.select.plan;

import java.util.Comparator;
import java.util.List;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.select.Settings;

/**
 * The order in which changes reach the kernel (RT-2): routes that carry traffic first, because
 * somebody waits for them, and before them the nexthop objects that they refer to; then the tables
 * of probe paths before the rules that lead there; and what goes away last, rules before the tables
 * they lead to, and routes before their nexthop objects.
 */
final class PlanOrder {

  private PlanOrder() {}

  static List<RouteChange> order(List<RouteChange> changes, Settings settings) {
    return changes.stream()
        .sorted(
            Comparator.comparingInt(
                change -> step(change, settings))) // stable: equal steps keep their order
        .toList();
  }

  private static int step(RouteChange change, Settings settings) {
    return switch (change) {
      case RouteChange.AddNextHop add -> 0;
      case RouteChange.ReplaceNextHop replace -> 0;
      case RouteChange.AddRoute add -> isProbePath(add.route().key(), settings) ? 2 : 1;
      case RouteChange.ReplaceRoute replace -> isProbePath(replace.route().key(), settings) ? 2 : 1;
      case RouteChange.AddRule add -> 3;
      case RouteChange.DeleteRule delete -> 4;
      case RouteChange.DeleteRoute delete -> 5;
      case RouteChange.DeleteNextHop delete -> 6;
    };
  }

  private static boolean isProbePath(RouteKey key, Settings settings) {
    return settings.isProbeTable(key.table().id());
  }
}
