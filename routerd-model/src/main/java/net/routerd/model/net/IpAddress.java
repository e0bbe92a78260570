package net.routerd.model.net;

import org.jspecify.annotations.Nullable;

/**
 * One IPv4 or IPv6 address, without a zone. IPv4-mapped IPv6 addresses are not addresses here: on
 * the wire they would silently change their family.
 *
 * @param family the address family
 * @param high the first 64 bits of an IPv6 address in network order, 0 for IPv4
 * @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address, in network
 *     order
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {

  /** Checks that an IPv4 address has 32 bits and an IPv6 address is not IPv4-mapped. */
  public IpAddress {
    if (family == IpFamily.IPV4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
    if (family == IpFamily.IPV6 && high == 0 && low >>> 32 == 0xFFFF) {
      throw new IllegalArgumentException("IPv4-mapped IPv6 addresses are not accepted");
    }
  }

  /**
   * Reads an address literal: four decimal parts without leading zeros, or RFC 4291 text without
   * zone and without an embedded IPv4-mapped address. No name is ever looked up.
   *
   * @param text the literal
   * @return the address
   * @throws IllegalArgumentException if the text is not such a literal; the message says why
   */
  public static IpAddress parse(String text) {
    return AddressText.parse(text);
  }

  /**
   * Returns the address that network-order bytes spell.
   *
   * @param bytes 4 or 16 bytes
   * @return the address
   * @throws IllegalArgumentException if there are neither 4 nor 16 bytes, or they are an
   *     IPv4-mapped address
   */
  public static IpAddress of(byte[] bytes) {
    return switch (bytes.length) {
      case 4 -> new IpAddress(IpFamily.IPV4, 0, bits(bytes, 0, 4));
      case 16 -> new IpAddress(IpFamily.IPV6, bits(bytes, 0, 8), bits(bytes, 8, 8));
      default ->
          throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
    };
  }

  private static long bits(byte[] bytes, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }

  /**
   * Returns the bytes in network order.
   *
   * @return 4 or 16 bytes
   */
  public byte[] toBytes() {
    int length = family.bits() / 8;
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int fromEnd = length - 1 - i;
      bytes[i] = (byte) (fromEnd >= 8 ? high >>> (fromEnd - 8) * 8 : low >>> fromEnd * 8);
    }
    return bytes;
  }

  /**
   * Tells whether the address is link-local (169.254.0.0/16, RFC 3927, or fe80::/10, RFC 4291).
   *
   * @return true for a link-local address
   */
  public boolean isLinkLocal() {
    return family == IpFamily.IPV4 ? low >>> 16 == 0xA9FE : high >>> 54 == 0xFE80 >>> 6;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that
        && low == that.low
        && high == that.high
        && family == that.family;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }

  @Override
  public int compareTo(IpAddress other) {
    // Spelled out, as a chain of comparators boxes: tables of a million routes are sorted by this.
    int byFamily = family.compareTo(other.family);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /**
   * Returns the canonical text, RFC 5952 for IPv6.
   *
   * @return such as {@code 172.17.0.1} or {@code 2001:db8::1}
   */
  @Override
  public String toString() {
    return AddressText.format(this);
  }
}
