package net.routerd.model.link;

import java.util.List;
import java.util.Set;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import org.jspecify.annotations.Nullable;

/**
 * A network device and what stands on it, at one instant.
 *
 * @param name the device's name
 * @param index the kernel's number of the device (ifindex), 1 or more; a re-created device has
 *     another one, and numbers are reused
 * @param adminUp IFF_UP: the administrator wants the device up
 * @param carrier IFF_LOWER_UP: the driver sees the other end
 * @param operState the operational state
 * @param mtu the largest packet in bytes
 * @param addresses the addresses in the kernel's order
 * @param rpFilter the effective reverse path filter for IPv4, the larger of {@code conf.all} and
 *     {@code conf.DEVICE}: 0 off, 1 strict, 2 loose (Documentation/networking/ip-sysctl.rst)
 * @param ignoreRoutesWithLinkdown the families for which routes through the device are passed over
 *     while it has no carrier: the effective {@code
 *     net.FAMILY.conf.DEVICE.ignore_routes_with_linkdown} (RT-11)
 */
public record Link(
    LinkName name,
    int index,
    boolean adminUp,
    boolean carrier,
    OperState operState,
    int mtu,
    List<LinkAddress> addresses,
    int rpFilter,
    Set<IpFamily> ignoreRoutesWithLinkdown) {

  /** Copies the addresses and the families. */
  public Link {
    addresses = List.copyOf(addresses);
    ignoreRoutesWithLinkdown = Set.copyOf(ignoreRoutesWithLinkdown);
  }

  /**
   * Tells whether the device passes packets (RDY-2): IFF_UP, carrier, and an operational state of
   * UP or UNKNOWN.
   *
   * @return true if it is up
   */
  public boolean isUp() {
    return adminUp && carrier && (operState == OperState.UP || operState == OperState.UNKNOWN);
  }

  /**
   * Returns the device as it is when the cable is out: it keeps what the administrator wants, and
   * its addresses.
   *
   * @param state the operational state then: DOWN, or LOWER_LAYER_DOWN where it stands on another;
   *     the kernel may tell of it a little later
   * @return the same without carrier
   */
  public Link withoutCarrier(OperState state) {
    return new Link(
        name, index, adminUp, false, state, mtu, addresses, rpFilter, ignoreRoutesWithLinkdown);
  }

  // Spelled out for the same reason as in RouteKey: it is asked on the way from a lost carrier to
  // another route. What differs mostly comes first.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Link that
            && index == that.index
            && carrier == that.carrier
            && adminUp == that.adminUp
            && operState == that.operState
            && mtu == that.mtu
            && rpFilter == that.rpFilter
            && name.equals(that.name)
            && addresses.equals(that.addresses)
            && ignoreRoutesWithLinkdown.equals(that.ignoreRoutesWithLinkdown);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + index;
  }

  /**
   * Returns the addresses of one family.
   *
   * @param family the family wanted
   * @return the addresses in the kernel's order
   */
  public List<LinkAddress> addresses(IpFamily family) {
    return addresses.stream().filter(a -> a.address().family() == family).toList();
  }
}
