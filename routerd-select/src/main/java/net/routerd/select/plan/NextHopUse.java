package net.routerd.select.plan;

import java.util.Comparator;
import net.routerd.model.ResourceRef;

/**
 * What a nexthop object is for: the routes of one resource, or those that stand by for them.
 *
 * @param route the route resource
 * @param role which of its routes
 */
public record NextHopUse(ResourceRef route, Role role) implements Comparable<NextHopUse> {

  /** Which routes of a resource. */
  public enum Role {
    /** Those that carry the traffic. */
    PRIMARY,
    /** Those that stand by (RT-11). */
    STANDBY
  }

  private static final Comparator<NextHopUse> ORDER =
      Comparator.comparing(NextHopUse::route).thenComparing(NextHopUse::role);

  @Override
  public int compareTo(NextHopUse other) {
    return ORDER.compare(this, other);
  }
}
