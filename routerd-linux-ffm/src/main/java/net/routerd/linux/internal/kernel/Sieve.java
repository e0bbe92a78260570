package net.routerd.linux.internal.kernel;

import net.routerd.model.net.Cidr;

/**
 * Says of most prefixes at a glance, and without an object for them, that they are none of some. Of
 * those it does not say that of, one in eight or fewer is none either (a Bloom filter with one
 * hash). Cannot forget.
 */
final class Sieve {

  private static final int BITS_EACH = 8;

  private final long[] bits;
  private final int shift;
  private int left;

  /**
   * Makes one that holds nothing.
   *
   * @param most how many it has room for
   */
  Sieve(int most) {
    int words =
        Math.max(1, Integer.highestOneBit(Math.max(1, most) * BITS_EACH / Long.SIZE * 2 - 1));
    bits = new long[words];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(words) - 6;
    left = Math.max(most, words * Long.SIZE / BITS_EACH);
  }

  /** Whether there is no room for another; a larger one is to take its place. */
  boolean isFull() {
    return left == 0;
  }

  void add(Cidr prefix) {
    int place = place(prefix.network().high(), prefix.network().low(), prefix.length());
    bits[place >>> 6] |= 1L << place;
    left--;
  }

  /**
   * Tells whether a prefix may be one of those that were added.
   *
   * @param high the first half of its network, 0 with IPv4
   * @param low the other half
   * @param length its length
   * @return true for each of them, and for few others
   */
  boolean mayHold(long high, long low, int length) {
    int place = place(high, low, length);
    return (bits[place >>> 6] & 1L << place) != 0;
  }

  // Fibonacci hashing: the upper bits of the product depend on all others.
  private int place(long high, long low, int length) {
    long mixed = (high * 31 + low) * 131 + length;
    mixed ^= mixed >>> 32;
    return (int) (mixed * 0x9E3779B97F4A7C15L >>> shift);
  }
}
