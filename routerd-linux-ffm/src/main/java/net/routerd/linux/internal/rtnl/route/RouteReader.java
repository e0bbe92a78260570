package net.routerd.linux.internal.rtnl.route;

import java.util.Optional;
import java.util.function.Consumer;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.model.net.IpAddress;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads routes one after the other. Those that follow each other mostly lead the same way, and then
 * share what says so. Used by one thread.
 */
public final class RouteReader {

  private final RouteMessage route = new RouteMessage();

  private record Way(
      DeviceNames names,
      int device,
      Optional<IpAddress> gateway,
      boolean onlink,
      RouteAction action) {}

  private @Nullable Way last;

  /** Says which routes are to be kept. */
  @FunctionalInterface
  public interface Filter {

    /**
     * Tells at a glance that a route is not to be kept, before anything is made of it.
     *
     * @param route the route
     * @return false if {@link #keeps} would return false; true if it has to be asked
     */
    default boolean mayKeep(RouteMessage route) {
      return true;
    }

    /**
     * Tells whether a route is to be kept.
     *
     * @param key where it stands
     * @param protocol who installed it
     * @return true if it is
     */
    boolean keeps(RouteKey key, int protocol);
  }

  /** Says of which nexthop objects it matters that a route refers to them. */
  @FunctionalInterface
  public interface UseFilter {

    /**
     * Tells whether a reference matters.
     *
     * @param id the object's number
     * @param protocol who installed the route
     * @return true if it does
     */
    boolean matters(long id, int protocol);
  }

  /**
   * A route's reference to a nexthop object.
   *
   * @param id the object's number
   * @param words the route, for a person
   */
  public record ObjectUse(long id, String words) {}

  /** Makes a reader. */
  public RouteReader() {}

  /**
   * Reads the route that a walk stands on.
   *
   * @param at the walk, on a message of type {@code RTM_*ROUTE}
   * @param names the devices
   * @param filter says which are to be kept
   * @return the route; empty if it is not to be kept or has no place in the model
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public Optional<ObservedRoute> read(NlFrames at, DeviceNames names, Filter filter) {
    Optional<RouteKey> key = key(at, filter);
    return key.isPresent() && filter.keeps(key.get(), route.protocol())
        ? Optional.of(RouteMapper.observed(key.get(), route, action(names)))
        : Optional.empty();
  }

  /**
   * Reads the route that a walk stands on, an IPv6 one with several next hops as that many routes:
   * each is one to the kernel, with an owner of its own, though the kernel tells them as one.
   *
   * @param at the walk, on a message of type {@code RTM_*ROUTE}
   * @param names the devices
   * @param filter says which are to be kept
   * @param out takes them
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public void readAll(NlFrames at, DeviceNames names, Filter filter, Consumer<ObservedRoute> out) {
    Optional<RouteKey> key = key(at, filter);
    if (key.isEmpty()) {
      return;
    }
    if (RouteMapper.isOfLegs(route)) {
      for (ObservedRoute leg : RouteMapper.legs(key.get(), route, names)) {
        if (filter.keeps(leg.key(), leg.protocol())) {
          out.accept(leg);
        }
      }
    } else if (filter.keeps(key.get(), route.protocol())) {
      out.accept(RouteMapper.observed(key.get(), route, action(names)));
    }
  }

  private Optional<RouteKey> key(NlFrames at, Filter filter) {
    return filter.mayKeep(route.read(at)) ? RouteMapper.key(route) : Optional.empty();
  }

  /**
   * Tells whether the route read last has several next hops.
   *
   * @return true if the message lists them
   */
  public boolean isMultipath() {
    return route.isMultipath();
  }

  /**
   * Reads how the route that a walk stands on refers to a nexthop object, also where the model has
   * no place for the route.
   *
   * @param at the walk, on a message of type {@code RTM_*ROUTE}
   * @param filter says which matter
   * @return the reference; empty where there is none that matters
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public Optional<ObjectUse> objectUse(NlFrames at, UseFilter filter) {
    route.read(at);
    return lastObjectUse(filter);
  }

  /**
   * Tells how the route read last refers to a nexthop object.
   *
   * @param filter says which references matter
   * @return the reference; empty where there is none that matters
   */
  public Optional<ObjectUse> lastObjectUse(UseFilter filter) {
    return route.isThrough() && filter.matters(route.nextHop(), route.protocol())
        ? Optional.of(new ObjectUse(route.nextHop(), RouteMapper.words(route)))
        : Optional.empty();
  }

  @SuppressWarnings("ReferenceEquality") // the same snapshot of names; another may differ
  private RouteAction action(DeviceNames names) {
    if (!RouteMapper.isForward(route)) {
      return RouteMapper.action(route, names);
    }
    Way way = last;
    if (way == null
        || way.names != names
        || way.device != route.outDevice()
        || way.onlink != route.has(RouteAttributes.ONLINK)
        || way.gateway.isPresent() != route.hasGateway()
        || !route.isVia(way.gateway)) {
      RouteAction action = RouteMapper.action(route, names);
      if (!(action instanceof RouteAction.Forward forward)) {
        return action;
      }
      way = new Way(names, route.outDevice(), forward.gateway(), forward.onlink(), action);
      last = way;
    }
    return way.action;
  }
}
