package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/**
 * Packets whose way is asked for.
 *
 * @param to where they go
 * @param device the device that their socket is bound to ({@code SO_BINDTODEVICE})
 * @param from the source address that their socket is bound to
 * @param mark their firewall mark, 0 for none
 */
public record Flow(IpAddress to, Optional<LinkName> device, Optional<IpAddress> from, long mark) {

  /**
   * Returns ordinary packets: from a socket that is bound to nothing.
   *
   * @param address where they go
   * @return the flow
   */
  public static Flow to(String address) {
    return to(IpAddress.parse(address));
  }

  /**
   * Returns ordinary packets: from a socket that is bound to nothing.
   *
   * @param address where they go
   * @return the flow
   */
  public static Flow to(IpAddress address) {
    return new Flow(address, Optional.empty(), Optional.empty(), 0);
  }

  /**
   * Returns these packets from a socket that is bound to a device.
   *
   * @param name the device
   * @return the flow
   */
  public Flow boundTo(String name) {
    return new Flow(to, Optional.of(new LinkName(name)), from, mark);
  }

  /**
   * Returns these packets from a socket that is bound to an address.
   *
   * @param address the source address
   * @return the flow
   */
  public Flow from(String address) {
    return new Flow(to, device, Optional.of(IpAddress.parse(address)), mark);
  }

  /**
   * Returns these packets with a firewall mark.
   *
   * @param value the mark
   * @return the flow
   */
  public Flow marked(long value) {
    return new Flow(to, device, from, value);
  }
}
