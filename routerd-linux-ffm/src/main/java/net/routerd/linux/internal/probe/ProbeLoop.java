package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_DGRAM;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_TIMESTAMPNS;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.PlatformException;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.Prober;

/**
 * Sends probes, any number at once, from one thread. That thread, and so every probe, is in the
 * network namespace of the thread that calls {@link #start}.
 */
public final class ProbeLoop implements Prober, AutoCloseable {

  private final EventLoop loop;
  private final Flights flights;
  private final Fd stamps;
  private final Runnable beginNext = this::beginNext;
  private boolean abandoned;

  /** What is asked and has not begun, a request and who wants its result; guarded by requests. */
  private final Queue<ProbeRequest> requests = new ArrayDeque<>();

  private final Queue<Consumer<ProbeResult>> listeners = new ArrayDeque<>();

  private ProbeLoop(EventLoop loop, Libc libc, PathLookup lookup, Supplier<SSLContext> tls) {
    this.loop = loop;
    Wire wire = new Wire(libc, new KernelRandom(libc));
    flights = new Flights(loop, new Exchanges(loop, wire, tls), lookup);
    stamps = keepStamping(libc);
  }

  /**
   * Opens a socket that receives nothing and wants stamps. The kernel stamps packets on arrival
   * only some time after the first socket has asked for it, and until the last one is closed
   * (net_enable_timestamp in net/core/dev.c); in between it stamps when they are read.
   */
  private static Fd keepStamping(Libc libc) {
    int socket = libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) {
      throw new PlatformException(
          "open socket", Errno.text(-socket), "raise the limit of open files (ulimit -n)");
    }
    libc.setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, 1);
    return new Fd(libc, socket);
  }

  /**
   * Starts a prober that trusts the certificate authorities of the JVM.
   *
   * @param libc the calls
   * @param lookup asked before every probe
   * @param died told if its thread ends by an error
   * @return the running prober
   * @throws PlatformException if no descriptor is left for it
   */
  public static ProbeLoop start(Libc libc, PathLookup lookup, Consumer<Throwable> died) {
    return start(libc, lookup, died, ProbeLoop::defaultTls);
  }

  /**
   * Starts a prober.
   *
   * @param tls gives what https probes trust, asked on a thread of its own
   */
  static ProbeLoop start(
      Libc libc, PathLookup lookup, Consumer<Throwable> died, Supplier<SSLContext> tls) {
    EventLoop loop = EventLoop.start(libc, "routerd-probes", died);
    try {
      return new ProbeLoop(loop, libc, lookup, tls);
    } catch (PlatformException e) {
      loop.close();
      throw e;
    }
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no default TLS context", e);
    }
  }

  /** Has one task for all, as a task for each would be one more object for each probe. */
  @Override
  public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
    synchronized (requests) {
      requests.add(request);
      listeners.add(done);
    }
    loop.execute(beginNext);
  }

  private void beginNext() {
    ProbeRequest request;
    Consumer<ProbeResult> done;
    synchronized (requests) {
      request = requests.remove();
      done = listeners.remove();
    }
    if (!abandoned) {
      flights.begin(request, done);
    }
  }

  /** Hands a task to the loop's thread; a test stalls it so. */
  void execute(Runnable task) {
    loop.execute(task);
  }

  /** Ends all probes without a result, closes their sockets, and ends the thread. */
  @Override
  public void close() {
    loop.execute(this::abandon);
    loop.close();
    stamps.close();
  }

  private void abandon() {
    abandoned = true;
    flights.abandon();
  }
}
