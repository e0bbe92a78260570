package net.routerd.linux.internal.probe;

import static net.routerd.model.probe.ProbeOutcome.Kind.NO_PATH;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PROTOCOL_ERROR;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;

import java.util.Optional;
import java.util.function.Consumer;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Timer;
import net.routerd.linux.internal.ffm.Watch;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.PlatformException;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/**
 * One probe from its request to its result, which is told once; then another of the same protocol,
 * so that a probe makes nothing but its result. On the loop's thread.
 */
final class Flight {

  private static final System.Logger LOG = System.getLogger(Flight.class.getName());
  private static final ProbeOutcome TIMED_OUT = ProbeOutcome.of(TIMEOUT);

  private final ProbeProtocol protocol;
  private final PathLookup lookup;
  private final Consumer<Flight> over;
  private final Exchange exchange;
  private final Watch watch;
  private final Timer timer;

  // What follows is of the probe under way; without a request there is none.
  private @Nullable ProbeRequest request;
  private Consumer<ProbeResult> done = result -> {};
  private long started;
  private Optional<IpAddress> nextHop = Optional.empty();
  private boolean sent;
  private int interest;

  /**
   * Makes one that has nothing to do yet.
   *
   * @param over told when a probe has ended, right before its result is
   */
  Flight(
      ProbeProtocol protocol,
      EventLoop loop,
      Exchanges exchanges,
      PathLookup lookup,
      Consumer<Flight> over) {
    this.protocol = protocol;
    this.lookup = lookup;
    this.over = over;
    exchange = exchanges.exchange(protocol, () -> proceed(0), this::end);
    watch = loop.watch(this::proceed);
    timer = loop.timer(this::timeOut);
  }

  ProbeProtocol protocol() {
    return protocol;
  }

  /** Pins a socket, asks the kernel for the path, and only then sends (HC-4, PATH-2). */
  void begin(ProbeRequest next, Consumer<ProbeResult> listener) {
    request = next;
    done = listener;
    started = System.nanoTime();
    nextHop = Optional.empty();
    sent = false;
    try {
      Optional<ProbeOutcome> problem = exchange.open(next);
      if (problem.isEmpty()) {
        problem = path(next);
      }
      if (problem.isEmpty()) {
        launch(next);
      } else {
        end(problem.get(), 0);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** Looks the path up; returns what is wrong with it. */
  private Optional<ProbeOutcome> path(ProbeRequest next) {
    Optional<String> problem;
    try {
      PathLookup.Answer answer = PathCheck.ask(lookup, next);
      problem = PathCheck.problem(next, answer);
      if (answer instanceof PathLookup.Answer.Found found) {
        nextHop = found.gateway();
      }
    } catch (PlatformException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    return problem.map(detail -> new ProbeOutcome(NO_PATH, detail));
  }

  private void launch(ProbeRequest next) {
    exchange.start(next);
    if (request != null) {
      sent = true;
      timer.start(started + next.check().timeout().toNanos());
      interest = exchange.interest();
      if (interest != 0) {
        watch.start(exchange.socket().number(), interest);
      }
    }
  }

  private void proceed(int ready) {
    if (request == null) {
      return;
    }
    try {
      exchange.proceed(ready);
      if (request != null && interest != exchange.interest()) {
        interest = exchange.interest();
        watch.interest(interest);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** What lies in the socket is read first: only silence is a timeout (HC-9). */
  private void timeOut() {
    proceed(0);
    end(TIMED_OUT, 0);
  }

  private void fail(RuntimeException e) {
    LOG.log(
        System.Logger.Level.ERROR,
        "probe " + (request == null ? "that has ended" : name(request)),
        e);
    end(new ProbeOutcome(PROTOCOL_ERROR, "the prober failed: " + e), 0);
  }

  private void end(ProbeOutcome outcome, long rttNanos) {
    ProbeRequest last = request;
    if (last == null) {
      return;
    }
    Consumer<ProbeResult> listener = done;
    ProbeResult result =
        new ProbeResult(
            name(last),
            last.generation(),
            last.sequence(),
            outcome,
            sent || outcome.kind() == PASSED ? evidence(last, rttNanos) : Optional.empty(),
            started,
            System.nanoTime());
    release();
    over.accept(this);
    tell(last, listener, result);
  }

  /** Others' packets may be read in the same go: what a listener throws is not for their probes. */
  private static void tell(ProbeRequest last, Consumer<ProbeResult> listener, ProbeResult result) {
    try {
      listener.accept(result);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "who asked for probe " + name(last) + " failed", e);
    }
  }

  private static String name(ProbeRequest request) {
    return request.check().metadata().name();
  }

  /** A packet left only if the socket was pinned and the path was there. */
  private Optional<ProbeEvidence> evidence(ProbeRequest last, long rttNanos) {
    return Optional.of(
        new ProbeEvidence(last.device(), last.ifindex(), exchange.source(), nextHop, rttNanos));
  }

  /** Lets go of what the probe holds; nothing is told any more. */
  void release() {
    request = null;
    timer.cancel();
    try {
      watch.stop(); // first, as the socket may stay open
    } finally {
      exchange.close();
    }
  }
}
