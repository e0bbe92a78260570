package net.routerd.select;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.Condition;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.Reason;
import net.routerd.select.health.CheckPath;
import net.routerd.select.health.HealthState;
import net.routerd.select.incremental.Cells;
import net.routerd.select.plan.KeyState;
import net.routerd.select.plan.PathBook;

/** Writes the status of checks (HC-4, HC-7, HC-8, PATH-3). */
final class CheckStatuses {

  private final Evaluation evaluation;
  private final Outcomes outcomes;
  private final Cells<String, PathNotes> notes;

  /**
   * What a status says of the path of a check, whatever its probes say.
   *
   * @param probed whether its probes are sent along it
   * @param words where they go, or why they are not sent
   */
  private record PathNotes(
      boolean probed, String words, Optional<IpAddress> via, List<Condition> conditions) {}

  CheckStatuses(Evaluation evaluation, Outcomes outcomes) {
    this.evaluation = evaluation;
    this.outcomes = outcomes;
    notes = new Cells<>(evaluation.graph, this::notes);
  }

  HealthStatus of(String check) {
    HealthState state = evaluation.checks.get(check);
    PathNotes path = notes.get(check);
    Optional<ProbeEvidence> evidence = state.evidence().flatMap(ProbeResult::evidence);
    return HealthStatus.builder()
        .phase(state.phase())
        .verdict(state.verdict().toString())
        .reason(state.reason())
        .lastResult(state.last().map(result -> result.outcome().kind().toString()))
        .lastCheckedTime(state.lastChecked())
        .lastTransitionTime(state.lastTransition())
        .consecutivePassed(state.passed())
        .consecutiveFailed(state.failed())
        .rtt(evidence.map(e -> Duration.ofNanos(e.rttNanos())))
        .via(path.via())
        .evidence(evidence)
        .message(path.probed() ? HealthWords.of(state) + path.words() : path.words())
        .addAllConditions(path.conditions())
        .build();
  }

  private PathNotes notes(String name) {
    HealthCheck check = evaluation.resources().check(name);
    CheckPath path = evaluation.paths.get(name);
    boolean probed = path instanceof CheckPath.Along along && along.present();
    return new PathNotes(
        probed, words(check, path), evaluation.via(check), conditions(check, path));
  }

  private String words(HealthCheck check, CheckPath path) {
    return switch (path) {
      case CheckPath.None none -> "not probed: " + none.why();
      case CheckPath.Along along when !along.present() ->
          "not probed: the kernel does not hold the probe path yet" + refusal(check, along);
      case CheckPath.Along along ->
          "; bound to "
              + along.pin().device()
              + check
                  .sourceInterface()
                  .map(name -> " (" + evaluation.pinnedWords(name) + ")")
                  .orElse("");
    };
  }

  private String refusal(HealthCheck check, CheckPath.Along along) {
    return table(check, along).map(table -> refusal(check, table)).orElse("");
  }

  private Optional<RouteTable> table(HealthCheck check, CheckPath.Along along) {
    return evaluation
        .checkPaths
        .use(check, along)
        .flatMap(use -> outcomes.paths().allotted(use.path()))
        .map(PathBook.Allotted::table);
  }

  private String refusal(HealthCheck check, RouteTable table) {
    RouteKey key = new RouteKey(table, check.target().family().defaultPrefix(), 0);
    return switch (outcomes.state(key)) {
      case KeyState.Refused refused -> ": " + refused.answer();
      case KeyState.Waiting waiting -> ": " + waiting.why();
      case KeyState.Contested contested -> ": " + contested.fight();
      case KeyState.Conflict conflict -> ": taken by " + conflict.other();
      case null, default -> refusedRule(table);
    };
  }

  private String refusedRule(RouteTable table) {
    return evaluation.sources.refusedRules.find(table).map(all -> ": " + all.getFirst()).orElse("");
  }

  private List<Condition> conditions(HealthCheck check, CheckPath path) {
    List<Condition> conditions = new ArrayList<>();
    if (path instanceof CheckPath.Along along) {
      Optional<IpAddress> via = evaluation.via(check);
      if (via.isPresent() && !via.equals(along.pin().gateway())) {
        conditions.add(
            new Condition(
                Reason.VIA_MISMATCH,
                "via is "
                    + via.get()
                    + ", the path goes "
                    + along.pin().gateway().map(g -> "via " + g).orElse("without a gateway")));
      }
      borrowed(check, along.pin()).ifPresent(conditions::add);
      table(check, along).ifPresent(table -> fights(table, conditions));
    }
    return conditions;
  }

  /** The path of the check is taken away again and again (RT-4). */
  private void fights(RouteTable table, List<Condition> conditions) {
    for (String fight : evaluation.sources.fightsOverTable.find(table).orElse(List.of())) {
      conditions.add(new Condition(Reason.OWNERSHIP_CONFLICT, fight));
    }
  }

  /**
   * A device without an IPv4 address sends with another device's; a reverse path filter then drops
   * the replies (PATH-3).
   */
  private Optional<Condition> borrowed(HealthCheck check, CheckPath.Pin pin) {
    Link link = evaluation.link(pin.device());
    if (link == null
        || check.target().family() == IpFamily.IPV6
        || pin.local().isPresent()
        || link.rpFilter() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Condition(
            Reason.SOURCE_ADDRESS_BORROWED,
            pin.device()
                + " has no IPv4 address of its own and rp_filter is "
                + link.rpFilter()
                + ": replies may be dropped; give it one, such as 192.0.0.2/29, or set"
                + " sourceAddress"));
  }
}
