package net.routerd.model.route;

import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import org.jspecify.annotations.Nullable;

/**
 * What makes two routes the same place in the kernel: table, destination and metric (type of
 * service 0).
 *
 * @param table the routing table
 * @param destination the prefix
 * @param metric the priority, 0 to 4294967295, lower wins; never 0 for IPv6, where the kernel takes
 *     0 as 1024
 */
public record RouteKey(RouteTable table, Cidr destination, long metric)
    implements Comparable<RouteKey> {

  /**
   * What the kernel makes of an IPv6 metric of 0: {@code IP6_RT_PRIO_USER} (linux/ipv6_route.h).
   */
  public static final long IPV6_DEFAULT_METRIC = 1024;

  /** Checks the metric and turns an IPv6 metric of 0 into 1024 (RT-13). */
  public RouteKey {
    if (metric < 0 || metric > 0xFFFFFFFFL) {
      throw new IllegalArgumentException("a metric is 0 to 4294967295, not " + metric);
    }
    if (metric == 0 && destination.family() == IpFamily.IPV6) {
      metric = IPV6_DEFAULT_METRIC;
    }
  }

  /**
   * Returns the address family.
   *
   * @return the family of the destination
   */
  public IpFamily family() {
    return destination.family();
  }

  @Override
  public int compareTo(RouteKey other) {
    int byTable = table.compareTo(other.table);
    if (byTable != 0) {
      return byTable;
    }
    int byDestination = destination.compareTo(other.destination);
    return byDestination != 0 ? byDestination : Long.compare(metric, other.metric);
  }

  /**
   * Returns a number that keeps the neighbourhood of {@link Cidr#hashCode()}.
   *
   * @return one that is the same for equal keys
   */
  @Override
  public int hashCode() {
    return destination.hashCode()
        + 0x85EBCA6B * Long.hashCode(table.id())
        + 0xC2B2AE35 * (int) metric;
  }

  // Spelled out in this and what it consists of, for tables of a million: a record's own goes
  // through method handles, which a JVM that is cold, or has the first compiler only, is slow at.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RouteKey that
        && metric == that.metric
        && destination.equals(that.destination)
        && table.equals(that.table);
  }

  /**
   * Returns the key in the words of {@code ip route}.
   *
   * @return such as {@code 0.0.0.0/0 table main metric 100}
   */
  @Override
  public String toString() {
    return destination + " table " + table + (metric == 0 ? "" : " metric " + metric);
  }
}
