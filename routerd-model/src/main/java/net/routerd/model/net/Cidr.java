package net.routerd.model.net;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A prefix: a network and its length, host bits zero (RFC 4632, RFC 4291).
 *
 * @param network the first address of the prefix
 * @param length the number of leading bits that all addresses of the prefix share, 0 to 32 or 128
 */
public record Cidr(IpAddress network, int length) implements Comparable<Cidr> {

  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

  /** Checks the length and that the host bits are zero. */
  public Cidr {
    if (length < 0 || length > network.family().bits()) {
      throw new IllegalArgumentException(
          "a prefix length of "
              + network.family()
              + " is 0 to "
              + network.family().bits()
              + ", not "
              + length);
    }
    if (!mask(network, length).equals(network)) {
      throw new IllegalArgumentException(
          network
              + "/"
              + length
              + " has host bits set; the prefix is "
              + mask(network, length)
              + "/"
              + length);
    }
  }

  /**
   * Reads {@code address/length}.
   *
   * @param text such as {@code 0.0.0.0/0} or {@code 2001:db8::/32}
   * @return the prefix
   * @throws IllegalArgumentException if the text is not a prefix or has host bits set; the message
   *     shows the canonical form
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a prefix is written address/length: " + text);
    }
    String length = text.substring(slash + 1);
    if (!LENGTH.matcher(length).matches()) {
      throw new IllegalArgumentException("not a prefix length: " + text);
    }
    return new Cidr(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
  }

  /**
   * Returns the prefix of a given length that holds an address.
   *
   * @param address an address of the prefix
   * @param length the prefix length in bits
   * @return the prefix, host bits cleared
   */
  public static Cidr containing(IpAddress address, int length) {
    return new Cidr(mask(address, length), length);
  }

  /**
   * Returns the prefix that holds exactly one address.
   *
   * @param address the address
   * @return the /32 or /128
   */
  public static Cidr host(IpAddress address) {
    return new Cidr(address, address.family().bits());
  }

  // The address itself where nothing changes, which is nearly always.
  private static IpAddress with(IpAddress address, long high, long low) {
    return high == address.high() && low == address.low()
        ? address
        : new IpAddress(address.family(), high, low);
  }

  private static IpAddress mask(IpAddress address, int length) {
    if (length < 0 || length > address.family().bits()) {
      return address; // the caller reports the length
    }
    if (address.family() == IpFamily.IPV4) {
      return with(address, 0, length == 0 ? 0 : address.low() & -1L << 32 - length);
    }
    long high =
        length == 0 ? 0 : length >= 64 ? address.high() : address.high() & -1L << 64 - length;
    long low =
        length <= 64 ? 0 : length == 128 ? address.low() : address.low() & -1L << 128 - length;
    return with(address, high, low);
  }

  /**
   * Returns the address family.
   *
   * @return the family of the network
   */
  public IpFamily family() {
    return network.family();
  }

  /**
   * Tells whether an address lies in this prefix.
   *
   * @param address any address
   * @return true if it has this family and these leading bits
   */
  public boolean contains(IpAddress address) {
    return address.family() == family() && mask(address, length).equals(network);
  }

  /**
   * Tells whether every address of another prefix lies in this one.
   *
   * @param other any prefix
   * @return true if this prefix is equal to or wider than the other
   */
  public boolean contains(Cidr other) {
    return other.length >= length && contains(other.network);
  }

  @Override
  public int compareTo(Cidr other) {
    int byNetwork = network.compareTo(other.network);
    return byNetwork != 0 ? byNetwork : Integer.compare(length, other.length);
  }

  /**
   * Returns a number under which neighbouring prefixes are neighbours too: a table of many that are
   * told in their order, as the kernel tells them, is then filled from one end to the other.
   *
   * @return the bits of the prefix, without those behind it, and the length
   */
  @Override
  public int hashCode() {
    int behind = family().bits() - length;
    long bits =
        behind >= Long.SIZE
            ? shifted(network.high(), behind - Long.SIZE)
            : 31 * network.high() + shifted(network.low(), behind);
    return Long.hashCode(bits) + 0x9E3779B9 * length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cidr that && length == that.length && network.equals(that.network);
  }

  private static long shifted(long value, int bits) {
    return bits == Long.SIZE ? 0 : value >>> bits;
  }

  /**
   * Returns {@code network/length}.
   *
   * @return the text that {@link #parse} reads
   */
  @Override
  public String toString() {
    return network + "/" + length;
  }
}
