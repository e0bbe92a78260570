package net.routerd.api.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.routerd.select.Refusal;
import net.routerd.spi.ApplyResult;

/** Remembers what the kernel refused, so that it is not tried in a tight loop (RT-10). */
final class Refusals {

  private static final int EEXIST = 17;
  private static final long FIRST_RETRY = Duration.ofMillis(100).toNanos();
  private static final long LAST_RETRY = Duration.ofSeconds(30).toNanos();
  private static final long CONFLICT_RETRY = Duration.ofMillis(500).toNanos();

  private final Map<Object, Refusal> refused = new HashMap<>();
  private Map<Object, Refusal> current = Map.of();

  /** Returns a snapshot, the same one as long as nothing changes. */
  Map<Object, Refusal> current() {
    return current;
  }

  void take(ApplyResult result, long nowNanos) {
    Object subject = Refusal.subject(result.change());
    switch (result) {
      case ApplyResult.Applied applied -> {
        if (refused.remove(subject) != null) {
          current = Map.copyOf(refused);
        }
      }
      case ApplyResult.Refused no -> refuse(no, subject, nowNanos);
      case ApplyResult.Unknown unknown -> {} // the next decision sees what is true
    }
  }

  private void refuse(ApplyResult.Refused no, Object subject, long nowNanos) {
    Refusal before = refused.get(subject);
    int attempts = before == null ? 1 : before.attempts() + 1;
    long delay = Math.min(FIRST_RETRY << Math.min(attempts - 1, 16), LAST_RETRY);
    if (no.errno() == EEXIST) {
      delay =
          Math.min(
              delay,
              CONFLICT_RETRY); // ours is in place within a second after the other is gone (RT-1)
    }
    refused.put(subject, new Refusal(no.change(), answer(no), attempts, nowNanos + delay));
    current = Map.copyOf(refused);
  }

  static String answer(ApplyResult.Refused no) {
    return no.change()
        + ": "
        + no.errnoName()
        + " ("
        + no.errno()
        + ")"
        + (no.kernelText().isEmpty() ? "" : ", \"" + no.kernelText() + "\"");
  }

  /** A link or an address changed: what was refused is tried at once. */
  void linksChanged(long nowNanos) {
    if (refused.isEmpty()) {
      return;
    }
    refused.replaceAll((subject, r) -> r.dueAt(nowNanos));
    current = Map.copyOf(refused);
  }
}
