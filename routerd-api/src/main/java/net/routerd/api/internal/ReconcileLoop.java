package net.routerd.api.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import net.routerd.api.OnClose;
import net.routerd.api.RouterdEvent;
import net.routerd.api.internal.journal.Journal;
import net.routerd.model.ConfigProblem;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RoutePlan;
import net.routerd.select.Decider;
import net.routerd.select.Decision;
import net.routerd.select.IncrementalDecider;
import net.routerd.select.Memory;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.PolicyTransition;
import net.routerd.select.Published;
import net.routerd.select.Settings;
import net.routerd.select.Urgent;
import net.routerd.select.WatchedKeys;
import net.routerd.select.explain.Explanation;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.Platform;
import net.routerd.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/** Observes, decides, applies; on the engine's thread, where alone its state is touched (ENG-1). */
final class ReconcileLoop {

  private static final Logger LOG = System.getLogger("net.routerd");

  private final Platform platform;
  private final TimeSource time;
  private final LoopGuard executor;
  private final IncrementalDecider decider;
  private final Settings settings;
  private final Optional<Journal> journal;
  private final ObservationStore store = new ObservationStore();
  private final ProbeScheduler scheduler;
  private final Applier applier;
  private final FastReroute reroute;
  private final LoopOwner owner;
  private final AtomicBoolean changeQueued = new AtomicBoolean();

  // Made once, and not for each decision: packets may wait.
  private final Runnable deciding = this::decide;
  private final Urgent urgent = this::send;

  private RouterConfig configuration;
  private Memory memory = Memory.EMPTY;
  private @Nullable List<DesiredRoute> watched; // at whose keys routes of others matter
  private boolean decisionQueued;
  private boolean settled;
  private EngineExecutor.@Nullable Timer wakeUp;
  private EngineExecutor.@Nullable Timer lookAhead;
  private long lookAheadNanos;

  ReconcileLoop(
      Platform platform,
      RouterConfig configuration,
      Settings settings,
      Optional<Journal> journal,
      LoopOwner owner) {
    this.platform = platform;
    this.configuration = configuration;
    this.settings = settings;
    this.journal = journal;
    this.owner = owner;
    time = platform.time();
    executor = new LoopGuard(platform.executor(), time, this::died);
    decider = new IncrementalDecider(settings);
    scheduler = new ProbeScheduler(platform.prober(), time, executor, time.nanos(), this::probed);
    applier = new Applier(platform, executor, owner::tell, this::answered, deciding);
    reroute = new FastReroute(platform);
  }

  LoopGuard executor() {
    return executor;
  }

  TimeSource time() {
    return time;
  }

  /** Makes the first decision, and shows life from now on. */
  void begin() {
    decide();
    executor.beat();
  }

  /** Nothing is decided, probed or changed any more; the routes stay (ENG-7). */
  private void died(Throwable cause) {
    reroute.takeBack();
    try {
      scheduler.close();
    } finally {
      owner.broken(cause);
    }
  }

  /** Tells the loop that a snapshot of the platform changed. May be called from any thread. */
  void changed() {
    try {
      reroute.look();
    } catch (RuntimeException | Error e) {
      executor.execute(() -> executor.die(e)); // as in a turn of the loop (ENG-7)
    }
    if (changeQueued.compareAndSet(false, true)) {
      executor.execute(deciding);
    }
  }

  void look() {
    changeQueued.set(false);
    store.observe(platform.links().current(), platform.routes().current(), time.nanos());
  }

  /** Takes in what was published before the first decision. */
  void known(ResourceRef resource, Published status) {
    store.publish(resource, status);
  }

  /** Goes on from where another loop is, before the first decision. */
  void goOn(Memory remembered) {
    memory = remembered;
  }

  void publish(ResourceRef resource, Published status) {
    store.publish(resource, status);
    decide();
  }

  void unpublish(ResourceRef resource) {
    store.unpublish(resource);
    decide();
  }

  /** Takes what an operator asks for (ENG-8). */
  void direct(BiConsumer<DirectiveBook, RouterConfig> order) {
    order.accept(store.directives(), configuration);
    decide();
  }

  void reload(RouterConfig next) {
    configuration = next;
    store.directives().reloaded(next);
    owner.tell(new RouterdEvent.Reloaded(time.wall(), next.resources().size()));
    decide();
  }

  RoutePlan plan(RouterConfig next) {
    return preview(next).plan();
  }

  /** Says what would be decided now; remembers nothing. */
  private Decision preview(RouterConfig wanted) {
    Moment now = moment();
    return new Decider(settings).decide(wanted, observations(now), memory, now);
  }

  List<ConfigProblem> warnings() {
    Moment now = moment();
    return new Decider(settings).warnings(configuration, observations(now), memory, now);
  }

