package net.routerd.select.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.persistent.Differences;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.select.Settings;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;
import net.routerd.select.incremental.Remembered;
import org.jspecify.annotations.Nullable;

/**
 * The wanted nexthop objects: many routes with one next hop refer to one, so that a switch is one
 * change (RT-12). The numbers are deterministic, kept as long as the use lives, and taken over from
 * what stands in the kernel.
 *
 * <p>The kernel keeps no object on a device without carrier. While a device has none, its routes
 * are plain, so that what is to be kept is kept (RT-14).
 */
public final class NextHopBook {

  private final Remembered<NextHopUse, Long> remembered;
  private final KernelIndex kernel;
  private final Inputs<LinkName, Link> links;
  private final Settings settings;
  private final Touch touch;
  private final SortedMap<NextHopUse, Wish> wishes = new TreeMap<>();
  private final Inputs<NextHopUse, Long> allotted;
  private final Inputs<Long, NextHopObject> objects;
  private Map<NextHopUse, Long> ids = Map.of();
  private Map<Long, NextHopObject> all = Map.of();
  private boolean touched;

  /**
   * An object that a use could have.
   *
   * @param first the first of its routes, which may stand in the kernel and go through one already
   * @param hop the next hop of all of them
   */
  public record Wish(RouteKey first, RouteAction.Forward hop) {

    NextHopObject object(long id) {
      IpFamily family = hop.gateway().map(IpAddress::family).orElse(first.family());
      return new NextHopObject(id, family, hop);
    }
  }

  /**
   * Makes an empty one.
   *
   * @param graph whose cells read it
   * @param remembered the numbers of the last decision
   * @param kernel what the kernel holds
   * @param links the devices
   * @param settings from how many destinations on, and the protocol number
   * @param touch told each number at which another object is wanted
   */
  public NextHopBook(
      Graph graph,
      Remembered<NextHopUse, Long> remembered,
      KernelIndex kernel,
      Inputs<LinkName, Link> links,
      Settings settings,
      Touch touch) {
    this.remembered = remembered;
    this.kernel = kernel;
    this.links = links;
    this.settings = settings;
    this.touch = touch;
    allotted = new Inputs<>(graph);
    objects = new Inputs<>(graph);
  }

  /**
   * Returns the object that routes could have: they are enough, and have one next hop, which the
   * kernel can keep an object of.
   *
   * @param routes the routes of a use with their next hops
   * @return the wish, empty where the routes stay plain
   */
  public Optional<Wish> wish(List<DesiredRoute> routes) {
    return settings.nextHopObjects().isPresent()
            && routes.size() >= settings.nextHopObjects().getAsInt()
            && routes.getFirst().action() instanceof RouteAction.Forward hop
            && hop.device().flatMap(links::find).filter(l -> l.adminUp() && l.carrier()).isPresent()
            && routes.stream().allMatch(route -> route.action().equals(hop))
            && kernel.nextHopSupport() == NextHopSupport.OFFERED
        ? Optional.of(new Wish(routes.getFirst().key(), hop))
        : Optional.empty();
  }

  /**
   * Takes in the wish of a use.
   *
   * @param use the use
   * @param wish its wish, null if it has none
   */
  public void follow(NextHopUse use, @Nullable Wish wish) {
    touched = true;
    if (wish == null) {
      wishes.remove(use);
    } else {
      wishes.put(use, wish);
    }
  }

  /**
   * Gives a number to every wish, and takes it from what is wished no more.
   *
   * @param kernelDiffers whether the kernel holds other things than at the last time
   */
  public void settle(boolean kernelDiffers) {
    if (!touched && (wishes.isEmpty() || !kernelDiffers)) {
      return;
    }
    touched = false;
    Map<NextHopUse, Long> next = allot();
    Map<Long, NextHopObject> wanted = new TreeMap<>();
    next.forEach((use, id) -> wanted.put(id, Objects.requireNonNull(wishes.get(use)).object(id)));
    Differences.between(
        ids,
        next,
        (use, before, after) -> {
          allotted.set(use, after);
          remembered.leave(use, after);
        });
    Differences.between(
        all,
        wanted,
        (id, before, after) -> {
          objects.set(id, after);
          touch.nextHop(id);
        });
    ids = next;
    all = wanted;
  }

  private Map<NextHopUse, Long> allot() {
    SortedMap<NextHopUse, Long> given = new TreeMap<>();
    Set<Long> taken = new HashSet<>();
    for (NextHopUse use : wishes.keySet()) {
      Long id = remembered.get(use);
      if (id != null && isFree(id) && taken.add(id)) {
        given.put(use, id);
      }
    }
    wishes.forEach(
        (use, wish) -> {
          if (!given.containsKey(use)) {
            standing(wish.first()).filter(taken::add).ifPresent(id -> given.put(use, id));
          }
        });
    kernel.nextHops().all().forEach(hop -> taken.add(hop.id()));
    long next = NextHopObject.firstId(settings.protocol());
    for (NextHopUse use : wishes.keySet()) {
      if (!given.containsKey(use)) {
        next = firstFree(next, taken);
        taken.add(next);
        given.put(use, next);
      }
    }
    return given;
  }

  /** Somebody may have put an object of his own where ours was. */
  private boolean isFree(long id) {
    return kernel.nextHops().at(id).filter(there -> !kernel.isOurs(there)).isEmpty();
  }

  /** Returns the object of ours that a route of ours already goes through. */
  private Optional<Long> standing(RouteKey key) {
    return kernel
        .oursAt(key)
        .flatMap(
            route ->
                route.action() instanceof RouteAction.Through through
                    ? kernel.nextHops().at(through.id()).filter(kernel::isOurs)
                    : Optional.<ObservedNextHop>empty())
        .map(ObservedNextHop::id);
  }

  private static long firstFree(long from, Set<Long> taken) {
    return LongStream.iterate(from, id -> id + 1)
        .filter(id -> !taken.contains(id))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the number of the object of a use.
   *
   * @param use the use
   * @return the number, empty if its routes are plain
   */
  public Optional<Long> allotted(NextHopUse use) {
    return allotted.find(use);
  }

  /**
   * Tells whether an object is wanted.
   *
   * @param id its number
   * @return true if it is
   */
  public boolean isWanted(long id) {
    return object(id).isPresent();
  }

  /** Returns the object that is wanted at a number. */
  Optional<NextHopObject> object(long id) {
    return objects.find(id);
  }

  /**
   * Returns the routes of a use as the kernel is to hold them.
   *
   * @param use the use
   * @param routes its routes with their next hops
   * @return the same routes, through the object of the use if it has one
   */
  public List<DesiredRoute> through(NextHopUse use, List<DesiredRoute> routes) {
    Optional<RouteAction> through = allotted(use).map(RouteAction.Through::new);
    return through.isEmpty()
        ? routes
        : routes.stream()
            .map(route -> new DesiredRoute(route.key(), through.get(), route.preferredSource()))
            .toList();
  }
}
