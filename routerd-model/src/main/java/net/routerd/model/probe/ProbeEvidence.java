package net.routerd.model.probe;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/**
 * Which way a probe really went (HC-8), as the kernel told it.
 *
 * @param device the device that the socket was bound to
 * @param ifindex the kernel's number of that device when the socket was bound
 * @param source the address that the probe was sent from, empty where the kernel has not told it:
 *     of an echo it may do so by the answer alone
 * @param nextHop the gateway of the route that the kernel's lookup gave, empty for a device route
 * @param rttNanos round-trip time in nanoseconds
 */
public record ProbeEvidence(
    LinkName device,
    int ifindex,
    Optional<IpAddress> source,
    Optional<IpAddress> nextHop,
    long rttNanos) {}
