package net.routerd.spi;

import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;

/**
 * One probe to send.
 *
 * @param check what is probed, how, and how long the answer is waited for
 * @param generation copied into the result
 * @param sequence copied into the result
 * @param device the device that the socket is bound to, before any packet (HC-4)
 * @param ifindex the kernel's number of that device as the engine knows it; the probe is PinFailed
 *     if the device has another by now
 * @param sourceAddress the address that the socket is bound to as well (HC-5)
 * @param path the route that the kernel must find for it
 */
public record ProbeRequest(
    HealthCheck check,
    long generation,
    long sequence,
    LinkName device,
    int ifindex,
    Optional<IpAddress> sourceAddress,
    Path path) {

  /** Which route the kernel's lookup must give for the probe. */
  public sealed interface Path {

    /** Any route through the device: a check that no candidate uses has no path of its own. */
    record Any() implements Path {}

    /**
     * The default route of a table of ours (PATH-1).
     *
     * @param table the table
     * @param gateway its gateway, empty for a device route
     * @param mark the firewall mark that the socket carries ({@code SO_MARK}), 0 for none
     */
    record Own(RouteTable table, Optional<IpAddress> gateway, long mark) implements Path {}
  }
}
