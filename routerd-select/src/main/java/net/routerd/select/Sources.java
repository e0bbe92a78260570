package net.routerd.select;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.persistent.Differences;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.select.choose.PolicyMemory;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;
import net.routerd.select.incremental.Remembered;
import net.routerd.select.incremental.Value;
import net.routerd.select.plan.NextHopUse;
import net.routerd.select.plan.ProbePath;
import net.routerd.select.plan.Repairs;
import org.jspecify.annotations.Nullable;

/**
 * What decisions are made from, but for the configuration and the kernel: what is observed, and
 * what the decision before left. Looks at each part of the observations only where it is another
 * object than before, and then at what differs.
 */
@SuppressWarnings("ReferenceEquality") // what is the same object has not changed
final class Sources {

  final Inputs<LinkName, Link> links;
  final Inputs<ResourceRef, Published> external;
  final Inputs<String, List<ResourceRef>> publishedByName;
  final Inputs<Object, Refusal> refusals;
  final Inputs<RouteTable, List<String>> refusedRules;
  final Inputs<String, Directives> directives;
  final Inputs<Object, Repairs.Fight> fights;
  final Inputs<RouteTable, List<String>> fightsOverTable;

  /** The monotonic clock less the clock of the probe loop (HC-3). */
  final Value<Long> gapNanos;

  final Value<Boolean> started;
  final Remembered<String, PolicyMemory> policies;
  final Remembered<String, Optional<Way>> ways;
  final Remembered<ResourceRef, List<DesiredRoute>> routes;
  final Remembered<ProbePath, RouteTable> tables;
  final Remembered<NextHopUse, Long> nextHops;

  private Observations seen = Observations.NONE;
  private Repairs repairs;
  private Map<String, List<ProbeResult>> byCheck = Map.of();
  private final Consumer<String> probed;
  private Map<Object, Repairs.Fight> fought = Map.of();
  private final Map<String, SortedSet<ResourceRef>> names = new HashMap<>();

  Sources(Graph graph, Memory memory, Consumer<String> probed) {
    this.probed = probed;
    links = new Inputs<>(graph);
    external = new Inputs<>(graph);
    publishedByName = new Inputs<>(graph);
    refusals = new Inputs<>(graph);
    refusedRules = new Inputs<>(graph);
    directives = new Inputs<>(graph);
    fights = new Inputs<>(graph);
    fightsOverTable = new Inputs<>(graph);
    gapNanos = new Value<>(graph, 0L);
    started = new Value<>(graph, memory.started());
    policies = new Remembered<>(graph, memory.policies());
    ways = new Remembered<>(graph, memory.ways());
    routes = new Remembered<>(graph, memory.routes());
    tables = new Remembered<>(graph, memory.tables());
    nextHops = new Remembered<>(graph, memory.nextHops());
    repairs = Repairs.NONE;
  }

  /** What the last decision left is remembered from now on. */
  void remember() {
    started.set(true);
    policies.begin();
    ways.begin();
    routes.begin();
    tables.begin();
    nextHops.begin();
  }

  /**
   * Takes in what is observed.
   *
   * @param changes told each external status that differs
   */
  void observe(
      Observations next,
      Repairs nextRepairs,
      Moment now,
      Differences.Told<ResourceRef, Published> changes) {
    links.follow(seen.links(), next.links());
    Differences.between(
        seen.external(),
        next.external(),
        (ref, before, after) -> {
          external.set(ref, after);
          name(ref, after);
          changes.differs(ref, before, after);
        });
    byCheck.keySet().forEach(probed); // their results are gone
    byCheck = byCheck(next.results());
    byCheck.keySet().forEach(probed);
    if (seen.refusals() != next.refusals()) {
      refusals.follow(seen.refusals(), next.refusals());
      refusedRules.follow(rules(seen.refusals()), rules(next.refusals()));
    }
    directives.follow(seen.directives(), next.directives());
    if (repairs != nextRepairs) {
      Map<Object, Repairs.Fight> nextFought = nextRepairs.fights();
      fights.follow(fought, nextFought);
      fightsOverTable.follow(tables(fought), tables(nextFought));
      fought = nextFought;
      repairs = nextRepairs;
    }
    gapNanos.set(now.nanos() - next.loopNanos());
    seen = next;
  }

  /** Returns what came of a check's probes; who asks is told by name when that may be another. */
  List<ProbeResult> results(String check) {
    return byCheck.getOrDefault(check, List.of());
  }

  private void name(ResourceRef ref, @Nullable Published published) {
    SortedSet<ResourceRef> same = names.computeIfAbsent(ref.name(), n -> new TreeSet<>());
    if (published == null) {
      same.remove(ref);
    } else {
      same.add(ref);
    }
    publishedByName.set(ref.name(), same.isEmpty() ? null : List.copyOf(same));
    if (same.isEmpty()) {
      names.remove(ref.name());
    }
  }

  private static Map<String, List<ProbeResult>> byCheck(List<ProbeResult> results) {
    return switch (results.size()) {
      case 0 -> Map.of();
      case 1 -> Map.of(results.getFirst().check(), results); // as nearly always
      default -> results.stream().collect(groupingBy(ProbeResult::check, toList()));
    };
  }

  /** Returns the kernel's answers to rules that lead to a table. */
  private static Map<RouteTable, List<String>> rules(Map<Object, Refusal> refusals) {
    Map<RouteTable, List<String>> answers = new HashMap<>();
    refusals
        .values()
        .forEach(
            refusal -> {
              if (refusal.change() instanceof RouteChange.AddRule add) {
                add(answers, add.rule().table(), refusal.answer());
              }
            });
    answers.values().forEach(list -> list.sort(null));
    return answers;
  }

  private static void add(Map<RouteTable, List<String>> all, RouteTable table, String words) {
    all.computeIfAbsent(table, t -> new ArrayList<>()).add(words);
  }

  /** Returns, in words, what is fought over in a table or leads there. */
  private static Map<RouteTable, List<String>> tables(Map<Object, Repairs.Fight> fights) {
    Map<RouteTable, List<String>> words = new HashMap<>();
    fights.forEach(
        (subject, fight) -> {
          switch (subject) {
            case RouteKey key -> add(words, key.table(), fight.words());
            case RouteRule rule -> add(words, rule.table(), fight.words());
            default -> {} // a nexthop object stands in no table
          }
        });
    words.values().forEach(list -> list.sort(null));
    return words;
  }
}
