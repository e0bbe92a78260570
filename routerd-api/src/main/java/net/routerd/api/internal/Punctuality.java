package net.routerd.api.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is due when, and how late each may be before it shows that nothing ran (HC-3). Looking for
 * what is too late costs what is found.
 */
final class Punctuality {

  private final Map<String, Due> byName = new HashMap<>();
  private final TreeSet<Due> byLimit =
      new TreeSet<>(
          ((Comparator<Due>) (a, b) -> Long.signum(a.limit() - b.limit()))
              .thenComparing(Due::name));

  private record Due(String name, long nanos, long tolerance) {
    long limit() {
      return nanos + tolerance;
    }
  }

  /** Expects something at a time, instead of any other time. */
  void expect(String name, long dueNanos, long toleranceNanos) {
    forget(name);
    Due due = new Due(name, dueNanos, toleranceNanos);
    byName.put(name, due);
    byLimit.add(due);
  }

  /** Expects it no more: it came, or is wanted no more. */
  void forget(String name) {
    Due due = byName.remove(name);
    if (due != null) {
      byLimit.remove(due);
    }
  }

  /**
   * Finds what is too late; it is expected now, so that it is not found for the same time again.
   *
   * @return by how much the one that has been due for longest is late, 0 if none is too late
   */
  long lateNanos(long nowNanos) {
    if (!isFirstLate(nowNanos)) { // nearly always
      return 0;
    }
    List<Due> late = new ArrayList<>();
    do {
      late.add(byLimit.removeFirst());
    } while (isFirstLate(nowNanos));
    late.forEach(due -> expect(due.name(), nowNanos, due.tolerance()));
    return late.stream().mapToLong(due -> nowNanos - due.nanos()).max().orElseThrow();
  }

  private boolean isFirstLate(long nowNanos) {
    return !byLimit.isEmpty() && nowNanos - byLimit.first().limit() > 0;
  }
}
