package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;

/**
 * A route as the kernel holds it: by device number, not by name.
 *
 * @param ifindex the outgoing device, 0 for none
 * @param nextHopId the nexthop object that leads it, {@link #NO_OBJECT} where it has its own next
 *     hop
 */
record KernelRoute(
    RouteKey key,
    RouteType type,
    int ifindex,
    Optional<IpAddress> gateway,
    boolean onlink,
    Optional<IpAddress> preferredSource,
    int protocol,
    long nextHopId) {

  /** Who makes the routes of connected prefixes: RTPROT_KERNEL (linux/rtnetlink.h). */
  static final int PROTOCOL_KERNEL = 2;

  /** The number of no nexthop object. */
  static final long NO_OBJECT = 0;

  /** Whether it is one next hop of several if others stand at its key (rt6_qualify_for_ecmp). */
  boolean isLeg() {
    return key.family() == IpFamily.IPV6 && gateway.isPresent();
  }

  KernelRoute through(int device) {
    return new KernelRoute(
        key, type, device, gateway, onlink, preferredSource, protocol, nextHopId);
  }

  KernelRoute withoutPreferredSource() {
    return new KernelRoute(
        key, type, ifindex, gateway, onlink, Optional.empty(), protocol, nextHopId);
  }

  /** Returns this route as its object leads it. */
  KernelRoute leading(KernelHop hop) {
    return new KernelRoute(
        key,
        hop.type(),
        hop.ifindex(),
        hop.gateway(),
        hop.onlink(),
        preferredSource,
        protocol,
        nextHopId);
  }
}
