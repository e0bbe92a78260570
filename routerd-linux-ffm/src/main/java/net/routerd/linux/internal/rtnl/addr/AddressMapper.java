package net.routerd.linux.internal.rtnl.addr;

import java.util.Optional;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;

/** Turns addresses of the kernel into the model's. */
public final class AddressMapper {

  private AddressMapper() {}

  /**
   * Returns an address of the kernel as the model's.
   *
   * @param message the address
   * @return the address; empty if it is not one of the Internet protocol
   */
  public static Optional<LinkAddress> observed(AddressMessage message) {
    Optional<IpFamily> family = Families.of(message.family());
    Optional<IpAddress> address = find(message, AddressAttributes.ADDRESS);
    Optional<IpAddress> local = find(message, AddressAttributes.LOCAL).or(() -> address);
    if (family.isEmpty()
        || message.prefixLength() > family.get().bits()
        || local.filter(l -> l.family() == family.get()).isEmpty()) {
      return Optional.empty();
    }
    boolean secondary =
        family.get() == IpFamily.IPV4 && (message.flags() & AddressAttributes.SECONDARY) != 0;
    Optional<IpAddress> peer = address.filter(a -> !a.equals(local.get()));
    return Optional.of(new LinkAddress(local.get(), message.prefixLength(), peer, secondary));
  }

  private static Optional<IpAddress> find(AddressMessage message, int type) {
    return message.attributes().find(type).map(NlAttr::bytes).flatMap(Families::address);
  }
}
