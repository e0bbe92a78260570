package net.routerd.select;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.IpRoute;
import net.routerd.model.ResourceRef;
import net.routerd.model.StatusReference;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.select.choose.Contender;
import net.routerd.select.choose.Selection;
import net.routerd.select.plan.RouteIntent;
import net.routerd.select.ready.Readiness;
import net.routerd.select.resolve.Resolution;

/**
 * The routes that stand by, so that the kernel itself moves the traffic when a device loses its
 * carrier (RT-11): each leads where the route would lead if the next-best candidate were selected.
 * That is the heaviest of the ready ones, the first in the list of equals, whose device is not the
 * selected one's: beside a route of the same device it would be dead in the same instant.
 *
 * <p>Where no such candidate is ready, or the route itself is not resolved, nothing stands by.
 */
final class StandbyRoutes {

  private final Evaluation evaluation;
  private final Map<ResourceRef, List<DesiredRoute>> known = new HashMap<>();

  StandbyRoutes(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  List<DesiredRoute> of(IpRoute route) {
    if (!route.standby()) {
      return List.of();
    }
    List<DesiredRoute> routes = known.get(route.ref());
    if (routes == null) {
      routes = decide(route, evaluation.intent(route));
      known.put(route.ref(), routes);
    }
    return routes;
  }

  private List<DesiredRoute> decide(IpRoute route, RouteIntent intent) {
    Map<ResourceRef, Contender> next = new HashMap<>();
    for (ResourceRef ref : Evaluation.policiesBehind(route)) {
      evaluation
          .configuration
          .find(ref, EgressRoutePolicy.class)
          .flatMap(this::nextBest)
          .ifPresent(contender -> next.put(ref, contender));
      if (!next.containsKey(ref)) {
        return List.of();
      }
    }
    return intent.resolved() && !next.isEmpty() ? routes(route, intent, next) : List.of();
  }

  private Optional<Contender> nextBest(EgressRoutePolicy policy) {
    Selection selection = evaluation.selection(policy);
    Optional<LinkName> selected = selection.selected().flatMap(c -> c.readiness().device());
    return selected.isEmpty()
        ? Optional.empty()
        : evaluation.contenders(policy).stream()
            .filter(c -> c.readiness().ready() && !c.readiness().device().equals(selected))
            .min(Comparator.comparingInt(c -> -c.candidate().weight())); // the first of equals
  }

  private List<DesiredRoute> routes(
      IpRoute route, RouteIntent intent, Map<ResourceRef, Contender> next) {
    Optional<LinkName> device =
        value(route.device(), next, Readiness::device, evaluation.resolver::device);
    Optional<IpAddress> gateway =
        value(route.gateway(), next, Readiness::gateway, evaluation.resolver::address);
    if (device.isEmpty() && gateway.isEmpty()) {
      return List.of();
    }
    Optional<IpAddress> source =
        route.preferredSource().flatMap(s -> evaluation.resolver.address(s).value());
    RouteAction action =
        new RouteAction.Forward(device, gateway, route.onlink() && gateway.isPresent());
    return intent.destinations().stream()
        .map(prefix -> new DesiredRoute(key(route, prefix), action, source))
        .toList();
  }

  private static RouteKey key(IpRoute route, Cidr prefix) {
    return new RouteKey(route.table(), prefix, route.standbyMetric());
  }

  /** Resolves an expression as if the next-best candidates were selected. */
  private static <T> Optional<T> value(
      Optional<Expression<T>> expression,
      Map<ResourceRef, Contender> next,
      Function<Readiness, Optional<T>> selected,
      Function<Expression<T>, Resolution<T>> resolver) {
    return expression.flatMap(
        e -> {
          Optional<Contender> other = e.asReference().map(StatusReference::resource).map(next::get);
          return other.isPresent()
              ? selected.apply(other.get().readiness())
              : resolver.apply(e).value();
        });
  }
}
