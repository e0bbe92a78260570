package net.routerd.model.route;

import java.util.Optional;
import net.routerd.model.net.IpFamily;

/**
 * A nexthop object that the kernel was read to hold. There is none on a device without carrier: the
 * kernel deletes it, with the routes that use it, and tells nobody.
 *
 * @param id its number
 * @param family its address family; IPv4 for a group, which has none
 * @param action where it leads; {@link RouteAction.Other} for a group, which routerd never makes
 * @param protocol who made it ({@code nh_protocol}, 0 to 255)
 * @param foreignUser a route or a group of somebody else that refers to it, in words, as far as it
 *     is known: the kernel would take that away together with the object (RT-1)
 */
public record ObservedNextHop(
    long id, IpFamily family, RouteAction action, int protocol, Optional<String> foreignUser) {

  /**
   * Makes one of which no use by others is known.
   *
   * @param id its number
   * @param family its address family
   * @param action where it leads
   * @param protocol who made it
   */
  public ObservedNextHop(long id, IpFamily family, RouteAction action, int protocol) {
    this(id, family, action, protocol, Optional.empty());
  }

  /**
   * Returns the object with another user.
   *
   * @param user a route or a group of somebody else that refers to it, in words
   * @return the object, otherwise the same
   */
  public ObservedNextHop usedBy(Optional<String> user) {
    return new ObservedNextHop(id, family, action, protocol, user);
  }

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
