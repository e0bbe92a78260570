package net.routerd.select.ready;

import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;

/** What can be said of a gateway and of source addresses from a device's addresses alone. */
public final class NextHopFacts {

  private NextHopFacts() {}

  /**
   * Tells whether the kernel can find a candidate's gateway on its device (GW-4). IPv6 gateways are
   * left to the kernel: a router's link-local address is covered by every device.
   *
   * @param candidate the candidate
   * @param link its device
   * @param gateway its gateway
   * @return true if a connected prefix or a peer of the device covers the gateway, or nothing has
   *     to
   */
  public static boolean gatewayIsReachable(Candidate candidate, Link link, IpAddress gateway) {
    return candidate.onlink()
        || gateway.family() == IpFamily.IPV6
        || link.addresses().stream().anyMatch(address -> address.connected().contains(gateway));
  }

  /**
   * Returns the address that the kernel takes as source for packets that go out by a device: the
   * first that is not secondary and whose connected prefix holds the gateway, else the first that
   * is not secondary ({@code inet_select_addr}, net/ipv4/devinet.c); never a link-local IPv6
   * address, which reaches no further than the link.
   *
   * @param link the device
   * @param family the family of the packets
   * @param gateway the next router, if there is one
   * @return the address, empty if the device has none
   */
  public static Optional<IpAddress> sourceOn(
      Link link, IpFamily family, Optional<IpAddress> gateway) {
    Optional<IpAddress> first = Optional.empty();
    for (LinkAddress address : link.addresses()) {
      boolean local = family == IpFamily.IPV6 && address.address().isLinkLocal();
      if (address.address().family() != family || address.secondary() || local) {
        continue;
      }
      if (gateway.isPresent() && address.connected().contains(gateway.get())) {
        return Optional.of(address.address());
      }
      if (first.isEmpty()) {
        first = Optional.of(address.address());
      }
    }
    return first;
  }
}
