package net.routerd.select.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;

/** Which tables are in use, and the lengths of the prefixes in each, so that a lookup is short. */
final class TableIndex {

  private final Map<RouteTable, Integer> ours = new HashMap<>();
  private final Map<RouteTable, TreeMap<Integer, Integer>> counts = new HashMap<>();
  private final Inputs<RouteTable, List<Integer>> lengths;

  TableIndex(Graph graph) {
    lengths = new Inputs<>(graph);
  }

  /** Takes in that one more, or one less, of our rules or routes is about a table. */
  void use(RouteTable table, int by) {
    add(ours, table, by);
  }

  /** Takes in that one more, or one less, route stands in its table, whosever it is. */
  void stand(ObservedRoute route, int by) {
    RouteTable table = route.key().table();
    TreeMap<Integer, Integer> all = counts.computeIfAbsent(table, t -> new TreeMap<>());
    add(all, route.key().destination().length(), by);
    lengths.set(table, all.isEmpty() ? null : List.copyOf(all.descendingKeySet()));
    if (all.isEmpty()) {
      counts.remove(table);
    }
  }

  private static <K> void add(Map<K, Integer> counts, K key, int by) {
    counts.merge(key, by, (a, b) -> a + b == 0 ? null : a + b);
  }

  /** Tells whether a rule of ours leads to a table, or a route of ours is in it. */
  boolean isInUse(RouteTable table) {
    return ours.containsKey(table);
  }

  /** Returns the lengths of the prefixes in a table, the longest first. */
  List<Integer> lengths(RouteTable table) {
    return lengths.find(table).orElse(List.of());
  }
}
