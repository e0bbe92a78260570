package net.routerd.select.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Settings;
import net.routerd.select.incremental.Remembered;

/** What the kernel holds of probe paths (PATH-1, PATH-2). */
public final class ProbePaths {

  private final Remembered<ProbePath, RouteTable> tables;
  private final KernelIndex kernel;
  private final Settings settings;

  /**
   * Makes one.
   *
   * @param tables the tables of the last decision
   * @param kernel what the kernel holds
   * @param settings which tables are for probe paths
   */
  public ProbePaths(
      Remembered<ProbePath, RouteTable> tables, KernelIndex kernel, Settings settings) {
    this.tables = tables;
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
        Optional.ofNullable(tables.get(path)).or(() -> standing(path, Set.of()));
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
  Optional<RouteTable> standing(ProbePath path, Set<RouteTable> taken) {
    List<RouteTable> standing =
        kernel.leading(path).stream()
            .map(RouteRule::table)
            .filter(table -> settings.isProbeTable(table.id()) && !taken.contains(table))
            .sorted()
            .toList();
    return standing.stream()
        .filter(table -> hasRoute(path, table))
        .findFirst()
        .or(() -> standing.stream().findFirst());
  }
}
