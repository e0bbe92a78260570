package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What two states of a list differ in, all that is alike in front and behind left out: a snapshot
 * of a kernel with many routes mostly differs from the one before in a few that stand together.
 *
 * @param gone what stood in the first where they differ
 * @param come what stands in the second there
 */
record ListDifference<T>(List<T> gone, List<T> come) {

  static <T> ListDifference<T> between(List<T> before, List<T> after) {
    int most = Math.min(before.size(), after.size());
    int head = 0;
    while (head < most && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    return new ListDifference<>(
        before.subList(head, before.size() - tail), after.subList(head, after.size() - tail));
  }

  /** Returns the same without what is in both, for where the order is of no matter. */
  ListDifference<T> whateverTheOrder() {
    if (gone.isEmpty() || come.isEmpty()) {
      return this;
    }
    Map<T, Integer> more = new HashMap<>();
    come.forEach(element -> more.merge(element, 1, Integer::sum));
    gone.forEach(element -> more.merge(element, -1, Integer::sum));
    List<T> less = new ArrayList<>();
    List<T> added = new ArrayList<>();
    more.forEach(
        (element, count) ->
            (count < 0 ? less : added).addAll(Collections.nCopies(Math.abs(count), element)));
    return new ListDifference<>(less, added);
  }
}
