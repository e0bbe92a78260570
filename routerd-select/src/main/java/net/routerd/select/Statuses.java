package net.routerd.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.ExternalResource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.LinkStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.model.status.Status;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.choose.Contender;
import net.routerd.select.choose.Selection;
import net.routerd.select.explain.Explanation;
import net.routerd.select.plan.KeyState;
import net.routerd.select.plan.NextHopObjects;
import net.routerd.select.plan.ProbePath;
import net.routerd.select.plan.RouteIntent;
import net.routerd.select.ready.Readiness;

/**
 * Writes down what was decided and what the kernel was read to hold, for every resource (STA-1).
 */
final class Statuses {

  static final String PENDING = "Pending";

  private final Evaluation evaluation;
  private final Map<RouteKey, KeyState> states;
  private final CheckStatuses checks;
  private final RouteConditions conditions;
  private final Map<ResourceRef, RouteStatus> routes = new HashMap<>();

  Statuses(
      Evaluation evaluation,
      Map<RouteKey, KeyState> states,
      SortedMap<ProbePath, RouteTable> tables,
      NextHopObjects.Allotted nextHops) {
    this.evaluation = evaluation;
    this.states = states;
    this.checks = new CheckStatuses(evaluation, states, tables);
    this.conditions = new RouteConditions(evaluation, states, nextHops);
  }

  StatusSnapshot snapshot(Map<String, Selection> selections) {
    Map<ResourceRef, Status> all = new TreeMap<>();
    evaluation
        .observations
        .external()
        .forEach((ref, published) -> all.put(ref, published.status()));
    evaluation
        .configuration
        .resources()
        .forEach(
            (ref, resource) -> {
              switch (resource) {
                case EgressRoutePolicy policy ->
                    all.put(ref, policy(policy, requireNonNull(selections.get(ref.name()))));
                case HealthCheck check -> all.put(ref, checks.of(check));
                case NetworkInterface link -> all.put(ref, link(link.ifname()));
                case DsLiteTunnel tunnel -> all.put(ref, link(tunnel.tunnelName()));
                case IpRoute route -> all.put(ref, route(route));
                case ExternalResource external -> {} // only the program knows
              }
            });
    return new StatusSnapshot(all);
  }

  private PolicyStatus policy(EgressRoutePolicy policy, Selection selection) {
    PolicyStatus.Builder status = PolicyStatus.builder();
    Optional<Contender> chosen = selection.selected();
    Optional<Explanation> why =
        selection.explanations().stream().filter(Explanation::selected).findFirst();
    status
        .phase(chosen.isPresent() ? "Applied" : PENDING)
        .reason(why.map(Explanation::reason).orElse(Reason.NO_READY_CANDIDATES))
        .message(
            why.map(e -> e.candidate() + ": " + e.message())
                .orElse("no candidate is ready; see why at each of them"))
        .addAllDestinationCidrs(policy.managedDestinations())
        .lastTransitionTime(selection.memory().lastTransition())
        .addAllConditions(DirectiveConditions.of(evaluation, policy));
    chosen.ifPresent(
        c ->
            status
                .selectedCandidate(c.candidate().name())
                .selectedSource(c.candidate().source())
                .selectedDevice(c.readiness().device())
                .selectedGateway(c.readiness().gateway())
                .selectedWeight(c.candidate().weight()));
    for (int i = 0; i < policy.candidates().size(); i++) {
      status.addCandidates(
          candidate(evaluation.contenders(policy).get(i), selection.explanations().get(i)));
    }
    return status.build();
  }

  private static CandidateStatus candidate(Contender contender, Explanation explanation) {
    Readiness readiness = contender.readiness();
    return CandidateStatus.builder()
        .name(contender.candidate().name())
        .ready(readiness.ready())
        .selected(explanation.selected())
        .reason(explanation.reason())
        .message(explanation.message())
        .weight(contender.candidate().weight())
        .device(readiness.device())
        .gateway(readiness.gateway())
        .build();
  }

  private LinkStatus link(LinkName name) {
    Link link = evaluation.observations.links().get(name);
    if (link == null) {
      return LinkStatus.builder().phase("Missing").build();
    }
    return LinkStatus.builder()
        .phase(link.isUp() ? "Up" : "Down")
        .device(link.name())
        .ifindex(link.index())
        .operState(link.operState())
        .mtu(link.mtu())
        .addAllAddresses(link.addresses())
        .build();
  }

  RouteStatus route(IpRoute route) {
    RouteStatus known = routes.get(route.ref());
    if (known == null) {
      known = write(evaluation.intent(route));
      routes.put(route.ref(), known);
    }
    return known;
  }

  private record Worst(String phase, Reason reason, String message) {}

  private RouteStatus write(RouteIntent intent) {
    Worst worst = worst(intent);
    IpRoute route = intent.resource();
    return RouteStatus.builder()
        .phase(worst.phase())
        .reason(worst.reason())
        .message(worst.message())
        .addAllDestination(intent.destinations())
        .device(intent.device())
        .gateway(intent.gateway())
        .metric(
            intent.destinations().stream()
                .findFirst()
                .map(d -> new RouteKey(route.table(), d, route.metric()).metric())
                .orElse(route.metric()))
        .table(route.table())
        .addAllConditions(conditions.of(intent))
        .build();
  }

  private Worst worst(RouteIntent intent) {
    List<Worst> failed = new ArrayList<>();
    List<Worst> pending = new ArrayList<>();
    for (DesiredRoute wanted : intent.routes()) {
      switch (states.get(wanted.key())) {
        case KeyState.Installed installed -> {}
        case KeyState.Installing installing ->
            pending.add(new Worst(PENDING, Reason.INSTALLING, "on its way to the kernel"));
        case KeyState.Waiting waiting ->
            pending.add(new Worst(PENDING, Reason.DEVICE_DOWN, "waits: " + waiting.why()));
        case KeyState.Conflict conflict ->
            failed.add(
                new Worst(
                    "Failed",
                    Reason.CONFLICT,
                    "a route that is not ours has the same key: "
                        + conflict.other()
                        + "; remove it, or give this route another metric"));
        case KeyState.Contested contested ->
            failed.add(new Worst("Failed", Reason.OWNERSHIP_CONFLICT, contested.fight()));
        case KeyState.Refused refused ->
            failed.add(new Worst("Failed", Reason.REFUSED, refused.answer()));
        case null ->
            failed.add(
                new Worst(
                    "Failed",
                    Reason.CONFLICT,
                    "another route resource has the same table, destination and metric"));
      }
    }
    if (!failed.isEmpty()) {
      return failed.getFirst();
    }
    if (!pending.isEmpty()) {
      return pending.getFirst();
    }
    return intent.routes().isEmpty()
        ? new Worst(
            intent.reason() == Reason.CONFLICT ? "Failed" : PENDING,
            intent.reason(),
            intent.message())
        : new Worst(
            "Installed",
            intent.reason(),
            intent.resolved() ? "read back from the kernel" : intent.message());
  }
}
