package net.routerd.linux.internal.kernel;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.EngineExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Runs what lies between the kernel and the engine over and over, until the JVM has compiled it: a
 * change of a device is taken in, the engine is woken, a change of a route goes out. Nothing is
 * published, and what is sent asks for nothing. Ends when the monitor or the writer is closed.
 *
 * @param monitor whose thread reads
 * @param engine whose thread decides
 * @param writer whose thread encodes and sends
 */
public record Rehearsal(KernelMonitor monitor, EngineExecutor engine, RouteWriter writer)
    implements Runnable {

  private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
  private static final int MOST_ROUNDS = 1_000;

  /** Three parts of four are left to what is real: small devices have one or two processors. */
  private static final int REST = 3;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PATIENCE_SECONDS = 1;

  @Override
  public void run() {
    long end = System.nanoTime() + MOST_NANOS;
    try {
      for (int i = 0; i < MOST_ROUNDS && System.nanoTime() - end < 0; i++) {
        long begun = System.nanoTime();
        monitor.rehearse().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        engine.execute(() -> {}); // not waited for: it may be busy with something large
        writer
            .rehearse(changes())
            .toCompletableFuture()
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
        LockSupport.parkNanos(REST * (System.nanoTime() - begun));
      }
    } catch (CompletionException ended) {
      LOG.log(System.Logger.Level.DEBUG, "the rehearsal ended early", ended);
    }
  }

  /** Replaces the first route that forwards, if there is one, by itself. */
  private List<RouteChange> changes() {
    @Nullable ObservedRoute first = null;
    for (ObservedRoute route : monitor.view().routes()) {
      if (route.action() instanceof RouteAction.Forward) {
        first = route;
        break;
      }
    }
    return first == null
        ? List.of()
        : List.of(
            new RouteChange.ReplaceRoute(
                new DesiredRoute(first.key(), first.action(), first.preferredSource()), first));
  }
}
