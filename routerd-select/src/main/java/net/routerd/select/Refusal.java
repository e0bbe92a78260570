package net.routerd.select;

import net.routerd.model.route.RouteChange;

/**
 * A change that the kernel refused (RT-10).
 *
 * @param change what was asked
 * @param answer the kernel's answer, such as {@code ENETUNREACH (101), "Nexthop has invalid
 *     gateway"}
 * @param attempts how often in a row, 1 or more
 * @param retryAtNanos when it is tried again, on the monotonic clock
 */
public record Refusal(RouteChange change, String answer, int attempts, long retryAtNanos) {

  /**
   * The number of a nexthop object, as the subject of changes.
   *
   * @param id the number
   */
  public record NextHopId(long id) {
    @Override
    public String toString() {
      return "nexthop id " + id;
    }
  }

  /**
   * Returns the same, to be tried again from a time on.
   *
   * @param nanos the time, on the monotonic clock
   * @return as after a link or address event at that time (RT-10)
   */
  public Refusal dueAt(long nanos) {
    return new Refusal(change, answer, attempts, nanos);
  }

  /**
   * Returns what a change is about: the route's key, the rule, or the nexthop object's number.
   *
   * @param change any change
   * @return a value that is equal for changes that supersede each other
   */
  public static Object subject(RouteChange change) {
    return switch (change) {
      case RouteChange.AddRoute add -> add.route().key();
      case RouteChange.ReplaceRoute replace -> replace.route().key();
      case RouteChange.DeleteRoute delete -> delete.route().key();
      case RouteChange.AddRule add -> add.rule();
      case RouteChange.DeleteRule delete -> delete.rule();
      case RouteChange.AddNextHop add -> new NextHopId(add.hop().id());
      case RouteChange.ReplaceNextHop replace -> new NextHopId(replace.hop().id());
      case RouteChange.DeleteNextHop delete -> new NextHopId(delete.hop().id());
    };
  }
}
