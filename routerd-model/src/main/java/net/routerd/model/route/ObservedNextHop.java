package net.routerd.model.route;

import net.routerd.model.net.IpFamily;

/**
 * A nexthop object that the kernel was read to hold. There is none on a device without carrier: the
 * kernel deletes it, with the routes that use it, and tells nobody.
 *
 * @param id its number
 * @param family its address family; IPv4 for a group, which has none
 * @param action where it leads; {@link RouteAction.Other} for a group, which routerd never makes
 * @param protocol who made it ({@code nh_protocol}, 0 to 255)
 */
public record ObservedNextHop(long id, IpFamily family, RouteAction action, int protocol) {

  /**
   * Returns the object in the words of {@code ip nexthop}.
   *
   * @return such as {@code nexthop id 114000000 via 172.17.0.1 dev wan0 proto 114}
   */
  @Override
  public String toString() {
    return "nexthop id " + id + " " + action + " proto " + protocol;
  }
}
