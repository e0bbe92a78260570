package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;
import static net.routerd.linux.internal.ffm.Constants.MSG_DONTWAIT;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PROTOCOL_ERROR;

import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;

/**
 * One DNS query over UDP (HC-10), on a connected socket with a port of its own: the kernel passes
 * on what comes from the server's address and port only.
 */
final class DnsProbe implements Exchange {

  private static final int MOST = 64;
  private static final ProbeOutcome ANSWERED = ProbeOutcome.of(PASSED);

  private final Wire wire;
  private final PinnedSocket socket;
  private final End end;
  private final RoundTrip roundTrip = new RoundTrip();
  private final DnsQuery query = new DnsQuery();

  DnsProbe(Wire wire, PinnedSocket socket, End end) {
    this.wire = wire;
    this.socket = socket;
    this.end = end;
  }

  @Override
  public PinnedSocket socket() {
    return socket;
  }

  @Override
  public void start(ProbeRequest request) {
    query.begin(wire.random().nextInt(1 << 16), wire.random().nextLong());
    ErrorQueue.enable(socket);
    RoundTrip.stamp(socket);
    int connected = socket.connect(request.check().port());
    if (connected < 0) {
      failed(-connected);
      return;
    }
    roundTrip.begin();
    int sent = wire.libc().send(socket.number(), query.encode(wire.buffer()), MSG_DONTWAIT);
    if (sent < 0) {
      failed(-sent);
    }
  }

  @Override
  public void proceed(int ready) {
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
          answered(code.getAsInt());
          return;
        }
      }
    }
    Optional<ProbeOutcome> told = ErrorQueue.drain(wire, socket, quoted -> true);
    if (told.isPresent()) {
      end.ended(told.get(), roundTrip.nanos());
    } else if (pending != 0) {
      failed(pending);
    }
  }

  private void answered(int code) {
    ProbeOutcome outcome =
        DnsQuery.refusal(code)
            .map(detail -> new ProbeOutcome(PROTOCOL_ERROR, detail))
            .orElse(ANSWERED);
    end.ended(outcome, roundTrip.nanos(wire.message().control()));
  }

  private void failed(int errno) {
    end.ended(Causes.outcome(errno, Errno.text(errno)), 0);
  }

  @Override
  public int interest() {
    return EPOLLIN;
  }
}
