package net.routerd.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.ExternalResource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.StatusReference;

/** The resources of a configuration, found by what a decision looks for. */
final class ResourceIndex {

  private final Map<String, EgressRoutePolicy> policies = new LinkedHashMap<>();
  private final Map<String, HealthCheck> checks = new LinkedHashMap<>();
  private final Map<ResourceRef, IpRoute> routes = new HashMap<>();
  private final Map<ResourceRef, Integer> ranks = new HashMap<>();
  private final List<IpRoute> inOrder;
  private final Map<ResourceRef, List<IpRoute>> followers = new HashMap<>();
  private final Map<ResourceRef, List<EgressRoutePolicy>> behind = new HashMap<>();
  private final Map<String, List<ResourceRef>> withDevice = new HashMap<>();

  ResourceIndex(RouterConfig configuration) {
    configuration.all(EgressRoutePolicy.class).forEach(p -> policies.put(p.metadata().name(), p));
    configuration.all(HealthCheck.class).forEach(c -> checks.put(c.metadata().name(), c));
    inOrder = configuration.all(IpRoute.class);
    for (IpRoute route : inOrder) {
      ranks.put(route.ref(), routes.size());
      routes.put(route.ref(), route);
      List<EgressRoutePolicy> leading = leading(route);
      behind.put(route.ref(), leading);
      for (EgressRoutePolicy policy : leading) {
        followers.computeIfAbsent(policy.ref(), p -> new ArrayList<>()).add(route);
      }
    }
    configuration.resources().values().stream()
        .filter(ResourceIndex::hasDevice)
        .map(Resource::ref)
        .forEach(r -> withDevice.computeIfAbsent(r.name(), n -> new ArrayList<>(1)).add(r));
  }

  private static boolean hasDevice(Resource resource) {
    return resource instanceof NetworkInterface
        || resource instanceof DsLiteTunnel
        || resource instanceof ExternalResource;
  }

  Map<String, EgressRoutePolicy> policies() {
    return policies;
  }

  EgressRoutePolicy policy(String name) {
    return requireNonNull(policies.get(name));
  }

  Map<String, HealthCheck> checks() {
    return checks;
  }

  HealthCheck check(String name) {
    return requireNonNull(checks.get(name));
  }

  /** Returns the routes in the order of their kinds and names. */
  List<IpRoute> routes() {
    return inOrder;
  }

  IpRoute route(ResourceRef ref) {
    return requireNonNull(routes.get(ref));
  }

  /** Returns the place of a route in their order. */
  int rank(ResourceRef route) {
    return requireNonNull(ranks.get(route));
  }

  /** Returns the resources with a device that have this name. */
  List<ResourceRef> withDevice(String name) {
    return withDevice.getOrDefault(name, List.of());
  }

  /** Returns the routes whose device or gateway is the policy's choice. */
  List<IpRoute> followers(EgressRoutePolicy policy) {
    return followers.getOrDefault(policy.ref(), List.of());
  }

  /** Returns the policies whose choice is the route's device or gateway. */
  List<EgressRoutePolicy> policiesBehind(IpRoute route) {
    return behind.getOrDefault(route.ref(), List.of());
  }

  private List<EgressRoutePolicy> leading(IpRoute route) {
    return Stream.of(route.device(), route.gateway())
        .flatMap(expression -> expression.flatMap(Expression::asReference).stream())
        .map(StatusReference::resource)
        .filter(ref -> ref.kind().equals(EgressRoutePolicy.KIND))
        .distinct()
        .map(ref -> policy(ref.name()))
        .toList();
  }
}
