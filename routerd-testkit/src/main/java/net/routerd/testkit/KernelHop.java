package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.RouteType;

/**
 * A nexthop object as the kernel holds it: by device number, not by name.
 *
 * @param family that of its gateway, or the one that was asked for
 * @param type unicast, or a blackhole without a device
 * @param ifindex the outgoing device, 0 for none
 */
record KernelHop(
    long id,
    IpFamily family,
    RouteType type,
    int ifindex,
    Optional<IpAddress> gateway,
    boolean onlink,
    int protocol) {}
