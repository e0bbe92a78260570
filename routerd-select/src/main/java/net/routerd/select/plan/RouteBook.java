package net.routerd.select.plan;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;
import net.routerd.select.incremental.Versioned;
import net.routerd.select.plan.NextHopUse.Role;
import org.jspecify.annotations.Nullable;

/**
 * The wanted routes: what carries traffic comes before what stands by, and that before probe paths;
 * of two with one key that of the first resource by name counts.
 */
public final class RouteBook {

  private static final Claimant PATHS = new Claimant(Purpose.PROBES, 0);

  private final Claims<RouteKey, Claimant, Wanted> claims = new Claims<>(this::counts);
  private final Inputs<Place, PersistentMap<RouteKey, Wanted>> places;
  private final Versioned<RouteKey, DesiredRoute> routes = new Versioned<>();
  private final Touch touch;

  /** What is claimed for; the first comes before the others. */
  private enum Purpose {
    TRAFFIC,
    STANDBY,
    PROBES
  }

  private record Claimant(Purpose purpose, int rank) implements Comparable<Claimant> {

    private static final Comparator<Claimant> ORDER =
        Comparator.comparing(Claimant::purpose).thenComparingInt(Claimant::rank);

    @Override
    public int compareTo(Claimant other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * What is wanted at a key.
   *
   * @param route the route
   * @param standsBy whether it only stands by for another (RT-11)
   */
  public record Wanted(DesiredRoute route, boolean standsBy) {}

  /**
   * Makes an empty one.
   *
   * @param graph whose cells read it
   * @param touch told each place where something else is wanted
   */
  public RouteBook(Graph graph, Touch touch) {
    places = new Inputs<>(graph);
    this.touch = touch;
  }

  /**
   * Takes in what a resource wants.
   *
   * @param role which of its routes
   * @param rank the resource's place in the order of names
   * @param before what it wanted before
   * @param after what it wants now
   */
  public void follow(Role role, int rank, List<DesiredRoute> before, List<DesiredRoute> after) {
    Purpose purpose = role == Role.STANDBY ? Purpose.STANDBY : Purpose.TRAFFIC;
    Claimant claimant = new Claimant(purpose, rank);
    Map<RouteKey, DesiredRoute> old = byKey(before);
    Map<RouteKey, DesiredRoute> now = byKey(after);
    old.keySet().stream()
        .filter(key -> !now.containsKey(key))
        .forEach(k -> claims.release(k, claimant));
    now.forEach(
        (key, route) -> {
          if (!route.equals(old.get(key))) {
            claims.claim(key, claimant, new Wanted(route, role == Role.STANDBY));
          }
        });
  }

  private static Map<RouteKey, DesiredRoute> byKey(List<DesiredRoute> routes) {
    Map<RouteKey, DesiredRoute> byKey = new LinkedHashMap<>();
    routes.forEach(route -> byKey.putIfAbsent(route.key(), route));
    return byKey;
  }

  /** Wants the route of a probe path; its table is its own, unless a resource has claimed it. */
  void want(DesiredRoute path) {
    claims.claim(path.key(), PATHS, new Wanted(path, false));
  }

  void release(DesiredRoute path) {
    claims.release(path.key(), PATHS);
  }

  private void counts(RouteKey key, @Nullable Wanted before, @Nullable Wanted after) {
    Place place = Place.of(key);
    PersistentMap<RouteKey, Wanted> there = at(place);
    PersistentMap<RouteKey, Wanted> next =
        after == null ? there.minus(key) : there.plus(key, after);
    places.set(place, next.isEmpty() ? null : next);
    routes.set(key, after == null ? null : after.route());
    touch.place(place);
  }

  /**
   * Returns what is wanted at a place.
   *
   * @param place the place
   * @return the routes by key, none or more
   */
  public PersistentMap<RouteKey, Wanted> at(Place place) {
    return places.find(place).orElse(PersistentMap.empty());
  }

  /**
   * Returns all wanted routes.
   *
   * @return the routes by key
   */
  public PersistentMap<RouteKey, DesiredRoute> routes() {
    return routes.snapshot();
  }
}
