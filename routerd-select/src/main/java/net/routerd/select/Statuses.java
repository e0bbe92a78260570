package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.ExternalResource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.LinkStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.model.status.Status;
import net.routerd.select.choose.Contender;
import net.routerd.select.choose.Selection;
import net.routerd.select.explain.Explanation;
import net.routerd.select.plan.KeyState;
import net.routerd.select.plan.RouteIntent;
import net.routerd.select.ready.Readiness;

/**
 * Writes down what was decided and what the kernel was read to hold, for every resource (STA-1).
 */
final class Statuses {

  static final String PENDING = "Pending";

  private final Evaluation evaluation;
  private final Outcomes outcomes;
  private final CheckStatuses checks;
  private final RouteConditions conditions;

  Statuses(Evaluation evaluation, Outcomes outcomes, Settings settings) {
    this.evaluation = evaluation;
    this.outcomes = outcomes;
    this.checks = new CheckStatuses(evaluation, outcomes);
    this.conditions = new RouteConditions(evaluation, outcomes, settings);
  }

  /** Tells whether a resource has a status that is decided; else only the program knows. */
  static boolean isDecided(Resource resource) {
    return !(resource instanceof ExternalResource);
  }

  /** Checks are by far the most often asked for, and their statuses need their name alone. */
  Status of(ResourceRef ref) {
    return ref.kind().equals(HealthCheck.KIND)
        ? checks.of(ref.name())
        : of(evaluation.configuration.find(ref, Resource.class).orElseThrow());
  }

  private Status of(Resource resource) {
    return switch (resource) {
      case EgressRoutePolicy policy -> policy(policy);
      case HealthCheck check -> checks.of(check.metadata().name());
      case NetworkInterface link -> link(link.ifname());
      case DsLiteTunnel tunnel -> link(tunnel.tunnelName());
      case IpRoute route -> route(evaluation.intents.get(route.ref()));
      case ExternalResource external ->
          throw new IllegalArgumentException(external.ref() + " has no status of ours");
    };
  }

  private PolicyStatus policy(EgressRoutePolicy policy) {
    Selection selection = evaluation.selection(policy);
    List<Contender> contenders = evaluation.contenders(policy);
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
      status.addCandidates(candidate(contenders.get(i), selection.explanations().get(i)));
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
    Link link = evaluation.link(name);
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

  private record Worst(String phase, Reason reason, String message) {}

  private RouteStatus route(RouteIntent intent) {
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
      switch (outcomes.state(wanted.key())) {
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
    if (intent.routes().isEmpty()) {
      boolean conflict = intent.reason() == Reason.CONFLICT;
      return new Worst(conflict ? "Failed" : PENDING, intent.reason(), intent.message());
    }
    List<Cidr> undecided = undecided(intent);
    return undecided.isEmpty()
        ? new Worst(
            "Installed",
            intent.reason(),
            intent.resolved() ? "read back from the kernel" : intent.message())
        : new Worst(
            PENDING,
            intent.reason(),
            intent.message()
                + "; nothing was decided yet for "
                + undecided.stream().map(Cidr::toString).collect(Collectors.joining(", ")));
  }

  /** Returns the destinations that came after what is kept was decided (RT-14). */
  private static List<Cidr> undecided(RouteIntent intent) {
    List<Cidr> undecided = new ArrayList<>(intent.destinations());
    intent.routes().forEach(route -> undecided.remove(route.key().destination()));
    return undecided;
  }
}
