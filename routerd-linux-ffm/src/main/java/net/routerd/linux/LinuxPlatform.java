package net.routerd.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import net.routerd.linux.internal.doctor.Doctor;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.NetworkNamespace;
import net.routerd.linux.internal.kernel.EngineThread;
import net.routerd.linux.internal.kernel.FibLookup;
import net.routerd.linux.internal.kernel.KernelMonitor;
import net.routerd.linux.internal.kernel.Rehearsal;
import net.routerd.linux.internal.kernel.RouteWriter;
import net.routerd.linux.internal.kernel.SingleEngineLock;
import net.routerd.linux.internal.netlink.DumpReader;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.linux.internal.probe.ProbeLoop;
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
import org.jspecify.annotations.Nullable;

/**
 * Linux. Its sockets are opened by a thread that entered the network namespace and then ended: a
 * socket stays in the namespace where it was made.
 */
final class LinuxPlatform implements Platform {

  private static final int MONITOR_BUFFER = 16 << 20;
  private static final int REQUEST_BUFFER = 1 << 20;

  private final Libc libc;
  private final LinuxOptions options;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final EngineExecutor executor;
  private volatile @Nullable PlatformListener told;
  private final KernelMonitor monitor;
  private final LinuxRouteTables routes;
  private final Prober prober;

  private LinuxPlatform(Libc libc, LinuxOptions options, PlatformOptions asked) {
    this.libc = libc;
    this.options = options;
    try {
      boolean control = asked.access() == PlatformOptions.Access.CONTROL;
      Optional<SingleEngineLock> lock =
          control
              ? Optional.of(keep(SingleEngineLock.take(libc, asked.protocol())))
              : Optional.empty();
      NetlinkSocket events = keep(KernelMonitor.openEvents(libc, MONITOR_BUFFER));
      DumpReader dumps = new DumpReader(keep(conversation(libc)));
      EventLoop loop = keep(EventLoop.start(libc, "routerd-netlink-monitor", this::died));
      lock.ifPresent(held -> held.answerOn(loop));
      monitor = keep(new KernelMonitor(loop, events, dumps, asked.protocol()));
      Optional<RouteWriter> writer =
          control
              ? Optional.of(
                  keep(
                      new RouteWriter(
                          keep(conversation(libc)), monitor, asked.protocol(), this::died)))
              : Optional.empty();
      routes = new LinuxRouteTables(monitor, writer);
      prober =
          control
              ? keep(
                  ProbeLoop.start(libc, keep(new FibLookup(keep(conversation(libc)))), this::died))
              : new ObservingProber();
      executor = keep(new EngineThread(TimeSource.SYSTEM));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  static Platform open(Libc libc, LinuxOptions options, PlatformOptions asked) {
    return inNamespace(libc, options, () -> new LinuxPlatform(libc, options, asked));
  }

  /** Works on a thread of its own, which ends after: a thread cannot leave a namespace. */
  private static <T> T inNamespace(Libc libc, LinuxOptions options, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("routerd-open")
        .daemon(true)
        .start(
            () -> {
              try {
                options.networkNamespace().ifPresent(file -> NetworkNamespace.enter(libc, file));
                result.complete(work.get());
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static NetlinkConversation conversation(Libc libc) {
    return new NetlinkConversation(
        NetlinkSocket.open(libc, REQUEST_BUFFER), TimeSource.SYSTEM::nanos);
  }

  // Closed in the opposite order: what uses something ends before it.
  private <T extends AutoCloseable> T keep(T part) {
    open.push(part);
    return part;
  }

  @Override
  public TimeSource time() {
    return TimeSource.SYSTEM;
  }

  @Override
  public EngineExecutor executor() {
    return executor;
  }

  @Override
  public LinkMonitor links() {
    return monitor;
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
    return inNamespace(libc, options, Doctor::examine);
  }

  @Override
  public void start(PlatformListener listener) {
    told = listener;
    monitor.start(listener);
    routes.writer().ifPresent(RouteWriter::warmUp);
  }

  /** An engine that cannot see, probe or write any more must not go on as if it could (ENG-7). */
  private void died(Throwable cause) {
    PlatformListener listener = told;
    if (listener != null) {
      listener.failed(
          new PlatformException(
              "run the thread " + Thread.currentThread().getName(),
              cause.toString(),
              "restart; the routes stay as they are"));
    }
  }

  @Override
  public void rehearse(Runnable decisions) {
    Thread.ofPlatform()
        .name("routerd-rehearsal")
        .daemon(true)
        .start(
            () -> {
              routes.writer().ifPresent(w -> new Rehearsal(monitor, executor, w).run());
              decisions.run();
              monitor.tellAgain();
            });
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("closing the Linux platform", e);
      }
    }
  }
}
