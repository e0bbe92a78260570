package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in a run, in order; put into words when somebody asks. */
final class Trace {

  private record Entry(long nanos, Sight sight) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%13.6f  %s", nanos / 1e9, sight);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  void add(long nanos, Sight sight) {
    entries.add(new Entry(nanos, sight));
  }

  /** Returns the last lines. */
  String last(int lines) {
    return text(entries.subList(Math.max(0, entries.size() - lines), entries.size()));
  }

  @Override
  public String toString() {
    return text(entries);
  }

  private static String text(List<Entry> some) {
    StringBuilder text = new StringBuilder();
    some.forEach(entry -> text.append(entry).append('\n'));
    return text.toString();
  }
}
