package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.routerd.api.OnClose;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdBuilder;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.Platform;
import net.routerd.testkit.FakePlatform;
import net.routerd.testkit.PlatformFault;
import org.jspecify.annotations.Nullable;

/** The life of the engine's process: it starts, is killed, stands still, ends. */
final class Life {

  /** How long the embedding program waits for the kernel before it gives up a close. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Ends a process in the middle of what it does; nothing of it may run any more. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private final World world;
  private final Run run;
  private @Nullable Routerd engine;
  private @Nullable FakePlatform platform;
  private @Nullable WatchedPlatform watched;
  private long stalledUntil;
  private int killInApplyAfter = -1;

  Life(World world, Run run) {
    this.world = world;
    this.run = run;
  }

  Optional<Routerd> engine() {
    return Optional.ofNullable(engine);
  }

  Optional<WatchedPlatform> watched() {
    return Optional.ofNullable(watched);
  }

  /** Tells whether the engine is scheduled, so that it has seen what there is to see. */
  boolean isAwake() {
    return engine != null && world.machine().time().nanos() > stalledUntil;
  }

  void start(OnClose onClose) {
    if (engine != null) {
      return;
    }
    RouterdBuilder builder =
        Routerd.builder()
            .configuration(world.configuration())
            .platform(new WatchedProvider(world.machine().provider(), this::opened))
            .onClose(onClose)
            .listener(event -> run.see(new Sight.Told(event)));
    world.nextHopObjects().ifPresent(builder::nexthopObjects);
    Routerd starting = builder.build();
    world.published().forEach(starting::publish);
    engine = starting;
    run.see(new Sight.Started());
    starting.start();
  }

  private Platform opened(FakePlatform opened) {
    WatchedPlatform watching = new WatchedPlatform(opened, run::see, this::dieInApply);
    platform = opened;
    watched = watching;
    return run.decorate(watching);
  }

  /** Ends the process at once, whatever it is at. */
  void kill() {
    FakePlatform killed = platform;
    gone();
    if (killed != null) {
      killed.kill();
      run.see(new Sight.Ended());
    }
  }

  private void gone() {
    engine = null;
    platform = null;
    watched = null;
    killInApplyAfter = -1;
    stalledUntil = 0;
  }

  /** Ends the process in its next call of the kernel, after some of its changes. */
  void killInApply(int changes) {
    killInApplyAfter = engine == null ? -1 : changes;
  }

  /** Lets the first changes of a call happen, and ends the process; does nothing in other calls. */
  private void dieInApply(List<RouteChange> changes, Consumer<List<RouteChange>> apply) {
    if (killInApplyAfter < 0) {
      return;
    }
    List<RouteChange> made = changes.subList(0, Math.min(killInApplyAfter, changes.size()));
    if (!made.isEmpty()) {
      apply.accept(made);
    }
    kill();
    throw new Killed(); // so that the engine, which runs on this very thread, does nothing more
  }

  void close() {
    Routerd ending = engine;
    if (ending == null) {
      return;
    }
    run.waitFor(PATIENCE, () -> engine == null || isAwake() && !isApplying());
    if (engine != null) {
      run.see(new Sight.Closing());
      ending.close();
      gone();
      run.see(new Sight.Ended());
    }
  }

  boolean isApplying() {
    return watched != null && watched.isApplying();
  }

  void stall(Duration by) {
    if (engine != null) {
      stalledUntil = Math.max(stalledUntil, world.machine().time().nanos() + by.toNanos());
      world.machine().inject(new PlatformFault.StallEngine(by));
    }
  }

  /** The platform noticed that it missed something, and reads everything again. */
  void readAgainSoon() {
    if (watched != null) {
      watched.routes().refresh();
    }
  }

  void restore() {
    killInApplyAfter = -1;
    start(OnClose.KEEP);
    readAgainSoon();
  }
}
