package net.routerd.linux.internal.ffm;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;
import static net.routerd.linux.internal.ffm.Constants.AF_INET6;
import static net.routerd.linux.internal.ffm.Constants.AF_NETLINK;
import static net.routerd.linux.internal.ffm.Constants.AF_UNIX;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;

/**
 * The bytes of {@code struct sockaddr_*}: the family in native order first, ports and addresses in
 * network order. Sources: netinet/in.h (in, in6), linux/netlink.h (nl), sys/un.h (un).
 */
public final class SockAddr {

  /** Room for any address: {@code struct sockaddr_storage}. */
  public static final int MAX = 128;

  static final int IN = 16;
  static final int IN6 = 28;
  static final int NL = 12;
  private static final int IN_ADDR = 4;
  private static final int IN6_ADDR = 8;
  private static final int UN_PATH = 108;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private SockAddr() {}

  /**
   * Returns {@code struct sockaddr_in} or {@code sockaddr_in6}.
   *
   * @param address the address
   * @param port 0 to 65535
   * @param scope {@code sin6_scope_id}, the ifindex for a link-local address, else 0; not used for
   *     IPv4
   * @return 16 or 28 bytes
   */
  public static byte[] inet(IpAddress address, int port, int scope) {
    return inet(room(address.family()), address, port, scope);
  }

  /**
   * Returns room for an address.
   *
   * @param family its family
   * @return as many bytes as it needs
   */
  public static byte[] room(IpFamily family) {
    return new byte[family == IpFamily.IPV4 ? IN : IN6];
  }

  /**
   * Writes {@code struct sockaddr_in} or {@code sockaddr_in6}.
   *
   * @param room from {@link #room} for the address's family; what it held before is gone
   * @param address the address
   * @param port 0 to 65535
   * @param scope as above
   * @return the room
   */
  public static byte[] inet(byte[] room, IpAddress address, int port, int scope) {
    boolean v4 = address.family() == IpFamily.IPV4;
    SHORT.set(room, 0, (short) (v4 ? AF_INET : AF_INET6));
    putBigEndian(room, 2, port, 2);
    if (v4) {
      putBigEndian(room, 4, address.low(), 4);
      INT.set(room, 8, 0);
      INT.set(room, 12, 0);
    } else {
      INT.set(room, 4, 0);
      putBigEndian(room, 8, address.high(), 8);
      putBigEndian(room, 16, address.low(), 8);
      INT.set(room, 24, scope);
    }
    return room;
  }

  /**
   * Returns {@code struct sockaddr_nl}.
   *
   * @param port the netlink port id, 0 for the kernel (to send to) or to be given one (to bind)
   * @param groups the mask of the first 32 multicast groups
   * @return 12 bytes
   */
  public static byte[] netlink(int port, int groups) {
    ByteBuffer b = ByteBuffer.allocate(NL).order(ByteOrder.nativeOrder());
    return b.putShort((short) AF_NETLINK).putShort((short) 0).putInt(port).putInt(groups).array();
  }

  /**
   * Returns {@code struct sockaddr_un} of an abstract name, see unix(7).
   *
   * @param name the name without its leading zero byte
   * @return the bytes, as many as the name needs
   */
  public static byte[] abstractUnix(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    if (text.length > UN_PATH - 1) {
      throw new IllegalArgumentException("a socket name has at most 107 bytes: " + name);
    }
    ByteBuffer b = ByteBuffer.allocate(3 + text.length).order(ByteOrder.nativeOrder());
    return b.putShort((short) AF_UNIX).put((byte) 0).put(text).array();
  }

  /**
   * Returns the address in a {@code sockaddr_in} or {@code sockaddr_in6}.
   *
   * @param sockaddr the bytes
   * @param length how many of them count
   * @return the address; empty if it is of another family, cut short, or IPv4-mapped
   */
  public static Optional<IpAddress> address(ByteBuffer sockaddr, int length) {
    int family = length < 2 ? -1 : sockaddr.getShort(0);
    if (family == AF_INET && length >= IN) {
      return addressAt(sockaddr, IN_ADDR, IpFamily.IPV4);
    }
    if (family == AF_INET6 && length >= IN6) {
      return addressAt(sockaddr, IN6_ADDR, IpFamily.IPV6);
    }
    return Optional.empty();
  }

  /**
   * Returns the address in a {@code struct in_addr} or {@code in6_addr}.
   *
   * @param bytes that hold it
   * @param at where it begins; 4 or 16 bytes
   * @param family its family
   * @return the address; empty if it is IPv4-mapped
   */
  public static Optional<IpAddress> addressAt(ByteBuffer bytes, int at, IpFamily family) {
    if (family == IpFamily.IPV4) {
      return Optional.of(new IpAddress(family, 0, bigEndian(bytes, at, 4)));
    }
    long high = bigEndian(bytes, at, 8);
    long low = bigEndian(bytes, at + 8, 8);
    boolean mapped = high == 0 && low >>> 32 == 0xFFFF;
    return mapped ? Optional.empty() : Optional.of(new IpAddress(family, high, low));
  }

  /**
   * Tells whether a {@code sockaddr_in} or {@code sockaddr_in6} holds an address, without making
   * one of it.
   *
   * @param sockaddr the bytes
   * @param length how many of them count
   * @param address the address
   * @return true if {@link #address} would return an equal one
   */
  public static boolean holds(ByteBuffer sockaddr, int length, IpAddress address) {
    boolean v4 = address.family() == IpFamily.IPV4;
    return length >= (v4 ? IN : IN6)
        && sockaddr.getShort(0) == (v4 ? AF_INET : AF_INET6)
        && isAt(sockaddr, v4 ? IN_ADDR : IN6_ADDR, address);
  }

  /**
   * Tells whether a {@code struct in_addr} or {@code in6_addr} is an address.
   *
   * @param bytes that hold it
   * @param at where it begins; 4 or 16 bytes
   * @param address the address
   * @return true if {@link #addressAt} would return an equal one
   */
  public static boolean isAt(ByteBuffer bytes, int at, IpAddress address) {
    return address.family() == IpFamily.IPV4
        ? bigEndian(bytes, at, 4) == address.low()
        : bigEndian(bytes, at, 8) == address.high() && bigEndian(bytes, at + 8, 8) == address.low();
  }

  /**
   * Returns the port in a {@code sockaddr_in} or {@code sockaddr_in6}.
   *
   * @param sockaddr at least 4 bytes
   * @return 0 to 65535; on a ping socket the echo identifier
   */
  public static int port(ByteBuffer sockaddr) {
    return (int) bigEndian(sockaddr, 2, 2);
  }

  /**
   * Returns a view in native byte order, as the readers here want it.
   *
   * @param sockaddr the bytes
   * @return a buffer over them
   */
  public static ByteBuffer view(byte[] sockaddr) {
    return ByteBuffer.wrap(sockaddr).order(ByteOrder.nativeOrder());
  }

  private static void putBigEndian(byte[] bytes, int from, long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes[from + i] = (byte) (value >>> Byte.SIZE * (count - 1 - i));
    }
  }

  private static long bigEndian(ByteBuffer buffer, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 8 | buffer.get(i) & 0xFF;
    }
    return value;
  }
}
