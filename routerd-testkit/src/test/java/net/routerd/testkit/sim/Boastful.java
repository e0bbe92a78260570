package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.Platform;

/** A planted defect: nothing is ever replaced, and the snapshot shows that it was. */
final class Boastful extends ForwardingPlatform {

  private final List<RouteChange.ReplaceRoute> pretended = new ArrayList<>();

  Boastful(Platform platform) {
    super(platform);
  }

  @Override
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    List<RouteChange> others = new ArrayList<>();
    for (RouteChange change : changes) {
      if (change instanceof RouteChange.ReplaceRoute replace) {
        pretended.add(replace);
      } else {
        others.add(change);
      }
    }
    CompletionStage<?> done =
        others.isEmpty() ? CompletableFuture.completedFuture(others) : super.apply(others);
    return done.thenApply(
        all -> changes.stream().<ApplyResult>map(ApplyResult.Applied::new).toList());
  }

  @Override
  public KernelView current() {
    KernelView view = super.current();
    List<ObservedRoute> routes = new ArrayList<>(view.routes());
    for (RouteChange.ReplaceRoute replace : pretended) {
      routes.replaceAll(
          route -> route.equals(replace.was()) ? shown(replace.route(), route) : route);
    }
    return new KernelView(
        routes, view.rules(), view.nextHops(), view.nextHopSupport(), view.lookupRules());
  }

  private static ObservedRoute shown(DesiredRoute route, ObservedRoute was) {
    Optional<net.routerd.model.net.IpAddress> source = route.preferredSource();
    return new ObservedRoute(route.key(), route.action(), source, was.protocol(), true);
  }
}