  List<Explanation> explain(String policy) {
    var _ = DirectiveBook.policy(configuration, policy);
    return preview(configuration).explanations().getOrDefault(policy, List.of());
  }

  private Moment moment() {
    return new Moment(time.nanos(), time.wall());
  }

  private Observations observations(Moment now) {
    return store.snapshot(scheduler.loopNanos(now.nanos()));
  }

  /** Queues a decision, so that what comes together is decided together. */
  private void decideSoon() {
    reroute.withhold();
    if (!decisionQueued) {
      decisionQueued = true;
      executor.execute(deciding);
    }
  }

  /**
   * Decides on the newest snapshots, whatever it was that asked for a decision (ENG-3); where a
   * switch was sent meanwhile, on those first that it was sent for.
   */
  private void decide() {
    decisionQueued = false;
    FastReroute.Sent sent = reroute.takeBack();
    if (sent == null) {
      look();
    } else {
      resume(sent);
    }
    Moment now = moment();
    Observations seen = observations(now);
    Decision decision = decider.decide(configuration, seen, memory, now, urgent);
    journal.ifPresent(written -> written.decided(configuration, seen, now, decision));
    memory = decision.memory();
    store.folded();
    decision.repaired().forEach(change -> LOG.log(Level.INFO, "repaired: " + change));
    scheduler.follow(decision.probes());
    owner.published(decision);
    decision.transitions().forEach(this::tell);
    wakeUp(decision);
    lookAheadLater();
    if (decision.decided() && !settled) {
      settled = true;
      owner.settled(configuration, seen, decision, now);
    }
    leave();
  }

  /**
   * What was sent meanwhile is as if this loop had sent it: so it is decided on what it was sent
   * for, though that may be over by now, which is looked at after it.
   */
  @SuppressWarnings("ReferenceEquality") // what is another object is looked at
  private void resume(FastReroute.Sent sent) {
    applier.follow(sent.results());
    changeQueued.set(false);
    store.observe(sent.links(), sent.kernel(), time.nanos());
    if (platform.links().current() != sent.links()
        || platform.routes().current() != sent.kernel()) {
      decideSoon();
    }
  }

  private void leave() {
    if (!applier.isApplying() && !decisionQueued) {
      reroute.leave(decider.prepared());
    }
  }

  /** Packets may wait for it: so it goes out before what is only told is worked out. */
  private void send(List<DesiredRoute> routes, RoutePlan plan) {
    if (watched == null || WatchedKeys.differ(watched, routes)) {
      platform.routes().watch(WatchedKeys.of(routes));
    }
    watched = routes;
    applier.apply(plan);
  }

  private void wakeUp(Decision decision) {
    if (wakeUp != null) {
      wakeUp.cancel();
    }
    wakeUp =
        decision.wakeUpNanos().isPresent()
            ? executor.schedule(decision.wakeUpNanos().getAsLong(), deciding)
            : null;
  }

  /** A timer that comes too early finds nothing to do: so it is moved to an earlier time only. */
  private void lookAheadLater() {
    OptionalLong due = decider.lookAheadNanos();
    if (due.isEmpty()) {
      return;
    }
    if (lookAhead != null && due.getAsLong() - lookAheadNanos < 0) {
      lookAhead.cancel();
      lookAhead = null;
    }
    if (lookAhead == null) {
      lookAheadNanos = due.getAsLong();
      lookAhead = executor.schedule(lookAheadNanos, this::lookAhead);
    }
  }

  private void lookAhead() {
    lookAhead = null;
    decider.lookAhead(moment());
    leave();
    lookAheadLater();
  }

  private void probed(ProbeResult result) {
    store.probed(result);
    if (result.outcome().kind() == ProbeOutcome.Kind.NO_PATH) {
      platform.routes().refresh(); // the kernel lost what the snapshot shows
    }
    decideSoon();
  }

  private void answered(ApplyResult result) {
    store.applied(result, time.nanos());
  }

  private void tell(PolicyTransition transition) {
    owner.tell(Transitions.event(transition, time.wall()));
  }

  /**
   * Ends the loop: takes away the probe paths (PATH-1), and all else of ours where asked (RT-7).
   * Completes when the kernel answered.
   */
  CompletionStage<?> close(OnClose onClose) {
    executor.end(); // nothing else is decided or sent from here on
    FastReroute.Sent sent = reroute.takeBack();
    if (sent != null) {
      applier.follow(sent.results());
    }
    scheduler.close();
    if (wakeUp != null) {
      wakeUp.cancel();
    }
    if (lookAhead != null) {
      lookAhead.cancel();
    }
    return watched == null ? applier.underway() : applier.leave(onClose, settings);
  }
}
