package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;

/** Does what changes say, and insists that they fit to what stands. */
final class KernelModel {

  final List<ObservedRoute> routes = new ArrayList<>();
  final List<RouteRule> rules = new ArrayList<>();

  KernelView view() {
    return new KernelView(routes, rules);
  }

  List<ObservedRoute> at(RouteKey key) {
    return routes.stream().filter(route -> route.key().equals(key)).toList();
  }

  void hold(RouteKey key, RouteAction action, int protocol) {
    routes.add(new ObservedRoute(key, action, Optional.empty(), protocol, true));
  }

  void dropDevice(LinkName device) {
    routes.removeIf(
        route ->
            route.action() instanceof RouteAction.Forward forward
                && forward.device().equals(Optional.of(device)));
  }

  void apply(RouteChange change, int protocol) {
    switch (change) {
      case RouteChange.AddRoute add -> {
        insist(at(add.route().key()).isEmpty(), "the key is taken", change);
        routes.add(observed(add.route(), protocol));
      }
      case RouteChange.ReplaceRoute replace -> {
        insist(replace.was().protocol() == protocol, "replaces a foreign route", change);
        insist(replace.was().key().equals(replace.route().key()), "another key", change);
        int index = routes.indexOf(replace.was());
        insist(index >= 0, "nothing to replace", change);
        routes.set(index, observed(replace.route(), protocol));
      }
      case RouteChange.DeleteRoute delete -> {
        insist(delete.route().protocol() == protocol, "deletes a foreign route", change);
        insist(routes.remove(delete.route()), "nothing to delete", change);
      }
      case RouteChange.AddRule add -> {
        insist(!rules.contains(add.rule()), "the rule stands already", change);
        rules.add(add.rule());
      }
      case RouteChange.DeleteRule delete ->
          insist(rules.remove(delete.rule()), "no such rule", change);
    }
  }

  private static ObservedRoute observed(DesiredRoute route, int protocol) {
    return new ObservedRoute(route.key(), route.action(), route.preferredSource(), protocol, true);
  }

  private static void insist(boolean holds, String otherwise, RouteChange change) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + change);
    }
  }
}
