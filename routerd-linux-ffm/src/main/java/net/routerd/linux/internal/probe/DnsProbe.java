package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;
import static net.routerd.linux.internal.ffm.Constants.MSG_DONTWAIT;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PROTOCOL_ERROR;

import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.probe.ProbeOutcome;

/**
 * One DNS query over UDP (HC-10), on a connected socket with a port of its own: the kernel passes
 * on what comes from the server's address and port only.
 */
final class DnsProbe implements Exchange {

  private static final int MOST = 64;

  private final Wire wire;
  private final PinnedSocket socket;
  private final int port;
  private final DnsQuery query;
  private RoundTrip roundTrip = RoundTrip.begin();

  DnsProbe(Wire wire, PinnedSocket socket, int port) {
    this.wire = wire;
    this.socket = socket;
    this.port = port;
    query = DnsQuery.random(wire.random());
  }

  @Override
  public Optional<Ended> start() {
    ErrorQueue.enable(socket);
    RoundTrip.stamp(socket);
    int connected = socket.connect(port);
    if (connected < 0) {
      return Optional.of(failed(-connected));
    }
    roundTrip = RoundTrip.begin();
    int sent = wire.libc().send(socket.number(), wire.load(query.encode()), MSG_DONTWAIT);
    return sent < 0 ? Optional.of(failed(-sent)) : Optional.empty();
  }

  @Override
  public Optional<Ended> proceed() {
    int pending = 0;
    for (int i = 0; i < MOST; i++) {
      int length = wire.libc().recvmsg(socket.number(), wire.message(), MSG_DONTWAIT);
      if (length == -Errno.EAGAIN) {
        break;
      }
      if (length < 0) {
        pending = -length;
      } else {
        OptionalInt code = query.responseCode(wire.message().data());
        if (code.isPresent()) {
          return Optional.of(answered(code.getAsInt()));
        }
      }
    }
    int errno = pending;
    return ErrorQueue.drain(wire, socket, quoted -> true)
        .map(outcome -> new Ended(outcome, roundTrip.nanos()))
        .or(() -> errno == 0 ? Optional.empty() : Optional.of(failed(errno)));
  }

  private Ended answered(int code) {
    ProbeOutcome outcome =
        DnsQuery.refusal(code)
            .map(detail -> new ProbeOutcome(PROTOCOL_ERROR, detail))
            .orElseGet(() -> ProbeOutcome.of(PASSED));
    return new Ended(outcome, roundTrip.nanos(wire.message().control()));
  }

  private static Ended failed(int errno) {
    return new Ended(Causes.outcome(errno, Errno.text(errno)), 0);
  }

  @Override
  public int interest() {
    return EPOLLIN;
  }
}
