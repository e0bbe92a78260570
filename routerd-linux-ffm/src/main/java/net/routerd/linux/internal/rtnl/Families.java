package net.routerd.linux.internal.rtnl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlWriter;
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

  private static final Optional<IpFamily> IPV4 = Optional.of(IpFamily.IPV4);
  private static final Optional<IpFamily> IPV6 = Optional.of(IpFamily.IPV6);
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

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
      case INET -> IPV4;
      case INET6 -> IPV6;
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
    return address(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), 0, bytes.length);
  }

  /**
   * Returns the address that bytes in a buffer spell.
   *
   * @param bytes the buffer, in native order
   * @param at where they begin
   * @param length how many there are
   * @return the address; empty if the model knows none such: another length, or IPv4-mapped
   */
  public static Optional<IpAddress> address(ByteBuffer bytes, int at, int length) {
    if (length == 4) {
      return Optional.of(new IpAddress(IpFamily.IPV4, 0, network(bytes.getInt(at)) & 0xFFFFFFFFL));
    }
    if (length != 16) {
      return Optional.empty();
    }
    long high = network(bytes.getLong(at));
    long low = network(bytes.getLong(at + 8));
    return high == 0 && low >>> 32 == 0xFFFF
        ? Optional.empty()
        : Optional.of(new IpAddress(IpFamily.IPV6, high, low));
  }

  /**
   * Tells whether bytes in a buffer spell an address, without making one of them.
   *
   * @param bytes the buffer, in native order
   * @param at where they begin
   * @param length how many there are
   * @param address the address
   * @return true if {@link #address(ByteBuffer, int, int)} would return an equal one
   */
  public static boolean isAddress(ByteBuffer bytes, int at, int length, IpAddress address) {
    return length * Byte.SIZE == address.family().bits()
        && (length == 4
            ? (network(bytes.getInt(at)) & 0xFFFFFFFFL) == address.low()
            : network(bytes.getLong(at)) == address.high()
                && network(bytes.getLong(at + 8)) == address.low());
  }

  /**
   * Turns what was read in native order into what was written in network order, or back.
   *
   * @param value such as an IPv4 address
   * @return the same bytes in the other order
   */
  public static int network(int value) {
    return LITTLE ? Integer.reverseBytes(value) : value;
  }

  /**
   * Turns what was read in native order into what was written in network order, or back.
   *
   * @param value such as half of an IPv6 address
   * @return the same bytes in the other order
   */
  public static long network(long value) {
    return LITTLE ? Long.reverseBytes(value) : value;
  }

  /**
   * Writes an attribute of an address.
   *
   * @param out appended to
   * @param type the attribute's type
   * @param address the address
   */
  public static void write(NlWriter out, int type, IpAddress address) {
    out.attribute(type, address.family().bits() / 8);
    writeBytes(out, address);
  }

  /**
   * Writes an address.
   *
   * @param out appended to
   * @param address the address
   */
  public static void writeBytes(NlWriter out, IpAddress address) {
    if (address.family() == IpFamily.IPV4) {
      out.network32(address.low());
    } else {
      out.network64(address.high()).network64(address.low());
    }
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
