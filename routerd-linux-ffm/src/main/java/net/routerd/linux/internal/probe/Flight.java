package net.routerd.linux.internal.probe;

import static net.routerd.model.probe.ProbeOutcome.Kind.NO_PATH;
import static net.routerd.model.probe.ProbeOutcome.Kind.PROTOCOL_ERROR;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;

import java.util.Optional;
import java.util.function.Consumer;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.PlatformException;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/** One probe from its request to its result, which is told once. On the loop's thread. */
final class Flight {

  private static final System.Logger LOG = System.getLogger(Flight.class.getName());

  private final EventLoop loop;
  private final ProbeRequest request;
  private final Consumer<Flight> over;
  private final Consumer<ProbeResult> done;
  private final long started = System.nanoTime();
  private Optional<IpAddress> nextHop = Optional.empty();
  private boolean sent;
  private boolean ended;
  private int interest;
  private @Nullable PinnedSocket socket;
  private @Nullable Exchange exchange;
  private EventLoop.@Nullable Registration registration;
  private EventLoop.@Nullable Timer timer;

  Flight(EventLoop loop, ProbeRequest request, Consumer<Flight> over, Consumer<ProbeResult> done) {
    this.loop = loop;
    this.request = request;
    this.over = over;
    this.done = done;
  }

  /** Pins a socket, asks the kernel for the path, and only then sends (HC-4, PATH-2). */
  void begin(Exchanges exchanges, PathLookup lookup) {
    try {
      switch (exchanges.open(request)) {
        case PinnedSocket.Attempt.Failed failed -> end(failed.outcome(), 0);
        case PinnedSocket.Attempt.Open open -> {
          socket = open.socket();
          if (onPath(lookup)) {
            launch(exchanges.exchange(request, open.socket(), this::proceed), open.socket());
          }
        }
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private boolean onPath(PathLookup lookup) {
    Optional<String> problem;
    try {
      PathLookup.Answer answer = PathCheck.ask(lookup, request);
      problem = PathCheck.problem(request, answer);
      if (answer instanceof PathLookup.Answer.Found found) {
        nextHop = found.gateway();
      }
    } catch (PlatformException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    problem.ifPresent(detail -> end(new ProbeOutcome(NO_PATH, detail), 0));
    return problem.isEmpty();
  }

  private void launch(Exchange started, PinnedSocket open) {
    exchange = started;
    Optional<Ended> end = started.start();
    sent = end.isEmpty() || end.get().outcome().kind() == ProbeOutcome.Kind.PASSED;
    if (end.isPresent()) {
      end(end.get().outcome(), end.get().rttNanos());
      return;
    }
    long deadline = this.started + request.check().timeout().toNanos();
    timer = loop.schedule(deadline, this::timeOut);
    interest = started.interest();
    registration = loop.watch(open.fd(), interest, ready -> proceed());
  }

  private void proceed() {
    Exchange current = exchange;
    if (ended || current == null) {
      return;
    }
    try {
      current.proceed().ifPresent(end -> end(end.outcome(), end.rttNanos()));
      if (!ended && registration != null && interest != current.interest()) {
        interest = current.interest();
        registration.interest(interest);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** What lies in the socket is read first: only silence is a timeout (HC-9). */
  private void timeOut() {
    proceed();
    end(ProbeOutcome.of(TIMEOUT), 0);
  }

  private void fail(RuntimeException e) {
    LOG.log(System.Logger.Level.ERROR, "probe " + request.check().metadata().name(), e);
    end(new ProbeOutcome(PROTOCOL_ERROR, "the prober failed: " + e), 0);
  }

  private void end(ProbeOutcome outcome, long rttNanos) {
    if (ended) {
      return;
    }
    ProbeResult result =
        new ProbeResult(
            request.check().metadata().name(),
            request.generation(),
            request.sequence(),
            outcome,
            evidence(rttNanos),
            started,
            System.nanoTime());
    release();
    over.accept(this);
    done.accept(result);
  }

  /** A packet left only if the socket was pinned and the path was there. */
  private Optional<ProbeEvidence> evidence(long rttNanos) {
    PinnedSocket pinned = socket;
    return pinned == null || !sent
        ? Optional.empty()
        : Optional.of(
            new ProbeEvidence(
                request.device(), request.ifindex(), pinned.source(), nextHop, rttNanos));
  }

  /** Closes what the probe holds; nothing is told any more. */
  void release() {
    ended = true;
    if (timer != null) {
      timer.cancel();
    }
    if (registration != null) {
      registration.close();
    }
    if (socket != null) {
      socket.close();
    }
  }
}
