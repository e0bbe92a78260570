package net.routerd.select.incremental;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value that comes from outside; null while there is none. */
final class Input<V> extends Node {

  private final Runnable unused;
  private @Nullable V value;

  Input(Runnable unused) {
    this.unused = unused;
  }

  @Nullable V value() {
    return value;
  }

  void set(@Nullable V next) {
    if (!Objects.equals(value, next)) {
      value = next;
      changed();
    }
    if (next == null && !isRead()) {
      unused.run();
    }
  }

  @Override
  void unread() {
    if (value == null) {
      unused.run();
    }
  }
}
