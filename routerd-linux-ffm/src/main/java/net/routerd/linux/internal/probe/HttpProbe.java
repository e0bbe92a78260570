package net.routerd.linux.internal.probe;

import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PROTOCOL_ERROR;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One GET over HTTP/1.1, plain or through TLS. A redirect is an answer like any other and is not
 * followed (HC-10).
 */
final class HttpProbe implements Exchange {

  private final TcpProbe connection;
  private final HealthCheck check;
  private final SocketBytes socket;
  private final Function<SocketBytes, ByteStream> streams;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private @Nullable ByteStream stream;
  private long started;

  /**
   * Makes one.
   *
   * @param streams gives the stream over the connected socket
   */
  HttpProbe(
      Wire wire,
      PinnedSocket socket,
      HealthCheck check,
      Function<SocketBytes, ByteStream> streams) {
    connection = new TcpProbe(wire, socket, check.port());
    this.check = check;
    this.socket = new SocketBytes(wire, socket);
    this.streams = streams;
  }

  @Override
  public Optional<Ended> start() {
    Optional<String> problem = HttpRequest.problem(check);
    if (problem.isPresent()) {
      return problem.map(detail -> Ended.without(PROTOCOL_ERROR, detail));
    }
    started = System.nanoTime();
    return connection.start().flatMap(this::connected);
  }

  @Override
  public Optional<Ended> proceed() {
    return stream == null ? connection.proceed().flatMap(this::connected) : converse(stream);
  }

  private Optional<Ended> connected(Ended end) {
    if (end.outcome().kind() != PASSED) {
      return Optional.of(end);
    }
    ByteStream begun = streams.apply(socket);
    begun.send(HttpRequest.encode(check));
    stream = begun;
    return converse(begun);
  }

  /** Reads until the answer is clear or nothing more lies in the socket. */
  private Optional<Ended> converse(ByteStream current) {
    Optional<ProbeOutcome> outcome = Optional.empty();
    int before = -1;
    try {
      while (outcome.isEmpty() && before < received.size()) {
        before = received.size();
        boolean open = current.pump(received);
        if (!open || received.size() > before) {
          outcome = HttpExpectation.judge(check, received.toByteArray(), !open);
        }
      }
    } catch (SocketBytes.Failure e) {
      outcome = Optional.of(broken(e));
    } catch (IOException e) {
      outcome = Optional.of(new ProbeOutcome(PROTOCOL_ERROR, "TLS: " + e.getMessage()));
    }
    return outcome.map(end -> new Ended(end, System.nanoTime() - started));
  }

  private static ProbeOutcome broken(SocketBytes.Failure e) {
    return e.errno() == Errno.ECONNRESET || e.errno() == Errno.EPIPE
        ? new ProbeOutcome(PROTOCOL_ERROR, "the connection was reset: " + e.getMessage())
        : Causes.outcome(e.errno(), String.valueOf(e.getMessage()));
  }

  @Override
  public int interest() {
    return stream == null ? connection.interest() : stream.interest();
  }
}
