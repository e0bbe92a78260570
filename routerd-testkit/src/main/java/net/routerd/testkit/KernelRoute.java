package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;

/**
 * A route as the kernel holds it: by device number, not by name.
 *
 * @param ifindex the outgoing device, 0 for none
 */
record KernelRoute(
    RouteKey key,
    RouteType type,
    int ifindex,
    Optional<IpAddress> gateway,
    boolean onlink,
    Optional<IpAddress> preferredSource,
    int protocol) {

  /** Who makes the routes of connected prefixes: RTPROT_KERNEL (linux/rtnetlink.h). */
  static final int PROTOCOL_KERNEL = 2;

  KernelRoute through(int device) {
    return new KernelRoute(key, type, device, gateway, onlink, preferredSource, protocol);
  }

  KernelRoute withoutPreferredSource() {
    return new KernelRoute(key, type, ifindex, gateway, onlink, Optional.empty(), protocol);
  }
}
