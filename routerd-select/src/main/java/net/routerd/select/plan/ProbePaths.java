package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Settings;

/**
 * Tables for probe paths: deterministic, kept as long as the path lives, and taken over from what
 * stands in the kernel (PATH-1).
 */
public final class ProbePaths {

  private final Map<ProbePath, RouteTable> remembered;
  private final KernelIndex kernel;
  private final Settings settings;

  /**
   * Makes one for a decision.
   *
   * @param remembered the tables of the last decision
   * @param kernel what the kernel holds
   * @param settings ranges and protocol number
   */
  public ProbePaths(Map<ProbePath, RouteTable> remembered, KernelIndex kernel, Settings settings) {
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
    return kernel.at(wanted.key()).stream()
        .anyMatch(route -> kernel.isOurs(route) && wanted.isSatisfiedBy(route));
  }

  private boolean hasRules(ProbePath path, RouteTable table, Optional<IpAddress> local) {
    boolean leads = kernel.leading(path).stream().anyMatch(rule -> rule.table().equals(table));
    boolean answered =
        local.isEmpty()
            || path.target().family() == IpFamily.IPV6
            || kernel.hasReplyRule(local.get(), path);
    return leads && answered;
  }

  /**
   * Returns the table that a rule of ours in the kernel already gives this path, the one with the
   * right gateway first.
   */
  private Optional<RouteTable> standing(ProbePath path, Set<RouteTable> taken) {
    List<RouteTable> tables =
        kernel.leading(path).stream()
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
    kernel.rules().forEach(rule -> taken.add(rule.table()));
    kernel.ours().forEach(route -> taken.add(route.key().table()));
    for (ProbePath path : sorted) {
      if (!tables.containsKey(path)) {
        free(taken).filter(taken::add).ifPresent(table -> tables.put(path, table));
      }
    }
    return tables;
  }

  /** Returns the lowest table that neither a path nor anything of ours in the kernel has. */
  private Optional<RouteTable> free(Set<RouteTable> used) {
    return LongStream.range(settings.firstTable(), settings.firstTable() + settings.tableCount())
        .mapToObj(RouteTable::new)
        .filter(table -> !used.contains(table))
        .findFirst();
  }

  /**
   * Finds the paths whose probes need a mark: another path has the same device and target (PATH-1).
   *
   * @param all all wanted paths
   * @return those that share device and target with another
   */
  public static Set<ProbePath> marked(Set<ProbePath> all) {
    Map<List<Object>, List<ProbePath>> shared = new HashMap<>();
    for (ProbePath path : all) {
      List<Object> selectors = List.of(path.device(), path.target());
      shared.computeIfAbsent(selectors, key -> new ArrayList<>(1)).add(path);
    }
    return shared.values().stream()
        .filter(paths -> paths.size() > 1)
        .flatMap(List::stream)
        .collect(Collectors.toSet());
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
   * @param local the addresses that replies come to, by path: checks along one path may each be
   *     bound to another
   * @return the rules, each once
   */
  public List<RouteRule> rules(
      SortedMap<ProbePath, RouteTable> tables, Map<ProbePath, Set<IpAddress>> local) {
    Set<Object> selectors = new HashSet<>();
    Set<ProbePath> marked = marked(tables.keySet());
    List<RouteRule> rules = new ArrayList<>();
    tables.forEach(
        (path, table) -> {
          Set<IpAddress> replies = local.getOrDefault(path, Set.of());
          for (RouteRule rule :
              PathRules.of(path, table, marked.contains(path), replies, settings)) {
            if (rule.from().isEmpty() || selectors.add(List.of(rule.from(), rule.to()))) {
              rules.add(rule);
            }
          }
        });
    return rules;
  }
}
