package net.routerd.linux.internal.rtnl;

import java.util.Optional;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;

/** Address families and addresses as rtnetlink writes them (linux/socket.h). */
public final class Families {

  /** {@code AF_UNSPEC}. */
  public static final int UNSPEC = 0;

  /** {@code AF_INET}. */
  public static final int INET = 2;

  /** {@code AF_INET6}. */
  public static final int INET6 = 10;

  private Families() {}

  /**
   * Returns the kernel's number of a family.
   *
   * @param family the family
   * @return {@code AF_INET} or {@code AF_INET6}
   */
  public static int number(IpFamily family) {
    return family == IpFamily.IPV4 ? INET : INET6;
  }

  /**
   * Returns the family that a number names.
   *
   * @param number such as {@code AF_INET}
   * @return the family; empty if it is not one of the Internet protocol
   */
  public static Optional<IpFamily> of(int number) {
    return switch (number) {
      case INET -> Optional.of(IpFamily.IPV4);
      case INET6 -> Optional.of(IpFamily.IPV6);
      default -> Optional.empty();
    };
  }

  /**
   * Returns the address that bytes spell.
   *
   * @param bytes in network order
   * @return the address; empty if the model knows none such: another length, or IPv4-mapped
   */
  public static Optional<IpAddress> address(byte[] bytes) {
    return (bytes.length == 4 || bytes.length == 16) && !isMapped(bytes)
        ? Optional.of(IpAddress.of(bytes))
        : Optional.empty();
  }

  private static boolean isMapped(byte[] bytes) {
    if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the prefix that an attribute and a length field spell.
   *
   * @param family the message's family
   * @param attribute the network, absent where the length is 0
   * @param length in bits
   * @return the prefix; empty if the model knows none such
   */
  public static Optional<Cidr> prefix(IpFamily family, Optional<NlAttr> attribute, int length) {
    if (length > family.bits()) {
      return Optional.empty();
    }
    Optional<IpAddress> network =
        attribute.isEmpty()
            ? Optional.of(family.defaultPrefix().network())
            : attribute.flatMap(a -> address(a.bytes()));
    return network.filter(n -> n.family() == family).map(n -> Cidr.containing(n, length));
  }
}
