package net.routerd.select.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Settings;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;
import net.routerd.select.incremental.Remembered;
import org.jspecify.annotations.Nullable;

/** The wanted probe paths: who uses each, its table, its route and its rules (PATH-1). */
public final class PathBook {

  private final Settings settings;
  private final TableAllotment tables;
  private final RouteBook routes;
  private final RuleBook rules;
  private final Map<ProbePath, SortedMap<String, Optional<IpAddress>>> replies = new HashMap<>();
  private final Map<Selectors, Set<ProbePath>> sharing = new HashMap<>();
  private final Map<ProbePath, List<RouteRule>> written = new HashMap<>();
  private final Inputs<ProbePath, Allotted> allotted;
  private Set<ProbePath> touched = new TreeSet<>();

  /** What a rule for probes can tell apart without a mark. */
  private record Selectors(LinkName device, IpAddress target) {
    static Selectors of(ProbePath path) {
      return new Selectors(path.device(), path.target());
    }
  }

  /**
   * What a path has got.
   *
   * @param table its table
   * @param marked whether its probes need a mark: another path has the same device and target
   */
  public record Allotted(RouteTable table, boolean marked) {}

  /**
   * How a check uses a path.
   *
   * @param path the path
   * @param local the address that replies come to; checks along one path may each be bound to
   *     another
   */
  public record Use(ProbePath path, Optional<IpAddress> local) {}

  /**
   * Makes an empty one.
   *
   * @param graph whose cells read it
   * @param remembered the tables of the last decision
   * @param kernel what the kernel holds
   * @param routes takes the routes of the paths
   * @param rules takes the rules of the paths
   * @param settings ranges
   */
  public PathBook(
      Graph graph,
      Remembered<ProbePath, RouteTable> remembered,
      KernelIndex kernel,
      RouteBook routes,
      RuleBook rules,
      Settings settings) {
    this.settings = settings;
    this.routes = routes;
    this.rules = rules;
    tables =
        new TableAllotment(
            remembered, new ProbePaths(remembered, kernel, settings), kernel, settings);
    allotted = new Inputs<>(graph);
  }

  /**
   * Takes in how a check uses a path.
   *
   * @param check the check's name
   * @param before how it did, null if it used none
   * @param after how it does now, null if it uses none
   */
  public void follow(String check, @Nullable Use before, @Nullable Use after) {
    if (before != null) {
      touched.add(before.path());
      SortedMap<String, Optional<IpAddress>> users = replies.get(before.path());
      if (users != null && users.remove(check) != null && users.isEmpty()) {
        replies.remove(before.path());
      }
    }
    if (after != null) {
      touched.add(after.path());
      replies.computeIfAbsent(after.path(), p -> new TreeMap<>()).put(check, after.local());
    }
  }

  /**
   * Gives tables, routes and rules to what is used now, and takes them from what is not.
   *
   * @param kernelDiffers whether the kernel holds other things than at the last time
   */
  public void settle(boolean kernelDiffers) {
    if (touched.isEmpty() && !kernelDiffers) {
      return;
    }
    Set<ProbePath> rewritten = new TreeSet<>(touched);
    for (ProbePath path : touched) {
      if (replies.containsKey(path)) {
        tables.want(path);
      } else {
        tables.of(path).ifPresent(table -> leave(path, table, rewritten));
        tables.leave(path);
      }
    }
    touched = new TreeSet<>();
    tables.settle().forEach(path -> take(path, rewritten));
    rewritten.forEach(this::write);
  }

  private void leave(ProbePath path, RouteTable table, Set<ProbePath> rewritten) {
    routes.release(path.route(table));
    Set<ProbePath> others = sharing.getOrDefault(Selectors.of(path), Set.of());
    others.remove(path);
    rewritten.addAll(others); // the one that is left needs no mark any more
    if (others.isEmpty()) {
      sharing.remove(Selectors.of(path));
    }
  }

  private void take(ProbePath path, Set<ProbePath> rewritten) {
    routes.want(path.route(tables.of(path).orElseThrow()));
    Set<ProbePath> all = sharing.computeIfAbsent(Selectors.of(path), s -> new HashSet<>(2));
    all.add(path);
    rewritten.addAll(all);
  }

  private void write(ProbePath path) {
    Optional<Allotted> now = tables.of(path).map(table -> new Allotted(table, isMarked(path)));
    allotted.set(path, now.orElse(null));
    List<RouteRule> next = now.map(has -> rules(path, has)).orElse(List.of());
    List<RouteRule> before = next.isEmpty() ? written.remove(path) : written.put(path, next);
    rules.follow(path, before == null ? List.of() : before, next);
  }

  private boolean isMarked(ProbePath path) {
    return sharing.getOrDefault(Selectors.of(path), Set.of()).size() > 1;
  }

  private List<RouteRule> rules(ProbePath path, Allotted has) {
    Set<IpAddress> local =
        replies.getOrDefault(path, new TreeMap<>()).values().stream()
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    return PathRules.of(path, has.table(), has.marked(), local, settings);
  }

  /**
   * Returns what a path has got.
   *
   * @param path the path
   * @return its table and mark, empty if it is not wanted or there was no table left
   */
  public Optional<Allotted> allotted(ProbePath path) {
    return allotted.find(path);
  }
}
