package net.routerd.model;

import java.util.Optional;

/**
 * The value of a field that may be written out or refer to a status (REF-1).
 *
 * @param <T> the type of the value
 */
public sealed interface Expression<T> {

  /**
   * A value written out.
   *
   * @param value the value
   * @param <T> the type of the value
   */
  record Literal<T>(T value) implements Expression<T> {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /**
   * A value that stands in another resource's status.
   *
   * @param reference where it stands
   * @param <T> the type of the value
   */
  record Reference<T>(StatusReference reference) implements Expression<T> {
    @Override
    public String toString() {
      return reference.toString();
    }
  }

  /**
   * Returns a value written out.
   *
   * @param value the value
   * @param <T> the type of the value
   * @return the expression
   */
  static <T> Expression<T> of(T value) {
    return new Literal<>(value);
  }

  /**
   * Returns a reference to a status.
   *
   * @param text such as {@code ${Interface/wan0.status.ifname}}
   * @param <T> the type of the value
   * @return the expression
   */
  static <T> Expression<T> reference(String text) {
    return new Reference<>(StatusReference.parse(text));
  }

  /**
   * Returns the reference, if this is one.
   *
   * @return the reference, empty for a literal
   */
  default Optional<StatusReference> asReference() {
    return this instanceof Reference<T> r ? Optional.of(r.reference()) : Optional.empty();
  }
}
