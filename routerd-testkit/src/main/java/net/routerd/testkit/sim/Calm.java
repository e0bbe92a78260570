package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.routerd.api.OnClose;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.spi.ProbeRequest;
import net.routerd.testkit.FakeKernel;
import net.routerd.testkit.KernelChange;

/**
 * What must be after a storm: everything is mended, and in bounded time the engine has done all
 * that is to do and then does nothing more, whatever it is asked that changes nothing.
 */
final class Calm {

  /** The longest back-off after refusals or repairs. */
  private static final Duration BACK_OFF = Duration.ofSeconds(31);

  /** The longest that a fault lets the process stand still, and a probe's timeout behind it. */
  private static final Duration STANDSTILL = Duration.ofSeconds(17);

  private static final Duration QUIET = Duration.ofMillis(1500);

  private final World world;
  private final Run run;
  private final SplittableRandom random;
  private final Convergence convergence;

  Calm(World world, Run run, long seed) {
    this.world = world;
    this.run = run;
    random = new SplittableRandom(seed);
    convergence = new Convergence(run);
  }

  void go() {
    if (run.isOver()) {
      return;
    }
    run.see(new Sight.Stepped("everything is mended; from here on nothing goes wrong"));
    world.restore();
    run.waitFor(STANDSTILL, world::isProbing);
    Set<ProbeRequest> ofTheStorm = probes();
    run.waitFor(STANDSTILL, () -> isOver(ofTheStorm));
    world.nudge();
    long deadline = run.nanos() + bound().toNanos();
    int before;
    do {
      Duration left = Duration.ofNanos(Math.max(0, deadline - run.nanos()));
      if (!run.waitFor(left, () -> convergence.missing().isEmpty())) {
        run.report(
            "after the storm the best candidate is selected and its routes stand within " + bound(),
            convergence.missing().orElse("it converged too late, or does not come to rest"));
      }
      before = changes();
      run.pass(QUIET); // a back-off of the storm may end in it
    } while (!run.isOver() && changes() > before);
    quiet("nothing happens", () -> {});
    switch (random.nextInt(3)) {
      case 0 -> quiet("the same configuration is loaded", () -> world.reload(world.version()));
      case 1 -> {
        quiet("the engine is killed and started again", this::restart);
        converged();
      }
      default -> withdraw();
    }
  }

  /** Tells whether nothing of the storm is under way any more. */
  private boolean isOver(Set<ProbeRequest> ofTheStorm) {
    return world.life().isAwake()
        && !world.life().isApplying()
        && Collections.disjoint(ofTheStorm, probes());
  }

  private int changes() {
    return world.machine().kernel().history().size();
  }

  private Set<ProbeRequest> probes() {
    return world.life().watched().map(WatchedPlatform::inFlight).orElse(Set.of());
  }

  private Duration bound() {
    Duration longest =
        world.configuration().all(EgressRoutePolicy.class).stream()
            .map(EgressRoutePolicy::hysteresis)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return longest.plus(verdict().multipliedBy(2)).plus(BACK_OFF);
  }

  /** Returns how long the slowest check may take to its verdict. */
  private Duration verdict() {
    return world.configuration().all(HealthCheck.class).stream()
        .map(c -> c.interval().multipliedBy(1L + c.healthyThreshold()).plus(c.timeout()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private void restart() {
    world.life().kill();
    world.life().start(OnClose.KEEP);
  }

  private void converged() {
    if (!run.waitFor(bound(), () -> convergence.missing().isEmpty())) {
      run.report("RT-6 a restart ends where it began", convergence.missing().orElse("too late"));
    }
  }

  /** Does something that changes nothing, and sees to it that nothing is written. */
  private void quiet(String why, Runnable what) {
    if (run.isOver()) {
      return;
    }
    int before = changes();
    run.see(new Sight.Stepped(why));
    what.run();
    run.pass(QUIET);
    changesSince(before)
        .ifPresent(change -> run.report("RT-9 no write while " + why, change.toString()));
  }

  private Optional<KernelChange> changesSince(int count) {
    return world.machine().kernel().history().stream().skip(count).findFirst();
  }

  /** The engine ends and takes along what is its own (RT-7), and nothing else (RT-1). */
  private void withdraw() {
    if (run.isOver()) {
      return;
    }
    world.life().kill();
    world.life().start(OnClose.WITHDRAW);
    converged();
    world.life().close();
    FakeKernel kernel = world.machine().kernel();
    List<Object> left = new ArrayList<>(kernel.rules(world.protocol()));
    kernel.routes().stream().filter(r -> r.protocol() == world.protocol()).forEach(left::add);
    kernel.nextHops().stream().filter(h -> h.protocol() == world.protocol()).forEach(left::add);
    if (!left.isEmpty() && !run.isOver()) {
      run.report("RT-7 withdraw leaves nothing", left.toString());
    }
  }
}
