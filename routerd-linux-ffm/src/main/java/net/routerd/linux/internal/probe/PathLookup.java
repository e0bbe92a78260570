package net.routerd.linux.internal.probe;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;
import net.routerd.spi.PlatformException;

/**
 * Asks the kernel which route a packet would take: RTM_GETROUTE with RTM_F_FIB_MATCH, which tells
 * the matching route itself. Without that flag the kernel takes a target behind a bound device as
 * on-link when there is no route at all (PATH-2).
 */
@FunctionalInterface
public interface PathLookup {

  /**
   * Looks a route up, in the network namespace that the probes leave from. Called on the probe
   * loop's thread, for every probe; the kernel answers without waiting for a lock.
   *
   * @param target where to
   * @param ifindex the number of the device that the packet must leave by
   * @param mark the firewall mark, 0 for none
   * @param source the source address, empty where the kernel chooses
   * @return what the kernel said
   * @throws PlatformException if the kernel could not be asked
   */
  Answer find(IpAddress target, int ifindex, long mark, Optional<IpAddress> source);

  /** The kernel's answer. */
  sealed interface Answer {

    /**
     * There is a route.
     *
     * @param table the table that it stands in
     * @param gateway its gateway, empty for a device route
     * @param ifindex the number of the device that it leaves by
     */
    record Found(RouteTable table, Optional<IpAddress> gateway, int ifindex) implements Answer {}

    /**
     * There is none, or one that sends nothing.
     *
     * @param errno the kernel's reason, above zero
     */
    record None(int errno) implements Answer {}
  }
}
