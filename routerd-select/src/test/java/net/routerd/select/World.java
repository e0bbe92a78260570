package net.routerd.select;

import static java.util.Objects.requireNonNull;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.published;
import static net.routerd.select.Given.ref;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.RouteStatus;
import net.routerd.select.explain.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * A world that stories are played in: what is observed, the memory from decision to decision, and a
 * kernel that does exactly what a plan says. No thread, no socket, no clock but its own.
 */
final class World {

  final Map<LinkName, Link> links = new HashMap<>();
  final KernelModel kernel = new KernelModel();
  final Map<ResourceRef, Published> external = new HashMap<>();
  final Map<Object, Refusal> refusals = new HashMap<>();
  final Map<String, Directives> directives = new HashMap<>();
  RouterConfig configuration;
  Memory memory = Memory.EMPTY;
  long nanos = 1_000_000_000_000L;
  Instant wall = Instant.parse("2026-01-01T00:00:00Z");

  final IncrementalDecider incremental;

  /** How often what is to be changed was told before anybody decided. */
  long prepared;

  /** How many values the decisions worked out that went on from the ones before. */
  long evaluations;

  private static final int MOST_LOOKS = 4;

  private @Nullable Observations seen; // by the last decision, which was for this:
  private @Nullable RouterConfig decided;

  private final Settings settings;
  private final List<RouteChange> applied = new ArrayList<>();
  private final List<ProbeResult> results = new ArrayList<>();
  private long loopNanos;
  private long sequence;
  private @Nullable Decision last;

  World(RouterConfig configuration) {
    this(configuration, Settings.STANDARD);
  }

  World(RouterConfig configuration, Settings settings) {
    this.configuration = configuration;
    this.settings = settings;
    incremental = new IncrementalDecider(settings);
  }

  /** Two uplinks with an address each beside their gateway. */
  static World ofTwoUplinks(RouterConfig configuration) {
    World world = new World(configuration);
    world.link(Given.up("wan0", 10, "10.0.0.2/24"));
    world.link(Given.up("wan1", 11, "10.0.1.2/24"));
    return world;
  }

  /** A world of its own that is as this one is now. */
  World fork() {
    World fork = new World(configuration, settings);
    fork.links.putAll(links);
    fork.kernel.routes.addAll(kernel.routes);
    fork.kernel.rules.addAll(kernel.rules);
    fork.external.putAll(external);
    fork.refusals.putAll(refusals);
    fork.directives.putAll(directives);
    fork.memory = memory;
    fork.nanos = nanos;
    fork.wall = wall;
    fork.results.addAll(results);
    fork.loopNanos = loopNanos;
    fork.sequence = sequence;
    fork.last = last;
    return fork;
  }

  World link(Link link) {
    links.put(link.name(), link);
    return this;
  }

  /** Carrier gone: the kernel keeps the routes, only marked as not usable. */
  void unplug(String name) {
    change(name, link -> Given.with(link, true, false, OperState.DOWN));
  }

  void plug(String name) {
    change(name, link -> Given.with(link, true, true, OperState.UP));
  }

  /** Set down: the kernel drops every route that leaves by the device. */
  void setDown(String name) {
    change(name, link -> Given.with(link, false, false, OperState.DOWN));
    kernel.dropDevice(dev(name));
  }

  void remove(String name) {
    links.remove(dev(name));
    kernel.dropDevice(dev(name));
  }

  /** The kernel's routes follow the device to its new name; ours know it by the old one (RT-8). */
  void rename(String name, String other) {
    Link link = links.get(dev(name));
    if (link != null && !links.containsKey(dev(other))) {
      links.remove(dev(name));
      links.put(dev(other), Given.named(link, other));
      kernel.renameDevice(dev(name), dev(other));
    }
  }

  void change(String name, UnaryOperator<Link> change) {
    links.computeIfPresent(dev(name), (key, link) -> change.apply(link));
  }

  void publish(String resource, String phase, Object... fields) {
    external.put(ref(resource), new Published(published(phase, fields), OptionalLong.empty()));
  }

  void lease(String resource, Duration expiresIn, String phase, Object... fields) {
    external.put(
        ref(resource),
        new Published(published(phase, fields), OptionalLong.of(nanos + expiresIn.toNanos())));
  }

  /** Time passes, in which is looked ahead as often as the engine does, up to some devices. */
  World advance(Duration time) {
    long end = nanos + time.toNanos();
    for (int i = 0; i < MOST_LOOKS; i++) {
      OptionalLong due = incremental.lookAheadNanos();
      if (due.isEmpty() || due.getAsLong() > end) {
        break;
      }
      pass(Math.max(due.getAsLong() - nanos, 0));
      lookAhead();
    }
    pass(end - nanos);
    return this;
  }

  private void pass(long time) {
    nanos += time;
    wall = wall.plusNanos(time);
    loopNanos += time;
  }

  private void lookAhead() {
    incremental.lookAhead(new Moment(nanos, wall));
  }

  /** Time passes in which the probe loop is not scheduled (HC-3). */
  void suspend(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
    lookAhead(); // as its timer is due
  }

  Observations observations() {
    return new Observations(
        links, kernel.view(), external, results, loopNanos, applied, refusals, directives);
  }

  /**
   * Decides, and remembers; nothing is applied. Decides twice, afresh and going on from the
   * decision before: so every story and every law that is played here also shows that the two are
   * equal (REF-6). And what is told before anybody decides is what would be decided if devices were
   * all that is new.
   */
  Decision decide() {
    Moment now = new Moment(nanos, wall);
    tellPrepared(now);
    Decision afresh = new Decider(settings).decide(configuration, observations(), memory, now);
    List<Object> urgent = new ArrayList<>();
    last =
        incremental.decide(
            configuration,
            observations(),
            memory,
            now,
            (routes, plan) -> urgent.addAll(List.of(routes, plan)));
    assertSame(last, afresh);
    assertThat(urgent).containsExactly(last.routes(), last.plan());
    evaluations += incremental.evaluations();
    memory = last.memory();
    decided = configuration;
    seen = observations();
    results.clear();
    applied.clear();
    return last;
  }

