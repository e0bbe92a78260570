package net.routerd.model.route;

import java.util.Comparator;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;

/**
 * A policy rule of the kernel (ip-rule(8)) that sends some packets to a table.
 *
 * @param family the address family
 * @param priority its place in the order of rules, 0 to 4294967295, lower is asked first
 * @param outgoingDevice matches sockets bound to this device ({@code FRA_OIFNAME})
 * @param from matches the source address
 * @param to matches the destination address
 * @param mark matches the firewall mark, 0 for any ({@code FRA_FWMARK})
 * @param table where a match is looked up
 */
public record RouteRule(
    IpFamily family,
    long priority,
    Optional<LinkName> outgoingDevice,
    Optional<Cidr> from,
    Optional<Cidr> to,
    long mark,
    RouteTable table)
    implements Comparable<RouteRule> {

  private static final Comparator<RouteRule> ORDER =
      Comparator.comparing(RouteRule::family)
          .thenComparingLong(RouteRule::priority)
          .thenComparing(RouteRule::table)
          .thenComparing(RouteRule::toString);

  @Override
  public int compareTo(RouteRule other) {
    return ORDER.compare(this, other);
  }

  /**
   * Returns the rule in the words of {@code ip rule}.
   *
   * @return such as {@code 11400: from all to 1.1.1.1/32 oif wan0 lookup 114000}
   */
  @Override
  public String toString() {
    return priority
        + ": from "
        + from.map(Cidr::toString).orElse("all")
        + to.map(t -> " to " + t).orElse("")
        + (mark == 0 ? "" : " fwmark 0x" + Long.toHexString(mark))
        + outgoingDevice.map(d -> " oif " + d).orElse("")
        + " lookup "
        + table;
  }
}
