package net.routerd.model;

import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;
import org.immutables.value.Value;

/** A route that routerd keeps in the kernel (KIND-3). */
public sealed interface IpRoute extends Resource permits IPv4Route, IPv6Route {

  /**
   * Returns the address family.
   *
   * @return the family that the kind names
   */
  IpFamily family();

  /**
   * Returns where the route leads.
   *
   * @return a prefix, or a reference to a prefix or to a list of prefixes (one kernel route for
   *     each)
   */
  Expression<Cidr> destination();

  /**
   * Returns the outgoing device.
   *
   * @return the device or a reference to it
   */
  Optional<Expression<LinkName>> device();

  /**
   * Returns the next router.
   *
   * @return an address or a reference to one
   */
  Optional<Expression<IpAddress>> gateway();

  /**
   * Tells whether the gateway is taken as on the link although no connected prefix holds it.
   *
   * @return false unless set
   */
  default boolean onlink() {
    return false;
  }

  /**
   * Returns the metric.
   *
   * @return 0 to 4294967295, lower wins; 0 unless set, which is 1024 for IPv6
   */
  default long metric() {
    return 0;
  }

  /**
   * Returns the table.
   *
   * @return main unless set
   */
  default RouteTable table() {
    return RouteTable.MAIN;
  }

  /**
   * Returns what the route does.
   *
   * @return unicast unless set
   */
  default RouteType type() {
    return RouteType.UNICAST;
  }

  /**
   * Returns the source address for the machine's own packets.
   *
   * @return an address or a reference to one
   */
  Optional<Expression<IpAddress>> preferredSource();

  /**
   * Tells whether the next-best ready candidate's route is kept beside this one (RT-11).
   *
   * @return false unless set
   */
  default boolean standby() {
    return false;
  }

  /**
   * Returns the metric that the kernel gives the route: for IPv6 it takes 0 as 1024
   * (IP6_RT_PRIO_USER, net/ip6_route.h; RT-13).
   *
   * @return the metric
   */
  @Value.NonAttribute
  default long effectiveMetric() {
    return family() == IpFamily.IPV6 && metric() == 0 ? 1024 : metric();
  }

  /**
   * Returns the metric of the standby route.
   *
   * @return the effective metric + 1 unless set
   */
  default long standbyMetric() {
    return effectiveMetric() + 1;
  }

  /**
   * Returns what becomes of the route while a reference has no value (RT-14).
   *
   * @return keep unless set
   */
  default WhenUnresolved whenUnresolved() {
    return WhenUnresolved.KEEP;
  }
}
