package net.routerd.api.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.RouteTables;

/** Routes that stand nowhere; every change of them is acknowledged at once. */
final class ImaginedRoutes implements RouteTables {

  private final int protocol;
  private KernelView view;

  ImaginedRoutes(int protocol, KernelView view) {
    this.protocol = protocol;
    this.view = view;
  }

  @Override
  public KernelView current() {
    return view;
  }

  @Override
  public void watch(Set<RouteKey> keys) {}

  @Override
  public void refresh() {}

  @Override
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    List<ObservedRoute> routes = new ArrayList<>(view.routes());
    List<RouteRule> rules = new ArrayList<>(view.rules());
    List<ObservedNextHop> hops = new ArrayList<>(view.nextHops());
    for (RouteChange change : changes) {
      switch (change) {
        case RouteChange.AddRoute add -> routes.add(observed(add.route()));
        case RouteChange.ReplaceRoute replace -> {
          routes.remove(replace.was());
          routes.add(observed(replace.route()));
        }
        case RouteChange.DeleteRoute delete -> routes.remove(delete.route());
        case RouteChange.AddRule add -> rules.add(add.rule());
        case RouteChange.DeleteRule delete -> rules.remove(delete.rule());
        case RouteChange.AddNextHop add -> hops.add(observed(add.hop()));
        case RouteChange.ReplaceNextHop replace -> {
          hops.remove(replace.was());
          hops.add(observed(replace.hop()));
        }
        case RouteChange.DeleteNextHop delete -> hops.remove(delete.hop());
      }
    }
    view = new KernelView(routes, rules, hops, view.nextHopSupport(), view.lookupRules());
    return CompletableFuture.completedStage(
        changes.stream().<ApplyResult>map(ApplyResult.Applied::new).toList());
  }

  private ObservedRoute observed(DesiredRoute route) {
    return new ObservedRoute(route.key(), route.action(), route.preferredSource(), protocol, true);
  }

  private ObservedNextHop observed(NextHopObject hop) {
    return new ObservedNextHop(hop.id(), hop.family(), hop.hop(), protocol);
  }
}
