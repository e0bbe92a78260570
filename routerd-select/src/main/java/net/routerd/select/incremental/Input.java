package net.routerd.select.incremental;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value that comes from outside; null while there is none. */
non-sealed class Input<V> extends Node {

  private @Nullable V value;

  /** There is neither a value nor a reader any more. */
  void unused() {}

  @Nullable V value() {
    return value;
  }

  void set(@Nullable V next) {
    if (!Objects.equals(value, next)) {
      value = next;
      changed();
    }
    if (next == null && !isRead()) {
      unused();
    }
  }

  @Override
  void unread() {
    if (value == null) {
      unused();
    }
  }
}
