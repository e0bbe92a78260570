package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteAction;
import net.routerd.select.Settings;

/**
 * Lets many routes with one next hop refer to one nexthop object, so that a switch is one change
 * (RT-12). The numbers are deterministic, kept as long as the use lives, and taken over from what
 * stands in the kernel.
 *
 * <p>The kernel keeps no object on a device without carrier. While a device has none, its routes
 * are plain, so that what is to be kept is kept (RT-14).
 */
public final class NextHopObjects {

  private final Map<NextHopUse, Long> remembered;
  private final KernelIndex kernel;
  private final Map<LinkName, Link> links;
  private final Settings settings;

  /**
   * Makes one for a decision.
   *
   * @param remembered the numbers of the last decision
   * @param kernel what the kernel holds
   * @param links the devices
   * @param settings from how many destinations on, and the protocol number
   */
  public NextHopObjects(
      Map<NextHopUse, Long> remembered,
      KernelIndex kernel,
      Map<LinkName, Link> links,
      Settings settings) {
    this.remembered = remembered;
    this.kernel = kernel;
    this.links = links;
    this.settings = settings;
  }

  /**
   * What is wanted.
   *
   * @param objects the objects, ordered by use
   * @param ids their numbers
   */
  public record Allotted(List<NextHopObject> objects, Map<NextHopUse, Long> ids) {

    /**
     * Returns the routes of a use as the kernel is to hold them.
     *
     * @param use the use
     * @param routes its routes with their next hops
     * @return the same routes, through the object of the use if it has one
     */
    public List<DesiredRoute> through(NextHopUse use, List<DesiredRoute> routes) {
      Long id = ids.get(use);
      if (id == null) {
        return routes;
      }
      RouteAction through = new RouteAction.Through(id);
      return routes.stream()
          .map(route -> new DesiredRoute(route.key(), through, route.preferredSource()))
          .toList();
    }
  }

  /**
   * Gives every use that may have one an object.
   *
   * @param wanted the routes of each use with their next hops
   * @return the objects
   */
  public Allotted allot(SortedMap<NextHopUse, List<DesiredRoute>> wanted) {
    if (settings.nextHopObjects().isEmpty() || kernel.nextHopSupport() != NextHopSupport.OFFERED) {
      return new Allotted(List.of(), Map.of());
    }
    SortedMap<NextHopUse, RouteAction.Forward> hops = new TreeMap<>();
    wanted.forEach((use, routes) -> hop(routes).ifPresent(hop -> hops.put(use, hop)));
    SortedMap<NextHopUse, Long> ids = ids(wanted, hops.keySet());
    List<NextHopObject> objects = new ArrayList<>();
    ids.forEach(
        (use, id) -> {
          RouteAction.Forward hop = Objects.requireNonNull(hops.get(use));
          List<DesiredRoute> routes = Objects.requireNonNull(wanted.get(use));
          objects.add(
              new NextHopObject(
                  id,
                  hop.gateway().map(IpAddress::family).orElse(routes.getFirst().key().family()),
                  hop));
        });
    return new Allotted(objects, ids);
  }

  /** Returns the one next hop of enough routes, if the kernel can keep an object of it. */
  private Optional<RouteAction.Forward> hop(List<DesiredRoute> routes) {
    if (routes.size() < settings.nextHopObjects().orElse(Integer.MAX_VALUE)
        || !(routes.getFirst().action() instanceof RouteAction.Forward hop)
        || hop.device().map(links::get).filter(l -> l.adminUp() && l.carrier()).isEmpty()) {
      return Optional.empty();
    }
    return routes.stream().allMatch(route -> route.action().equals(hop))
        ? Optional.of(hop)
        : Optional.empty();
  }

  private SortedMap<NextHopUse, Long> ids(
      Map<NextHopUse, List<DesiredRoute>> wanted, Set<NextHopUse> uses) {
    SortedMap<NextHopUse, Long> ids = new TreeMap<>();
    Set<Long> taken = new HashSet<>();
    for (NextHopUse use : uses) {
      Long id = remembered.get(use);
      if (id != null && isFree(id) && taken.add(id)) {
        ids.put(use, id);
      }
    }
    for (NextHopUse use : uses) {
      if (!ids.containsKey(use)) {
        standing(wanted.getOrDefault(use, List.of()))
            .filter(taken::add)
            .ifPresent(id -> ids.put(use, id));
      }
    }
    kernel.nextHops().forEach(hop -> taken.add(hop.id()));
    long next = NextHopObject.firstId(settings.protocol());
    for (NextHopUse use : uses) {
      if (!ids.containsKey(use)) {
        next = firstFree(next, taken);
        taken.add(next);
        ids.put(use, next);
      }
    }
    return ids;
  }

  /** Somebody may have put an object of his own where ours was. */
  private boolean isFree(long id) {
    return kernel.nextHop(id).filter(there -> !kernel.isOurs(there)).isEmpty();
  }

  /** Returns the object of ours that the first of these routes already goes through. */
  private Optional<Long> standing(List<DesiredRoute> routes) {
    return routes.stream()
        .limit(1)
        .flatMap(route -> kernel.oursAt(route.key()).stream())
        .flatMap(
            route ->
                route.action() instanceof RouteAction.Through through
                    ? kernel.nextHop(through.id()).filter(kernel::isOurs).stream()
                    : Stream.<ObservedNextHop>empty())
        .map(ObservedNextHop::id)
        .findFirst();
  }

  private static long firstFree(long from, Set<Long> taken) {
    return LongStream.iterate(from, id -> id + 1)
        .filter(id -> !taken.contains(id))
        .findFirst()
        .orElseThrow();
  }
}
