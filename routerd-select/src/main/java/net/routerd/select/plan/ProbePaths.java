package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Settings;

/**
 * Tables for probe paths: deterministic, kept as long as the path lives, and taken over from what
 * stands in the kernel (PATH-1).
 */
public final class ProbePaths {

  private final Map<ProbePath, RouteTable> remembered;
  private final KernelView kernel;
  private final Settings settings;

  /**
   * Makes one for a decision.
   *
   * @param remembered the tables of the last decision
   * @param kernel what the kernel holds
   * @param settings ranges and protocol number
   */
  public ProbePaths(Map<ProbePath, RouteTable> remembered, KernelView kernel, Settings settings) {
    this.remembered = remembered;
    this.kernel = kernel;
    this.settings = settings;
  }

  /**
   * Tells whether the kernel holds a path: its route, the rule for the probes, and the rule for the
   * replies.
   *
   * @param path the path
   * @param local the address that replies come to, if it stands on the path's device
   * @return true if all of it was read back
   */
  public boolean isPresent(ProbePath path, Optional<IpAddress> local) {
    Optional<RouteTable> table =
        Optional.ofNullable(remembered.get(path)).or(() -> standing(path, Set.of()));
    return table.isPresent() && hasRoute(path, table.get()) && hasRules(path, table.get(), local);
  }

  private boolean hasRoute(ProbePath path, RouteTable table) {
    DesiredRoute wanted = path.route(table);
    return kernel.routes().stream().anyMatch(route -> ours(route) && wanted.isSatisfiedBy(route));
  }

  private boolean ours(ObservedRoute route) {
    return route.protocol() == settings.protocol();
  }

  private boolean hasRules(ProbePath path, RouteTable table, Optional<IpAddress> local) {
    return java.util.stream.Stream.of(true, false)
        .anyMatch(
            marked ->
                kernel.rules().containsAll(PathRules.of(path, table, marked, local, settings)));
  }

  /**
   * Returns the table that a rule of ours in the kernel already gives this path, the one with the
   * right gateway first.
   */
  private Optional<RouteTable> standing(ProbePath path, Set<RouteTable> taken) {
    List<RouteTable> tables =
        kernel.rules().stream()
            .filter(rule -> PathRules.leads(rule, path))
            .map(RouteRule::table)
            .filter(table -> settings.isProbeTable(table.id()) && !taken.contains(table))
            .sorted()
            .toList();
    return tables.stream()
        .filter(table -> hasRoute(path, table))
        .findFirst()
        .or(() -> tables.stream().findFirst());
  }

  /**
   * Gives every wanted path a table. A path that finds no free table gets none; it is then never
   * present.
   *
   * @param wanted the paths
   * @return the tables, ordered by path
   */
  public SortedMap<ProbePath, RouteTable> allot(Set<ProbePath> wanted) {
    SortedMap<ProbePath, RouteTable> tables = new TreeMap<>();
    Set<RouteTable> taken = new HashSet<>();
    List<ProbePath> sorted = wanted.stream().sorted().toList();
    for (ProbePath path : sorted) {
      RouteTable table = remembered.get(path);
      if (table != null && taken.add(table)) {
        tables.put(path, table);
      }
    }
    for (ProbePath path : sorted) {
      if (!tables.containsKey(path)) {
        standing(path, taken).filter(taken::add).ifPresent(table -> tables.put(path, table));
      }
    }
    for (ProbePath path : sorted) {
      if (!tables.containsKey(path)) {
        free(taken).filter(taken::add).ifPresent(table -> tables.put(path, table));
      }
    }
    return tables;
  }

  private Optional<RouteTable> free(Set<RouteTable> taken) {
    Set<RouteTable> used = new HashSet<>(taken);
    kernel.rules().forEach(rule -> used.add(rule.table()));
    kernel.routes().forEach(route -> used.add(route.key().table()));
    for (long id = settings.firstTable();
        id < settings.firstTable() + settings.tableCount();
        id++) {
      RouteTable table = new RouteTable(id);
      if (!used.contains(table)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /**
   * Tells whether a path's probes need a mark: another path has the same device and target
   * (PATH-1).
   *
   * @param path the path
   * @param all all wanted paths
   * @return true if they do
   */
  public static boolean isMarked(ProbePath path, Set<ProbePath> all) {
    return all.stream().anyMatch(other -> !other.equals(path) && other.sharesDeviceAndTarget(path));
  }

  /**
   * Returns the routes of the paths.
   *
   * @param tables the tables of the paths
   * @return one default route for each table
   */
  public static List<DesiredRoute> routes(SortedMap<ProbePath, RouteTable> tables) {
    return tables.entrySet().stream().map(e -> e.getKey().route(e.getValue())).toList();
  }

  /**
   * Returns the rules of the paths. Where two paths would get the same selectors for their replies,
   * the first keeps them: the reverse path filter only looks at the device, and that is the same.
   *
   * @param tables the tables of the paths
   * @param local the address that replies come to, by path
   * @return the rules, each once
   */
  public List<RouteRule> rules(
      SortedMap<ProbePath, RouteTable> tables, Map<ProbePath, Optional<IpAddress>> local) {
    Set<Object> selectors = new HashSet<>();
    List<RouteRule> rules = new ArrayList<>();
    tables.forEach(
        (path, table) -> {
          boolean marked = isMarked(path, tables.keySet());
          Optional<IpAddress> replies = local.getOrDefault(path, Optional.empty());
          for (RouteRule rule : PathRules.of(path, table, marked, replies, settings)) {
            if (rule.from().isEmpty() || selectors.add(List.of(rule.from(), rule.to()))) {
              rules.add(rule);
            }
          }
        });
    return rules;
  }
}