  private void tellPrepared(Moment now) {
    Observations all = observations();
    RoutePlan plan = incremental.prepared().plan(all.links(), all.kernel(), nanos);
    if (!plan.isEmpty()) {
      prepared++;
      Decision before = requireNonNull(last);
      Observations known = requireNonNull(seen);
      Map<Object, Refusal> retried = new HashMap<>(known.refusals());
      retried.replaceAll((subject, refusal) -> refusal.dueAt(nanos)); // on a link event (RT-10)
      Decision alone =
          new Decider(settings)
              .decide(
                  requireNonNull(decided),
                  new Observations(
                      all.links(),
                      all.kernel(),
                      known.external(),
                      List.of(),
                      loopNanos,
                      List.of(),
                      retried,
                      known.directives()),
                  before.memory(),
                  now);
      assertThat(plan).isEqualTo(alone.plan());
      assertThat(WatchedKeys.of(before.routes())).containsAll(WatchedKeys.of(alone.routes()));
    }
  }

  /** Compares part by part, so that a failure shows the one that differs. */
  private static void assertSame(Decision incremental, Decision afresh) {
    if (!incremental.equals(afresh)) {
      for (RecordComponent part : Decision.class.getRecordComponents()) {
        assertThat(part(part, incremental)).as(part.getName()).isEqualTo(part(part, afresh));
      }
      throw new AssertionError("equal in every part, and yet not equal");
    }
  }

  private static Object part(RecordComponent part, Decision decision) {
    try {
      return part.getAccessor().invoke(decision);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record hides its " + part.getName(), e);
    }
  }

  /** Decides and applies until nothing is left to change. */
  Decision settle() {
    for (int i = 0; i < 10; i++) {
      Decision decision = decide();
      if (decision.plan().isEmpty()) {
        return decision;
      }
      apply(decision);
    }
    throw new AssertionError("still changing after ten decisions: " + last().plan());
  }

  /** The kernel does all that the plan says, and acknowledges it. */
  void apply(Decision decision) {
    decision.plan().changes().forEach(this::apply);
  }

  void apply(RouteChange change) {
    kernel.apply(change, settings.protocol());
    applied.add(change);
  }

  /** A probe of the check along its present path has this outcome. */
  World result(String check, ProbeOutcome.Kind kind) {
    ProbeOrder order = ordered(check);
    result(order, order.generation(), kind);
    return this;
  }

  /** A result that was on its way while the path changed. */
  void late(String check, long generation, ProbeOutcome.Kind kind) {
    result(ordered(check), generation, kind);
  }

  void result(ProbeOrder order, long generation, ProbeOutcome.Kind kind) {
    results.add(resultOf(order, generation, kind));
  }

  private ProbeOrder ordered(String check) {
    return order(check)
        .orElseThrow(() -> new AssertionError(check + " is not probed: " + health(check)));
  }

  Optional<ProbeOrder> order(String check) {
    return last().probes().stream()
        .filter(o -> o.check().metadata().name().equals(check))
        .findFirst();
  }

  private ProbeResult resultOf(ProbeOrder order, long generation, ProbeOutcome.Kind kind) {
    ProbeEvidence evidence =
        new ProbeEvidence(
            order.device(),
            order.ifindex(),
            order.sourceAddress(),
            order.path().flatMap(ProbeOrder.Path::gateway),
            10_000_000);
    return new ProbeResult(
        order.check().metadata().name(),
        generation,
        ++sequence,
        ProbeOutcome.of(kind),
        kind == ProbeOutcome.Kind.PASSED ? Optional.of(evidence) : Optional.empty(),
        nanos - 10_000_000,
        nanos);
  }

  Decision pass(String... checks) {
    for (String check : checks) {
      result(check, ProbeOutcome.Kind.PASSED);
    }
    return settle();
  }

  Decision fail(String check) {
    result(check, ProbeOutcome.Kind.TIMEOUT);
    return settle();
  }

  /** Enough failures in a row, a second apart. */
  Decision failThrice(String check) {
    fail(check);
    advance(Duration.ofSeconds(1));
    fail(check);
    advance(Duration.ofSeconds(1));
    return fail(check);
  }

  Decision last() {
    return requireNonNull(last, "nothing decided yet");
  }

  boolean isProbed(String check) {
    return order(check).isPresent();
  }

  PolicyStatus policy(String name) {
    return last().statuses().policy(name).orElseThrow();
  }

  Optional<String> selected(String policy) {
    return policy(policy).selectedCandidate();
  }

  CandidateStatus candidate(String policy, String name) {
    return policy(policy).candidates().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Explanation explanation(String policy, String candidate) {
    return requireNonNull(last().explanations().get(policy)).stream()
        .filter(e -> e.candidate().equals(candidate))
        .findFirst()
        .orElseThrow();
  }

  HealthStatus health(String check) {
    return last().statuses().healthCheck(check).orElseThrow();
  }

  RouteStatus route(String ref) {
    return last().statuses().find(ref(ref), RouteStatus.class).orElseThrow();
  }

  /** Where the kernel sends what matches the main table's default route; the lowest metric wins. */
  Optional<RouteAction> defaultRoute() {
    return kernel.at(Given.DEFAULT).stream().findFirst().map(ObservedRoute::action);
  }
}
