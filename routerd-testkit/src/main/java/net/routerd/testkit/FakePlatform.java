package net.routerd.testkit;

import java.time.Duration;
import java.util.List;
import net.routerd.spi.Diagnosis;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.Prober;
import net.routerd.spi.RouteTables;
import net.routerd.spi.TimeSource;
import net.routerd.testkit.PlatformFault.DropEvent;
import org.jspecify.annotations.Nullable;

/**
 * A platform on a {@link FakeMachine}: one process's hold on it. The engine that runs on it runs on
 * the thread of the test, while the test moves the time.
 *
 * <p>Changes are told to the engine at the instant at which they happen, as soon as time is moved
 * or {@link ManualTime#runUntilIdle} is called, several at one instant once. Both snapshots show
 * them from then on.
 */
public final class FakePlatform implements Platform {

  private final FakeMachine machine;
  private final PlatformOptions options;
  private final int pid;
  private final ManualExecutor executor;
  private final FakeLinkMonitor links;
  private final FakeRouteTables routes;
  private final FakeProber prober;
  private @Nullable PlatformListener listener;
  private boolean closed;
  private long blindUntil;

  FakePlatform(FakeMachine machine, PlatformOptions options, int pid) {
    this.machine = machine;
    this.options = options;
    this.pid = pid;
    executor = new ManualExecutor(machine.time());
    links = new FakeLinkMonitor(machine.links());
    routes = new FakeRouteTables(this);
    prober = new FakeProber(this);
  }

  @Override
  public TimeSource time() {
    return machine.time();
  }

  @Override
  public EngineExecutor executor() {
    return executor;
  }

  @Override
  public LinkMonitor links() {
    return links;
  }

  @Override
  public RouteTables routes() {
    return routes;
  }

  @Override
  public Prober prober() {
    return prober;
  }

  @Override
  public List<Diagnosis> diagnose() {
    return machine.diagnoses();
  }

  @Override
  public void start(PlatformListener toTell) {
    if (listener != null || closed) {
      throw new IllegalStateException("a platform is started once, before it is closed");
    }
    listener = toTell;
    links.read();
    routes.read();
    machine.kernel().listen(this);
  }

  /** Looks at the machine soon; a lost event is found by the next look or by a thorough one. */
  void look(boolean thorough) {
    if (listener != null && !closed) {
      long at = Math.max(machine.time().nanos(), blindUntil);
      machine.time().give(this, false, at, () -> tell(thorough));
    }
  }

  /** Tells nothing for a while, then reads everything again. */
  void overflow(Duration blind) {
    blindUntil = Math.max(blindUntil, machine.time().nanos() + blind.toNanos());
    machine.time().postpone(t -> t.owner == routes, blindUntil);
    look(true);
  }

  /** Returns until when nothing is read, on the monotonic clock; a past time while all is well. */
  long blindUntil() {
    return blindUntil;
  }

  private void tell(boolean thorough) {
    if (machine.time().nanos() < blindUntil) {
      return; // it overflowed since: the look at the end sees this as well
    }
    if (listener == null || !links.differs() && !routes.differs()) {
      return;
    }
    if (!thorough && machine.faults().take(DropEvent.class, f -> true).isPresent()) {
      return;
    }
    links.read();
    routes.read();
    listener.changed();
  }

  /**
   * Lets something go wrong, once its occasion comes.
   *
   * @param fault what goes wrong
   */
  public void inject(PlatformFault fault) {
    machine.inject(fault);
  }

  /** Lets the engine's thread stand still. */
  void stall(Duration by) {
    executor.stall(machine.time().nanos() + by.toNanos());
  }

  /**
   * Tells the engine that the platform can no longer watch the machine.
   *
   * @param cause why
   */
  public void fail(PlatformException cause) {
    if (listener != null) {
      listener.failed(cause);
    }
  }

  /**
   * Ends as a killed process does: nothing of its engine runs any more, what stands in the kernel
   * stays, and another engine can take over.
   */
  public void kill() {
    executor.kill();
    routes.kill();
    release();
  }

  @Override
  public void close() {
    routes.finish();
    release();
    executor.close();
  }

  private void release() {
    closed = true;
    machine.time().drop(t -> t.owner == this);
    machine.kernel().forget(this);
    machine.closed(this);
  }

  /**
   * Returns the number of the pretended process.
   *
   * @return another number for every platform of a machine
   */
  public int pid() {
    return pid;
  }

  /**
   * Returns the machine.
   *
   * @return what it was opened on
   */
  public FakeMachine machine() {
    return machine;
  }

  /**
   * Returns what the engine asked for.
   *
   * @return the options
   */
  public PlatformOptions options() {
    return options;
  }
}
