package net.routerd.linux.internal.probe;

import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PROTOCOL_ERROR;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/**
 * One GET over HTTP/1.1, plain or through TLS; then the next one. A redirect is an answer like any
 * other and is not followed (HC-10).
 */
final class HttpProbe implements Exchange {

  private final Handshake connection;
  private final PinnedSocket socket;
  private final Wire wire;
  private final BiFunction<SocketBytes, HealthCheck, ByteStream> streams;
  private final End end;
  private final SocketBytes bytes;
  private final Bytes received = new Bytes();

  // What follows is of the probe under way; without a stream it has no connection yet.
  private HttpPlan.@Nullable Get plan;
  private @Nullable ByteStream stream;
  private long started;

  /**
   * Makes one.
   *
   * @param streams gives the stream over a connected socket
   */
  HttpProbe(
      Wire wire,
      PinnedSocket socket,
      BiFunction<SocketBytes, HealthCheck, ByteStream> streams,
      End end) {
    connection = new Handshake(wire, socket, this::connected);
    this.wire = wire;
    this.socket = socket;
    this.streams = streams;
    this.end = end;
    bytes = new SocketBytes(wire, socket);
  }

  @Override
  public PinnedSocket socket() {
    return socket;
  }

  @Override
  public Optional<ProbeOutcome> open(ProbeRequest request) {
    return connection.open(request);
  }

  @Override
  public void start(ProbeRequest request) {
    switch (wire.plan(request.check())) {
      case HttpPlan.Unaskable unaskable -> end.ended(unaskable.outcome(), 0);
      case HttpPlan.Get get -> start(request, get);
    }
  }

  private void start(ProbeRequest request, HttpPlan.Get get) {
    plan = get;
    stream = null;
    started = System.nanoTime();
    connection.start(request);
  }

  @Override
  public void proceed(int ready) {
    ByteStream current = stream;
    if (current == null) {
      connection.proceed();
    } else {
      converse(current);
    }
  }

  private void connected(ProbeOutcome outcome, long rttNanos) {
    if (outcome.kind() != PASSED) {
      end.ended(outcome, rttNanos);
      return;
    }
    HttpPlan.Get asked = Objects.requireNonNull(plan);
    bytes.begin();
    ByteStream begun = streams.apply(bytes, asked.check());
    begun.send(asked.request());
    stream = begun;
    converse(begun);
  }

  /** Reads until the answer is clear or nothing more lies in the socket. */
  private void converse(ByteStream current) {
    Optional<ProbeOutcome> outcome = Optional.empty();
    int before = -1;
    try {
      while (outcome.isEmpty() && before < received.size()) {
        before = received.size();
        boolean open = current.pump(received);
        if (!open || received.size() > before) {
          HttpPlan.Get asked = Objects.requireNonNull(plan);
          outcome = asked.wanted().judge(wire.response(), received, !open);
        }
      }
    } catch (SocketBytes.Failure e) {
      outcome = Optional.of(broken(e));
    } catch (IOException e) {
      outcome = Optional.of(new ProbeOutcome(PROTOCOL_ERROR, "TLS: " + e.getMessage()));
    }
    if (outcome.isPresent()) {
      end.ended(outcome.get(), System.nanoTime() - started);
    }
  }

  private static ProbeOutcome broken(SocketBytes.Failure e) {
    return e.errno() == Errno.ECONNRESET || e.errno() == Errno.EPIPE
        ? new ProbeOutcome(PROTOCOL_ERROR, "the connection was reset: " + e.getMessage())
        : Causes.outcome(e.errno(), String.valueOf(e.getMessage()));
  }

  @Override
  public int interest() {
    return stream == null ? Handshake.INTEREST : stream.interest();
  }

  @Override
  public void close() {
    socket.close();
    received.clear();
  }
}
