package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import net.routerd.api.Routerd;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.spi.Platform;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.KernelChange.By;
import org.jspecify.annotations.Nullable;

/** One scenario from its begin to its end, event by event. */
final class Run implements Scene {

  private static final int MOST_EVENTS = 500_000;
  private static final int MOST_AT_ONE_INSTANT = 5_000;

  private final Scenario scenario;
  private final List<Invariant> invariants;
  private final Tampering tampering;
  private final World world;
  private final Trace trace = new Trace();
  private StatusSnapshot status = StatusSnapshot.EMPTY;
  private @Nullable Violation violation;
  private int events;
  private int atOneInstant;

  Run(Scenario scenario, List<Invariant> invariants, Tampering tampering) {
    this.scenario = scenario;
    this.invariants = invariants;
    this.tampering = tampering;
    world = new World(scenario, this);
    world.machine().kernel().watch(this::changed);
  }

  /** Runs all of it, or up to the first invariant that does not hold. */
  Optional<Violation> go() {
    try {
      world.happen(new LifeStep(LifeStep.What.STARTS, 0));
      for (Timed timed : scenario.steps()) {
        pass(timed.gap());
        step(timed.step());
      }
      new Calm(world, this, scenario.seed()).go();
      world.life().close();
    } catch (RuntimeException | AssertionError e) {
      report("nothing throws", stack(e));
    }
    return Optional.ofNullable(violation);
  }

  private static String stack(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    StringBuilder text = new StringBuilder(cause.toString());
    for (StackTraceElement frame : cause.getStackTrace()) {
      text.append("\n    at ").append(frame);
    }
    return text.toString();
  }

  void step(Step step) {
    if (violation == null) {
      see(new Sight.Stepped(step.toString()));
      world.happen(step);
      look();
    }
  }

  void pass(Duration gap) {
    long end = nanos() + gap.toNanos();
    while (violation == null && next(end)) {
      // one event after the other
    }
  }

  /** Lets time pass until something is true, but not for ever. */
  boolean waitFor(Duration longest, BooleanSupplier what) {
    long end = nanos() + longest.toNanos();
    boolean reached = what.getAsBoolean();
    while (!reached && violation == null && next(end)) {
      reached = what.getAsBoolean();
    }
    return reached;
  }

  private boolean next(long end) {
    long before = nanos();
    if (!world.machine().time().runNext(Duration.ofNanos(end - before))) {
      return false;
    }
    atOneInstant = nanos() == before ? atOneInstant + 1 : 0;
    events++;
    if (atOneInstant > MOST_AT_ONE_INSTANT || events > MOST_EVENTS) {
      report("work ends", events + " events, " + atOneInstant + " of them at one instant");
    }
    look();
    return true;
  }

  /** Looks at the world after something happened. */
  private void look() {
    StatusSnapshot now = engine().map(Routerd::status).orElse(StatusSnapshot.EMPTY);
    if (!now.equals(status)) {
      Sight decided = new Sight.Decided(status, now);
      status = now;
      see(decided);
    }
    see(DONE);
    if (world.machine().time().isIdle() && world.life().isAwake()) {
      see(SETTLED);
    }
  }

  private static final Sight DONE = new Sight.Done();
  private static final Sight SETTLED = new Sight.Settled();

  private void changed(KernelChange change) {
    boolean byOther = change.by() == By.FOREIGN && world.foreign().isAtWork();
    see(new Sight.Changed(change, change.by() != By.KERNEL && !byOther));
  }

  void see(Sight sight) {
    if (!(sight instanceof Sight.Done || sight instanceof Sight.Settled)) {
      trace.add(nanos(), sight);
    }
    for (Invariant invariant : invariants) {
      invariant.see(sight, this);
    }
  }

  Platform decorate(Platform platform) {
    return tampering.with(platform, world.machine());
  }

  Trace trace() {
    return trace;
  }

  int events() {
    return events;
  }

  boolean isOver() {
    return violation != null;
  }

  void report(String invariant, String how) {
    if (violation == null) {
      violation = new Violation(nanos(), invariant, how);
    }
  }

  @Override
  public void violated(Invariant broken, String how) {
    report(broken.name(), how);
  }

  @Override
  public long nanos() {
    return world.machine().time().nanos();
  }

  @Override
  public FakeMachine machine() {
    return world.machine();
  }

  @Override
  public Optional<Routerd> engine() {
    return world.life().engine();
  }

  @Override
  public RouterConfig configuration() {
    return world.configuration();
  }

  @Override
  public StatusSnapshot status() {
    return status;
  }

  @Override
  public Map<LinkName, Link> links() {
    return world.life().watched().map(w -> w.links().current()).orElse(Map.of());
  }

  @Override
  public KernelView kernel() {
    return world.life().watched().map(WatchedPlatform::current).orElse(KernelView.EMPTY);
  }

  @Override
  public boolean isProbing() {
    return world.isProbing();
  }

  @Override
  public boolean isApplying() {
    return world.life().isApplying();
  }

  @Override
  public int protocol() {
    return world.protocol();
  }
}
