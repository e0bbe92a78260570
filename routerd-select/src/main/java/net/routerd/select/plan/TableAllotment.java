package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.routerd.model.net.RouteTable;
import net.routerd.select.Settings;
import net.routerd.select.incremental.Remembered;

/**
 * Gives every wanted path a table: deterministic, kept as long as the path lives, and taken over
 * from what stands in the kernel (PATH-1). A path that finds no free table gets none; it is then
 * never present, and tries again when the kernel or the paths have changed.
 */
final class TableAllotment {

  private final Remembered<ProbePath, RouteTable> remembered;
  private final ProbePaths paths;
  private final KernelIndex kernel;
  private final Settings settings;
  private final Map<ProbePath, RouteTable> tables = new HashMap<>();
  private final Set<RouteTable> taken = new HashSet<>();
  private final TreeSet<ProbePath> waiting = new TreeSet<>();

  TableAllotment(
      Remembered<ProbePath, RouteTable> remembered,
      ProbePaths paths,
      KernelIndex kernel,
      Settings settings) {
    this.remembered = remembered;
    this.paths = paths;
    this.kernel = kernel;
    this.settings = settings;
  }

  Optional<RouteTable> of(ProbePath path) {
    return Optional.ofNullable(tables.get(path));
  }

  void want(ProbePath path) {
    if (!tables.containsKey(path)) {
      waiting.add(path);
    }
  }

  void leave(ProbePath path) {
    waiting.remove(path);
    RouteTable table = tables.remove(path);
    if (table != null) {
      taken.remove(table);
      remembered.leave(path, null);
    }
  }

  /**
   * Gives tables to those that wait: first what each had, then what stands in the kernel, then the
   * lowest that neither a path nor anything of ours in the kernel has.
   *
   * @return those that got one
   */
  List<ProbePath> settle() {
    List<ProbePath> given = new ArrayList<>();
    give(path -> Optional.ofNullable(remembered.get(path)).filter(t -> !taken.contains(t)), given);
    give(path -> paths.standing(path, taken), given);
    long[] from = {settings.firstTable()}; // what is taken stays taken while this runs
    give(path -> free(from), given);
    return given;
  }

  private void give(Function<ProbePath, Optional<RouteTable>> offer, List<ProbePath> given) {
    for (ProbePath path : List.copyOf(waiting)) {
      Optional<RouteTable> table = offer.apply(path);
      if (table.isPresent()) {
        taken.add(table.get());
        tables.put(path, table.get());
        remembered.leave(path, table.get());
        waiting.remove(path);
        given.add(path);
      }
    }
  }

  private Optional<RouteTable> free(long[] from) {
    for (; settings.isProbeTable(from[0]); from[0]++) {
      RouteTable table = new RouteTable(from[0]);
      if (!taken.contains(table) && !kernel.isInUse(table)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }
}
