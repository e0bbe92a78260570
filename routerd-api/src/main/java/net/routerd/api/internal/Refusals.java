package net.routerd.api.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import net.routerd.model.route.RouteChange;
import net.routerd.select.Refusal;
import net.routerd.spi.ApplyResult;

/**
 * Remembers what the kernel refused, and what must be repaired again and again, so that neither is
 * tried in a tight loop (RT-4, RT-10).
 */
final class Refusals {

  private static final int EEXIST = 17;
  private static final long FIRST_RETRY = Duration.ofMillis(100).toNanos();
  private static final long LAST_RETRY = Duration.ofSeconds(30).toNanos();
  private static final long CONFLICT_RETRY = Duration.ofMillis(500).toNanos();
  private static final long REPAIR_SPAN = Duration.ofSeconds(60).toNanos();
  private static final int REPAIRS_IN_SPAN = 5;

  private final Map<Object, Refusal> refused = new HashMap<>();
  private final Map<Object, Repairs> repairs = new HashMap<>();

  /** What was last installed at one place, and when it had to be installed again. */
  private static final class Repairs {
    private final Object installed;
    private final Deque<Long> again = new ArrayDeque<>();

    Repairs(Object installed) {
      this.installed = installed;
    }
  }

  Map<Object, Refusal> current() {
    return refused;
  }

  /** Takes a result and tells whether it mended what had been installed before. */
  boolean take(ApplyResult result, long nowNanos) {
    Object subject = Refusal.subject(result.change());
    return switch (result) {
      case ApplyResult.Applied applied -> {
        refused.remove(subject);
        yield installed(applied.change(), subject, nowNanos);
      }
      case ApplyResult.Refused no -> {
        refuse(no, subject, nowNanos);
        yield false;
      }
      case ApplyResult.Unknown unknown -> false; // the next decision sees what is true
    };
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

  private boolean installed(RouteChange change, Object subject, long nowNanos) {
    Object target =
        switch (change) {
          case RouteChange.AddRoute add -> add.route();
          case RouteChange.ReplaceRoute replace -> replace.route();
          case RouteChange.AddRule add -> add.rule();
          case RouteChange.DeleteRoute delete -> null;
          case RouteChange.DeleteRule delete -> null;
        };
    if (target == null) {
      repairs.remove(subject);
      return false;
    }
    Repairs known = repairs.get(subject);
    if (known == null || !known.installed.equals(target)) {
      repairs.put(subject, new Repairs(target));
      return false;
    }
    known.again.add(nowNanos);
    known.again.removeIf(at -> nowNanos - at > REPAIR_SPAN);
    int times = known.again.size();
    if (times > REPAIRS_IN_SPAN) {
      long delay = Math.min(FIRST_RETRY << Math.min(times - REPAIRS_IN_SPAN, 16), LAST_RETRY);
      String answer =
          change + ": mended " + times + " times in 60s and gone again; find who deletes it";
      refused.put(subject, new Refusal(change, answer, times, nowNanos + delay));
    }
    return true;
  }

  /**
   * A link or an address changed: what was refused is tried at once, and what the kernel itself
   * removed is not held against anybody.
   */
  void linksChanged(long nowNanos) {
    refused.replaceAll((subject, r) -> new Refusal(r.change(), r.answer(), r.attempts(), nowNanos));
    repairs.values().forEach(known -> known.again.clear());
  }
}
