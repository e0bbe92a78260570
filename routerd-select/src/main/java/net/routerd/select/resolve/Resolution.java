package net.routerd.select.resolve;

import java.util.Optional;
import java.util.function.Function;

/**
 * What an expression comes to (REF-4). Absent is not unresolved: the one is knowledge, the other
 * the lack of it.
 *
 * @param <T> the type of the value
 */
public sealed interface Resolution<T> {

  /**
   * It has a value.
   *
   * @param it the value
   * @param <T> the type of the value
   */
  record Value<T>(T it) implements Resolution<T> {}

  /**
   * It is known to be nothing, as the gateway of a selected candidate that needs none.
   *
   * @param <T> the type of the value
   */
  record Absent<T>() implements Resolution<T> {}

  /**
   * It is not known.
   *
   * @param why the reason, for a person
   * @param <T> the type of the value
   */
  record Unresolved<T>(String why) implements Resolution<T> {}

  /**
   * Returns the value.
   *
   * @return the value, empty if it is absent or unresolved
   */
  default Optional<T> value() {
    return this instanceof Value<T> v ? Optional.of(v.it()) : Optional.empty();
  }

  /**
   * Returns why it is unresolved.
   *
   * @return the reason, empty if it is not
   */
  default Optional<String> whyUnresolved() {
    return this instanceof Unresolved<T> u ? Optional.of(u.why()) : Optional.empty();
  }

  /**
   * Turns the value into another.
   *
   * @param change what to do with a value
   * @param <R> the type of the other value
   * @return the other value, or the same outcome without one
   */
  default <R> Resolution<R> map(Function<T, R> change) {
    return switch (this) {
      case Value<T> v -> new Value<>(change.apply(v.it()));
      case Absent<T> a -> new Absent<>();
      case Unresolved<T> u -> new Unresolved<>(u.why());
    };
  }
}
