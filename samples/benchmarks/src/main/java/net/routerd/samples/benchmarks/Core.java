package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Decision;
import net.routerd.select.IncrementalDecider;
import net.routerd.select.Memory;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.ProbeOrder;
import net.routerd.select.Settings;

/**
 * The pure core as an engine drives it, and nothing else: policies of four candidates each, every
 * candidate with a check of its own, every policy with a route that follows it. All has settled on
 * the first candidates, and the kernel holds what was planned.
 */
final class Core {

  /** How many uplinks there are, and candidates a policy. */
  static final int CANDIDATES = 4;

  private static final int MOST_ROUNDS = 10;
  private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PROTOCOL = Settings.STANDARD.protocol();

  private final int policies;
  private final RouterConfig configuration;
  private final IncrementalDecider decider = new IncrementalDecider(Settings.STANDARD);
  private final Map<LinkName, Link> up;
  private final Map<LinkName, Link> cut;
  private Map<LinkName, Link> links;
  private final Map<RouteKey, Integer> places = new HashMap<>();
  private final List<ObservedRoute> routes = new ArrayList<>();
  private final List<RouteRule> rules = new ArrayList<>();
  private final ProbeOrder[] first;
  private KernelView kernel = KernelView.EMPTY;
  private Memory memory = Memory.EMPTY;
  private long nanos = Duration.ofDays(1).toNanos();
  private long sequence;

  Core(int policies) {
    this.policies = policies;
    configuration = RouterConfig.of(resources(policies));
    Map<LinkName, Link> all = new HashMap<>();
    for (int i = 0; i < CANDIDATES; i++) {
      all.put(device(i), link(i, true));
    }
    up = Map.copyOf(all);
    all.put(device(0), link(0, false));
    cut = Map.copyOf(all);
    links = up;
    List<ProbeResult> passed = new ArrayList<>();
    settle(List.of())
        .probes()
        .forEach(order -> passed.add(result(order, ProbeOutcome.Kind.PASSED)));
    first = new ProbeOrder[policies];
    settle(passed).probes().stream()
        .filter(order -> order.check().metadata().name().endsWith("-0"))
        .forEach(order -> first[policy(order)] = order);
  }

  private static int policy(ProbeOrder order) {
    return Integer.parseInt(order.check().metadata().name().split("-", -1)[1]);
  }

