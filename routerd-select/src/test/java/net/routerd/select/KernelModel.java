package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;

/** Does what changes say, and insists that they fit to what stands. */
final class KernelModel {

  final List<ObservedRoute> routes = new ArrayList<>();
  final List<RouteRule> rules = new ArrayList<>();
  final List<ObservedNextHop> nextHops = new ArrayList<>();
  final List<LookupRule> lookupRules = new ArrayList<>();
  NextHopSupport support = NextHopSupport.OFFERED;

  KernelView view() {
    return new KernelView(routes, rules, nextHops, support, lookupRules);
  }

  List<ObservedRoute> at(RouteKey key) {
    return routes.stream().filter(route -> route.key().equals(key)).toList();
  }

  void hold(RouteKey key, RouteAction action, int protocol) {
    routes.add(new ObservedRoute(key, action, Optional.empty(), protocol, true));
  }

  /** Somebody replaces whatever stands at a key. */
  void replace(RouteKey key, RouteAction action, int protocol) {
    routes.removeIf(route -> route.key().equals(key));
    hold(key, action, protocol);
  }

  /** What goes with a device, and without a carrier of it the objects and their routes. */
  void dropDevice(LinkName device) {
    dropNextHops(device);
    routes.removeIf(route -> leadsTo(route.action(), device));
  }

  void dropNextHops(LinkName device) {
    nextHops.removeIf(hop -> leadsTo(hop.action(), device));
    routes.removeIf(
        route ->
            route.action() instanceof RouteAction.Through through
                && nextHopAt(through.id()).isEmpty());
  }

  private static boolean leadsTo(RouteAction action, LinkName device) {
    return action instanceof RouteAction.Forward forward
        && forward.device().equals(Optional.of(device));
  }

  void renameDevice(LinkName device, LinkName other) {
    routes.replaceAll(
        route ->
            route.action() instanceof RouteAction.Forward forward
                    && forward.device().equals(Optional.of(device))
                ? new ObservedRoute(
                    route.key(),
                    new RouteAction.Forward(
                        Optional.of(other), forward.gateway(), forward.onlink()),
                    route.preferredSource(),
                    route.protocol(),
                    route.usable())
                : route);
  }

  void apply(RouteChange change, int protocol) {
    switch (change) {
      case RouteChange.AddRoute add -> {
        insist(at(add.route().key()).isEmpty(), "the key is taken", change);
        insistOnNextHop(add.route(), change);
        routes.add(observed(add.route(), protocol));
      }
      case RouteChange.ReplaceRoute replace -> {
        insist(replace.was().protocol() == protocol, "replaces a foreign route", change);
        insist(replace.was().key().equals(replace.route().key()), "another key", change);
        int index = routes.indexOf(replace.was());
        insist(index >= 0, "nothing to replace", change);
        insistOnNextHop(replace.route(), change);
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
      case RouteChange.AddNextHop add -> {
        insist(nextHopAt(add.hop().id()).isEmpty(), "the number is taken", change);
        nextHops.add(observed(add.hop(), protocol));
      }
      case RouteChange.ReplaceNextHop replace -> {
        insist(replace.was().protocol() == protocol, "replaces a foreign object", change);
        int index = nextHops.indexOf(replace.was());
        insist(index >= 0, "nothing to replace", change);
        nextHops.set(index, observed(replace.hop(), protocol));
      }
      case RouteChange.DeleteNextHop delete -> {
        insist(delete.hop().protocol() == protocol, "deletes a foreign object", change);
        insist(nextHops.remove(delete.hop()), "no such object", change);
        insist(
            routes.stream()
                .noneMatch(r -> r.action().equals(new RouteAction.Through(delete.hop().id()))),
            "routes use the object",
            change);
      }
    }
  }

  private Optional<ObservedNextHop> nextHopAt(long id) {
    return nextHops.stream().filter(hop -> hop.id() == id).findFirst();
  }

  private static ObservedNextHop observed(NextHopObject hop, int protocol) {
    return new ObservedNextHop(hop.id(), hop.family(), hop.hop(), protocol);
  }

  private static ObservedRoute observed(DesiredRoute route, int protocol) {
    return new ObservedRoute(route.key(), route.action(), route.preferredSource(), protocol, true);
  }

  private void insistOnNextHop(DesiredRoute route, RouteChange change) {
    boolean there =
        !(route.action() instanceof RouteAction.Through through)
            || nextHopAt(through.id()).isPresent();
    insist(there, "no such nexthop object", change);
  }

  private static void insist(boolean holds, String otherwise, RouteChange change) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + change);
    }
  }
}
