package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.routerd.model.IpRoute;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.Reason;
import net.routerd.select.Settings;
import net.routerd.select.resolve.ReferenceResolver;
import net.routerd.select.resolve.Resolution;
import org.jspecify.annotations.Nullable;

/** Turns route resources into wanted routes (REF-5, RT-6, RT-14). */
public final class DesiredRoutes {

  private final ReferenceResolver resolver;
  private final KernelIndex kernel;
  private final Settings settings;

  /**
   * Makes one for a decision.
   *
   * @param resolver resolves the expressions of routes
   * @param kernel what the kernel holds, for adoption
   * @param settings which tables are taken for probe paths
   */
  public DesiredRoutes(ReferenceResolver resolver, KernelIndex kernel, Settings settings) {
    this.resolver = resolver;
    this.kernel = kernel;
    this.settings = settings;
  }

  /**
   * Decides what a resource wants.
   *
   * @param route the resource
   * @param last what it last wanted with everything resolved, null if never since the start
   * @return its intent
   */
  public RouteIntent of(IpRoute route, @Nullable List<DesiredRoute> last) {
    if (settings.isProbeTable(route.table().id())) { // would mix with the ways of probes (PATH-1)
      String why = "table " + route.table() + " is one of those for probe paths; choose another";
      return intent(route, List.of(), List.of(), Reason.CONFLICT, why);
    }
    Resolution<List<Cidr>> destinations = resolver.prefixes(route.destination());
    Resolution<LinkName> device = resolve(route.device().map(resolver::device));
    Resolution<IpAddress> gateway = resolve(route.gateway().map(resolver::address));
    Resolution<IpAddress> source = resolve(route.preferredSource().map(resolver::address));
    Optional<String> why =
        Stream.of(destinations, device, gateway, source)
            .flatMap(r -> r.whyUnresolved().stream())
            .findFirst();
    boolean nowhere =
        route.type() == RouteType.UNICAST && device.value().isEmpty() && gateway.value().isEmpty();
    if (why.isPresent() || nowhere || destinations.value().isEmpty()) {
      String message = why.orElse("neither the device nor the gateway has a value");
      return unresolved(route, destinations.value().orElse(List.of()), last, message);
    }
    RouteAction action =
        route.type() == RouteType.UNICAST
            ? new RouteAction.Forward(
                device.value(), gateway.value(), route.onlink() && gateway.value().isPresent())
            : new RouteAction.Discard(route.type());
    List<Cidr> prefixes = destinations.value().get();
    List<DesiredRoute> routes =
        prefixes.stream()
            .map(prefix -> new DesiredRoute(key(route, prefix), action, source.value()))
            .toList();
    return new RouteIntent(
        route, prefixes, routes, true, Reason.INSTALLED, "", device.value(), gateway.value());
  }

  private static <T> Resolution<T> resolve(Optional<Resolution<T>> resolution) {
    return resolution.orElseGet(Resolution.Absent::new);
  }

  private static RouteKey key(IpRoute route, Cidr destination) {
    return new RouteKey(route.table(), destination, route.metric());
  }

  private RouteIntent unresolved(
      IpRoute route, List<Cidr> destinations, @Nullable List<DesiredRoute> last, String why) {
    List<DesiredRoute> adopted = last == null ? adopted(route, destinations) : List.of();
    if (!adopted.isEmpty()) {
      return intent(
          route, destinations, adopted, Reason.KEPT, "adopted until the first selection: " + why);
    }
    return switch (route.whenUnresolved()) {
      case KEEP ->
          last == null
              ? intent(route, destinations, List.of(), Reason.REFERENCE_UNRESOLVED, why)
              : intent(
                  route,
                  destinations,
                  kept(route, destinations, last),
                  Reason.KEPT,
                  "the last decided route stays: " + why);
      case WITHDRAW ->
          intent(route, destinations, List.of(), Reason.WITHDRAWN, "withdrawn: " + why);
      case BLACKHOLE -> {
        String message = "a blackhole stands in its place: " + why;
        yield intent(
            route, destinations, holes(route, destinations, last), Reason.BLACKHOLED, message);
      }
    };
  }

  /** Returns the last decided routes where the resource, as it is now, wants them. */
  private static List<DesiredRoute> kept(
      IpRoute route, List<Cidr> destinations, List<DesiredRoute> last) {
    return last.stream()
        .filter(r -> destinations.isEmpty() || destinations.contains(r.key().destination()))
        .map(
            r ->
                new DesiredRoute(
                    key(route, r.key().destination()), r.action(), r.preferredSource()))
        .toList();
  }

  private static List<DesiredRoute> holes(
      IpRoute route, List<Cidr> destinations, @Nullable List<DesiredRoute> last) {
    Stream<Cidr> prefixes =
        destinations.isEmpty() && last != null
            ? last.stream().map(wanted -> wanted.key().destination())
            : destinations.stream();
    return prefixes
        .map(
            prefix ->
                new DesiredRoute(
                    key(route, prefix),
                    new RouteAction.Discard(RouteType.BLACKHOLE),
                    Optional.empty()))
        .toList();
  }

  private RouteIntent intent(
      IpRoute route,
      List<Cidr> destinations,
      List<DesiredRoute> routes,
      Reason reason,
      String why) {
    List<RouteAction.Forward> hops =
        routes.stream().flatMap(wanted -> kernel.hop(wanted.action()).stream()).distinct().toList();
    Optional<RouteAction.Forward> forward = // adopted ones may lead different ways: none is shown
        hops.size() == 1 ? Optional.of(hops.getFirst()) : Optional.empty();
    return new RouteIntent(
        route,
        destinations,
        routes,
        false,
        reason,
        why,
        forward.flatMap(RouteAction.Forward::device),
        forward.flatMap(RouteAction.Forward::gateway));
  }

  /**
   * Returns what carries traffic in the kernel at the resource's keys under our protocol: it stays
   * until the first selection (RT-6). A blackhole carries none, and may be one that this very
   * resource put there (RT-14).
   */
  private List<DesiredRoute> adopted(IpRoute route, List<Cidr> destinations) {
    List<DesiredRoute> adopted = new ArrayList<>();
    for (Cidr destination : destinations) {
      kernel
          .oursAt(key(route, destination))
          .filter(there -> kernel.hop(there.action()).isPresent())
          .map(there -> new DesiredRoute(there.key(), there.action(), there.preferredSource()))
          .ifPresent(adopted::add);
    }
    return adopted;
  }

  /**
   * Returns the next hop of the route of a resource as it stands in the kernel under our protocol
   * (RT-6).
   *
   * @param route a resource
   * @return what it forwards to, empty where nothing of ours stands there
   */
  public Optional<RouteAction.Forward> standing(IpRoute route) {
    return standing(route, route.metric());
  }

  /**
   * Returns the next hop of what stands by for a resource in the kernel under our protocol (RT-11).
   *
   * @param route a resource
   * @return what it forwards to, empty where nothing of ours stands there
   */
  public Optional<RouteAction.Forward> standingBy(IpRoute route) {
    return standing(route, route.standbyMetric());
  }

  private Optional<RouteAction.Forward> standing(IpRoute route, long metric) {
    return resolver.prefixes(route.destination()).value().orElse(List.of()).stream()
        .map(prefix -> new RouteKey(route.table(), prefix, metric))
        .flatMap(key -> kernel.oursAt(key).stream())
        .flatMap(there -> kernel.hop(there.action()).stream())
        .findFirst();
  }
}
