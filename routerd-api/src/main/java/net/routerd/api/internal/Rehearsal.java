package net.routerd.api.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.routerd.api.RouterdEvent;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.route.KernelView;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.Decision;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.Published;
import net.routerd.select.Settings;

/**
 * Does all that an engine does when links and what is behind them fail and come back, on a machine
 * that is imagined, until the JVM has compiled it: a failover is rare, and the first one counts.
 * Nobody hears of it. Whoever runs it holds all that it takes, and lets go of it at the end.
 */
final class Rehearsal implements LoopOwner {

  private static final Logger LOG = System.getLogger("net.routerd");

  private static final int MOST_ROUNDS = 1_000;

  /** Enough for a few checks to be judged otherwise; where there are many, carriers alone tell. */
  private static final int MOST_TASKS = 128;

  /** Passes between two failures, in which some devices are looked ahead for. */
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Three parts of four are left to what is real: small devices have one or two processors. */
  private static final int REST = 3;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final BooleanSupplier over;
  private final List<Link> up;
  private final ImaginedMachine machine;
  private final ListenerFanout fanout = new ListenerFanout(List.of(event -> {}), Runnable::run);
  private final StatusBoard board = new StatusBoard();
  private final ReconcileLoop loop;
  private boolean failed;

  /**
   * Makes one.
   *
   * @param settings of the engine
   * @param configuration of the engine
   * @param seen what the machine looks like
   * @param decided what was decided about that
   * @param now when
   * @param over asked between two failures whether to end
   */
  Rehearsal(
      Settings settings,
      RouterConfig configuration,
      Observations seen,
      Decision decided,
      Moment now,
      BooleanSupplier over) {
    this.over = over;
    up = seen.links().values().stream().filter(Link::isUp).toList();
    machine = new ImaginedMachine(seen, now, settings.protocol());
    loop = new ReconcileLoop(machine, configuration, settings, Optional.empty(), this);
    loop.goOn(decided.memory());
    // Nobody publishes again here, and hours pass: so nothing expires.
    seen.external()
        .forEach((ref, p) -> loop.known(ref, new Published(p.status(), OptionalLong.empty())));
  }

  void run() {
    long start = System.nanoTime();
    for (int i = 0; i < MOST_ROUNDS && !up.isEmpty() && !failed; i++) {
      long begun = System.nanoTime();
      fail(i);
      mend();
      if (over.getAsBoolean() || System.nanoTime() - start > MOST_NANOS) {
        break;
      }
      LockSupport.parkNanos(REST * (System.nanoTime() - begun));
    }
  }

  /** Each device fails twice in a row: every other time it has no carrier, and else is silent. */
  void fail(int round) {
    machine.pass(BETWEEN_NANOS);
    machine.lose(up.get(round / 2 % up.size()), round % 2 == 0);
    look();
  }

  void mend() {
    machine.mend();
    look();
  }

  /** What nobody but a test sees of it. */
  StatusSnapshot status() {
    return board.status();
  }

  /** The same of what stands nowhere. */
  KernelView kernel() {
    return machine.routes().current();
  }

  private void look() {
    KernelView before = kernel();
    loop.changed(); // which may change routes at once
    machine.run(before, MOST_TASKS + up.size()); // each may be looked ahead for meanwhile
  }

  @Override
  public void tell(RouterdEvent event) {
    var _ = Transitions.logged(event);
    fanout.tell(event);
  }

  @Override
  public void published(Decision decision) {
    board.show(decision, machine).forEach(this::tell);
    board.signal();
  }

  @Override
  public void broken(Throwable cause) {
    failed = true;
    LOG.log(Level.DEBUG, "the rehearsal ended early", cause);
  }
}
