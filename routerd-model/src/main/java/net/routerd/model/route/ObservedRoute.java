package net.routerd.model.route;

import java.util.Optional;
import net.routerd.model.net.IpAddress;

/**
 * A route that the kernel was read to hold.
 *
 * @param key its place
 * @param action what it does; a device that is gone from the link table has the name {@code
 *     if<index>}
 * @param preferredSource the source address that it sets
 * @param protocol who installed it ({@code rtm_protocol}, 0 to 255), or {@link #UNTOLD_PROTOCOL}
 * @param usable false where the kernel marks it dead or its link down ({@code RTNH_F_DEAD}, {@code
 *     RTNH_F_LINKDOWN})
 */
public record ObservedRoute(
    RouteKey key,
    RouteAction action,
    Optional<IpAddress> preferredSource,
    int protocol,
    boolean usable) {

  /**
   * The protocol of a next hop of an IPv6 multipath route, behind the first: to the kernel it is a
   * route of its own, but it tells the owner of the first alone. As routerd adds a route only where
   * none stands, such a next hop is not routerd's. {@code RTPROT_UNSPEC} (linux/rtnetlink.h), which
   * no program uses.
   */
  public static final int UNTOLD_PROTOCOL = 0;

  /**
   * Returns the route in the words of {@code ip route}.
   *
   * @return such as {@code 0.0.0.0/0 table main via 172.17.0.1 dev wan0 proto 114}
   */
  @Override
  public String toString() {
    return key
        + " "
        + action
        + preferredSource.map(s -> " src " + s).orElse("")
        + " proto "
        + protocol;
  }
}