  private static List<Resource> resources(int policies) {
    List<Resource> all = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      all.add(
          NetworkInterface.builder().metadata(Metadata.named("wan" + i)).ifname(device(i)).build());
    }
    for (int p = 0; p < policies; p++) {
      EgressRoutePolicy.Builder policy =
          EgressRoutePolicy.builder()
              .metadata(Metadata.named("policy-" + p))
              .hysteresis(Duration.ZERO);
      for (int i = 0; i < CANDIDATES; i++) {
        String check = "check-" + p + "-" + i;
        all.add(
            HealthCheck.builder()
                .metadata(Metadata.named(check))
                .target(IpAddress.parse("192.0.2." + (i + 1)))
                .interval(Duration.ofHours(1))
                .unhealthyThreshold(1)
                .build());
        policy.addCandidates(
            Candidate.builder()
                .name("wan" + i)
                .source(ResourceRef.parse("Interface/wan" + i))
                .gateway(Expression.of(gateway(i)))
                .weight(100 - i)
                .healthCheck(check)
                .build());
      }
      all.add(policy.build());
      String selected = "${EgressRoutePolicy/policy-" + p + ".status.selected";
      all.add(
          IPv4Route.builder()
              .metadata(Metadata.named("route-" + p))
              .destination(Expression.of(Cidr.parse("10." + p / 250 + "." + p % 250 + ".0/24")))
              .device(Expression.reference(selected + "Device}"))
              .gateway(Expression.reference(selected + "Gateway}"))
              .build());
    }
    return all;
  }

  private static LinkName device(int i) {
    return new LinkName("wan" + i);
  }

  private static IpAddress gateway(int i) {
    return IpAddress.parse("172.16." + i + ".1");
  }

  private static Link link(int i, boolean carrier) {
    return new Link(
        device(i),
        10 + i,
        true,
        carrier,
        carrier ? OperState.UP : OperState.DOWN,
        1500,
        List.of(LinkAddress.parse("172.16." + i + ".2/24")),
        0,
        Set.of());
  }

  /** Returns what is seen when a check of a policy's first candidate has ended so. */
  Observations probed(int policy, ProbeOutcome.Kind outcome) {
    return seen(List.of(result(first[policy % policies], outcome)), List.of());
  }

  /** Returns what is seen when the first uplink has lost its carrier. */
  Observations cut() {
    links = cut;
    return seen(List.of(), List.of());
  }

  /** Returns what is seen when all uplinks are there again. */
  Observations mended() {
    links = up;
    return seen(List.of(), List.of());
  }

  private Observations seen(List<ProbeResult> results, List<RouteChange> applied) {
    return new Observations(links, kernel, Map.of(), results, nanos, applied, Map.of(), Map.of());
  }

  private ProbeResult result(ProbeOrder order, ProbeOutcome.Kind outcome) {
    nanos += 1000;
    return new ProbeResult(
        order.check().metadata().name(),
        order.generation(),
        ++sequence,
        ProbeOutcome.of(outcome),
        outcome == ProbeOutcome.Kind.PASSED
            ? Optional.of(
                new ProbeEvidence(
                    order.device(),
                    order.ifindex(),
                    order.sourceAddress(),
                    order.path().flatMap(ProbeOrder.Path::gateway),
                    500))
            : Optional.empty(),
        nanos - 500,
        nanos);
  }

  /** Decides once, as the engine does on what is seen. */
  Decision decide(Observations seen) {
    Decision decision = decider.decide(configuration, seen, memory, now());
    memory = decision.memory();
    return decision;
  }

  /** Returns what is to change by what was decided ahead; an engine asks before it decides. */
  RoutePlan prepared(Observations seen) {
    return decider.prepared().plan(seen.links(), seen.kernel(), nanos);
  }

  /** Decides ahead for each uplink, as the engine does when it has rested for a while. */
  void lookAhead() {
    for (int i = 0; i < CANDIDATES; i++) {
      nanos = Math.max(nanos, decider.lookAheadNanos().orElse(nanos));
      decider.lookAhead(now());
    }
  }

  private Moment now() {
    return new Moment(nanos, WALL.plusNanos(nanos));
  }

  /** The kernel does what a decision plans; returns what is seen when that is read back. */
  Observations applied(Decision decision) {
    List<RouteChange> changes = decision.plan().changes();
    changes.forEach(this::apply);
    kernel = new KernelView(routes, rules);
    nanos += 1000;
    return seen(List.of(), changes);
  }

  private void apply(RouteChange change) {
    switch (change) {
      case RouteChange.AddRoute add -> {
        places.put(add.route().key(), routes.size());
        routes.add(observed(add.route()));
      }
      case RouteChange.ReplaceRoute replace ->
          routes.set(
              Objects.requireNonNull(places.get(replace.route().key())), observed(replace.route()));
      case RouteChange.AddRule add -> rules.add(add.rule());
      default -> throw new IllegalStateException("nothing here asks for: " + change);
    }
  }

  private static ObservedRoute observed(DesiredRoute route) {
    return new ObservedRoute(route.key(), route.action(), route.preferredSource(), PROTOCOL, true);
  }

  /** Decides and applies until nothing is left to change. */
  private Decision settle(List<ProbeResult> results) {
    Decision decision = decide(seen(results, List.of()));
    for (int i = 0; !decision.plan().isEmpty(); i++) {
      if (i == MOST_ROUNDS) {
        throw new IllegalStateException("still changing: " + decision.plan());
      }
      decision = decide(applied(decision));
    }
    return decision;
  }
}
