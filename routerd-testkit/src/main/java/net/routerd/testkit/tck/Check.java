package net.routerd.testkit.tck;

import java.util.Objects;

/** Assertions of the rules, without a test engine. */
final class Check {

  private Check() {}

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of users
  static void that(boolean holds, String otherwise, Object... details) {
    if (!holds) {
      throw new AssertionError(otherwise.formatted(details));
    }
  }

  static void equal(String what, Object wanted, Object seen) {
    that(Objects.equals(wanted, seen), "%s: wanted %s, seen %s", what, wanted, seen);
  }

  static <E extends Throwable> E thrown(Class<E> type, String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      that(type.isInstance(e), "%s: wanted %s, seen %s", what, type.getSimpleName(), e);
      return type.cast(e);
    }
    throw new AssertionError(what + ": wanted " + type.getSimpleName() + ", nothing was thrown");
  }
}
