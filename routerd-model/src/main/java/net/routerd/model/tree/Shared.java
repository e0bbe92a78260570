package net.routerd.model.tree;

import org.jspecify.annotations.Nullable;

/**
 * Makes one of values that are equal. A configuration says the same names, addresses and spans
 * again and again, mostly near one another: kept once, they cost little, and what is compared is
 * mostly the same object. Of values that fall on one slot the last is remembered, so that looking
 * costs less than a second object would.
 */
public final class Shared {

  private static final int BITS = 12;

  private final @Nullable Object[] recent = new Object[1 << BITS];

  /** Begins with nothing remembered. */
  public Shared() {}

  /**
   * Returns a remembered value that equals this one.
   *
   * @param value an immutable value
   * @param <T> its type
   * @return the value itself if none is remembered
   */
  @SuppressWarnings("unchecked") // values that are equal have one class
  public <T> T one(T value) {
    int slot = value.hashCode() * 0x9E3779B9 >>> Integer.SIZE - BITS; // golden ratio: spread
    Object known = recent[slot];
    if (known != null && known.equals(value)) {
      return (T) known;
    }
    recent[slot] = value;
    return value;
  }
}
