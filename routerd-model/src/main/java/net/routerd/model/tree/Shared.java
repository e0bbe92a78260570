package net.routerd.model.tree;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes one of values that are equal. A configuration says the same names, addresses and spans
 * again and again: kept once, they cost little, and what is compared is mostly the same object.
 */
public final class Shared {

  private final Map<Object, Object> known = new HashMap<>();

  /** Begins with nothing known. */
  public Shared() {}

  /**
   * Returns the first value that equals this one.
   *
   * @param value an immutable value
   * @param <T> its type
   * @return the value itself if it is the first
   */
  @SuppressWarnings("unchecked") // values that are equal have one class
  public <T> T one(T value) {
    Object first = known.putIfAbsent(value, value);
    return first == null ? value : (T) first;
  }
}
