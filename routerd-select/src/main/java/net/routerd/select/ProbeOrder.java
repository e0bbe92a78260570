package net.routerd.select;

import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;

/**
 * A check that is to be probed, every interval, until an order for it says otherwise or is missing.
 *
 * @param check the check
 * @param generation a new generation is probed at once (HC-8); results carry it
 * @param device what the probe's socket is bound to
 * @param ifindex the device's number
 * @param sourceAddress what the socket is bound to as well
 * @param path the path of ours that the probe must take, empty for a check that no candidate uses
 */
public record ProbeOrder(
    HealthCheck check,
    long generation,
    LinkName device,
    int ifindex,
    Optional<IpAddress> sourceAddress,
    Optional<Path> path) {

  /**
   * A path of ours (PATH-1).
   *
   * @param table its table
   * @param gateway its gateway, empty for a device route
   * @param mark the firewall mark of its probes, 0 for none
   */
  public record Path(RouteTable table, Optional<IpAddress> gateway, long mark) {}
}
