package net.routerd.select.plan;

import java.util.Comparator;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteKey;

/**
 * Where routes lead, whatever their metric. What stands at one place and what is wanted there is
 * compared as a whole, and apart from all other places.
 *
 * @param table the routing table
 * @param destination the prefix
 */
public record Place(RouteTable table, Cidr destination) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::table).thenComparing(Place::destination);

  /**
   * Returns the place of a route.
   *
   * @param key the route's key
   * @return its place
   */
  public static Place of(RouteKey key) {
    return new Place(key.table(), key.destination());
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
