package net.routerd.api.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.KernelView;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.Prober;
import net.routerd.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * A machine that looks like the real one did, but for which there is nothing behind: changes are
 * acknowledged, probes are answered, and time passes from one thing that is due to the next. It
 * runs on the thread that lets it.
 */
@SuppressWarnings("ReferenceEquality") // routes that have not changed are the same object
final class ImaginedMachine implements Platform, EngineExecutor, TimeSource, Prober {

  private final PersistentMap<LinkName, Link> there;
  private final ImaginedRoutes routes;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final TreeSet<Due> timers =
      new TreeSet<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));
  private final Instant wall;
  private final long start;
  private long now;
  private long number;
  private Map<LinkName, Link> links;
  private Optional<LinkName> silent = Optional.empty();

  private record Due(long nanos, long number, Runnable task) {}

  /**
   * Makes one.
   *
   * @param seen what it looks like
   * @param begun what it is there when it begins
   * @param protocol marks our routes
   */
  ImaginedMachine(Observations seen, Moment begun, int protocol) {
    there = PersistentMap.copyOf(seen.links());
    links = there;
    routes = new ImaginedRoutes(protocol, seen.kernel());
    wall = begun.wall();
    start = begun.nanos();
    now = start;
  }

  /** Loses what is behind a device, and where the cable is out, its carrier. */
  void lose(Link device, boolean cable) {
    silent = Optional.of(device.name());
    if (cable) {
      // The same tree but for one device, as a platform has it: so they are compared as they will
      // be.
      links = there.plus(device.name(), device.withoutCarrier(OperState.DOWN));
    }
  }

  /** Has everything back. */
  void mend() {
    silent = Optional.empty();
    links = there;
  }

  /**
   * Runs what there is to run, and then what is due next, until routes have changed and that is
   * read back.
   *
   * @param before the routes that they have changed from
   * @param most runs no more tasks than this
   */
  void run(KernelView before, int most) {
    for (int i = 0; i < most; i++) {
      Runnable next = next(routes.current() == before ? Long.MAX_VALUE : Long.MIN_VALUE);
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  /** Lets time pass in which nothing else happens. */
  void pass(long nanos) {
    long end = now + nanos;
    for (Runnable next = next(end); next != null; next = next(end)) {
      next.run();
    }
    now = end;
  }

  /** Returns what there is to run, else what is due until then; null if there is nothing. */
  private @Nullable Runnable next(long untilNanos) {
    Runnable queued = tasks.poll();
    if (queued != null || timers.isEmpty() || timers.first().nanos() > untilNanos) {
      return queued;
    }
    Due due = timers.removeFirst();
    now = Math.max(now, due.nanos());
    return due.task();
  }

  @Override
  public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
    boolean passes = !silent.equals(Optional.of(request.device()));
    done.accept(
        new ProbeResult(
            request.check().metadata().name(),
            request.generation(),
            Long.MAX_VALUE / 2 + request.sequence(), // after every real one
            ProbeOutcome.of(passes ? ProbeOutcome.Kind.PASSED : ProbeOutcome.Kind.TIMEOUT),
            Optional.empty(),
            now,
            now));
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public Timer schedule(long atNanos, Runnable task) {
    Due due = new Due(atNanos, number++, task);
    timers.add(due);
    return () -> timers.remove(due);
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant wall() {
    return wall.plusNanos(now - start);
  }

  @Override
  public boolean isEngineThread() {
    return true;
  }

  @Override
  public Executor listeners() {
    return Runnable::run;
  }

  @Override
  public TimeSource time() {
    return this;
  }

  @Override
  public EngineExecutor executor() {
    return this;
  }

  @Override
  public LinkMonitor links() {
    return () -> links;
  }

  @Override
  public ImaginedRoutes routes() {
    return routes;
  }

  @Override
  public Prober prober() {
    return this;
  }

  @Override
  public void start(PlatformListener listener) {}

  @Override
  public void close() {}
}
