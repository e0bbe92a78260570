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
import net.routerd.select.choose.CandidateMemory;
import net.routerd.select.choose.Contender;
import net.routerd.select.choose.Freshness;
import net.routerd.select.choose.Selection;
import net.routerd.select.incremental.Cells;
import net.routerd.select.plan.RouteIntent;
import net.routerd.select.resolve.Resolution;

/**
 * The routes that stand by, so that the kernel itself moves the traffic when a device loses its
 * carrier (RT-11): each leads where the route would lead if the next-best candidate were selected.
 * That is the heaviest of the ready ones, the first in the list of equals, whose device is not the
 * selected one's: beside a route of the same device it would be dead in the same instant.
 *
 * <p>Where no such candidate is ready, or the route itself is not resolved, nothing stands by. But
 * one whose verdict is lost through no failure, such as by a reload that changes its check, counts
 * as ready for as long as the selected one would be held (SEL-1): that nobody knows is no reason to
 * take away what carries the traffic if the other is lost meanwhile. And after a start, what stands
 * by already does so until its candidate is judged (RT-6).
 */
final class StandbyRoutes {

  private final Evaluation evaluation;

  /** Where the traffic of a policy would go next; mostly it stays when the choice changes. */
  private final Cells<String, Optional<Evaluation.Hop>> nextHops;

  private final Cells<ResourceRef, List<DesiredRoute>> routes;

  StandbyRoutes(Evaluation evaluation) {
    this.evaluation = evaluation;
    nextHops = new Cells<>(evaluation.graph, this::nextBest);
    routes = new Cells<>(evaluation.graph, this::decide);
  }

  List<DesiredRoute> of(IpRoute route) {
    return route.standby() ? routes.get(route.ref()) : List.of();
  }

  private List<DesiredRoute> decide(ResourceRef ref) {
    IpRoute route = evaluation.resources().route(ref);
    RouteIntent intent = evaluation.intents.get(ref);
    Map<ResourceRef, Evaluation.Hop> next = new HashMap<>();
    for (EgressRoutePolicy policy : evaluation.resources().policiesBehind(route)) {
      Optional<Evaluation.Hop> hop = nextHops.get(policy.metadata().name());
      if (hop.isEmpty()) {
        return List.of();
      }
      next.put(policy.ref(), hop.get());
    }
    return intent.resolved() && !next.isEmpty() ? routes(route, intent, next) : List.of();
  }

  private Optional<Evaluation.Hop> nextBest(String name) {
    EgressRoutePolicy policy = evaluation.resources().policy(name);
    Selection selection = evaluation.selection(policy);
    Optional<LinkName> selected = selection.selected().flatMap(c -> c.readiness().device());
    return selected.isEmpty()
        ? Optional.empty()
        : evaluation.contenders(policy).stream()
            .filter(c -> !c.readiness().device().equals(selected))
            .filter(c -> c.readiness().ready() || isHeld(policy, selection, c))
            .min(Comparator.comparingInt(c -> -c.candidate().weight())) // the first of equals
            .map(Contender::readiness)
            .map(ready -> new Evaluation.Hop(ready.device(), ready.gateway()));
  }

  private boolean isHeld(EgressRoutePolicy policy, Selection selection, Contender contender) {
    CandidateMemory memory = selection.memory().of(contender.candidate().name());
    return memory.hold().isPresent()
        || memory.freshness() == Freshness.UNSEEN && isAdopted(policy, contender);
  }

  /** Tells whether a candidate that nobody has judged yet stands by in the kernel. */
  private boolean isAdopted(EgressRoutePolicy policy, Contender contender) {
    return contender.readiness().onlyHealthUnknown()
        && evaluation.resources().followers(policy).stream()
            .filter(IpRoute::standby)
            .flatMap(route -> evaluation.desiredRoutes.standingBy(route).stream())
            .anyMatch(
                hop ->
                    hop.device().equals(contender.readiness().device())
                        && hop.gateway().equals(contender.readiness().gateway()));
  }

  private List<DesiredRoute> routes(
      IpRoute route, RouteIntent intent, Map<ResourceRef, Evaluation.Hop> next) {
    Optional<LinkName> device =
        value(route.device(), next, Evaluation.Hop::device, evaluation.resolver::device);
    Optional<IpAddress> gateway =
        value(route.gateway(), next, Evaluation.Hop::gateway, evaluation.resolver::address);
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
      Map<ResourceRef, Evaluation.Hop> next,
      Function<Evaluation.Hop, Optional<T>> selected,
      Function<Expression<T>, Resolution<T>> resolver) {
    return expression.flatMap(
        e -> {
          Optional<Evaluation.Hop> other =
              e.asReference().map(StatusReference::resource).map(next::get);
          return other.isPresent() ? selected.apply(other.get()) : resolver.apply(e).value();
        });
  }
}
