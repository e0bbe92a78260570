package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLOUT;
import static net.routerd.linux.internal.ffm.Constants.IPPROTO_TCP;
import static net.routerd.linux.internal.ffm.Constants.SOCK_STREAM;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_ERROR;
import static net.routerd.linux.internal.ffm.Constants.SO_LINGER;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;
import static net.routerd.model.probe.ProbeOutcome.Kind.UNREACHABLE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.TcpInfo;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;

/** How a TCP connection begins: once it is established it has passed. Then the next one. */
final class Handshake {

  static final PinnedSocket.Kind KIND = new PinnedSocket.Kind(SOCK_STREAM, IPPROTO_TCP);

  /** What it waits for. */
  static final int INTEREST = EPOLLOUT;

  /** {@code struct linger} (sys/socket.h): on, for no time; close then resets, see socket(7). */
  private static final byte[] RESET =
      ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(1).putInt(0).array();

  private static final ProbeOutcome OPENED = ProbeOutcome.of(PASSED);

  private final Wire wire;
  private final PinnedSocket socket;
  private final Exchange.End end;
  private long started;

  Handshake(Wire wire, PinnedSocket socket, Exchange.End end) {
    this.wire = wire;
    this.socket = socket;
    this.end = end;
  }

  /**
   * Opens and pins a socket, whose connections are closed by a reset: that leaves no state behind
   * on either side (HC-9).
   *
   * @return the problem, after which none is open
   */
  Optional<ProbeOutcome> open(ProbeRequest request) {
    Optional<ProbeOutcome> problem = socket.open(request, Exchanges.kinds(request.check()));
    if (problem.isEmpty()) {
      socket.set(SOL_SOCKET, SO_LINGER, RESET);
      ErrorQueue.enable(socket);
    }
    return problem;
  }

  void start(ProbeRequest request) {
    started = System.nanoTime();
    int result = socket.connect(request.check().port());
    if (result == 0) {
      passed(wire.tcpInfo(socket.number()));
    } else if (result != -Errno.EINPROGRESS) {
      ended(Causes.outcome(-result, Errno.text(-result)));
    }
  }

  void proceed() {
    // That there is no error would not be enough: while the handshake is under way there is none.
    TcpInfo info = wire.tcpInfo(socket.number());
    if (info.connected()) {
      passed(info);
    } else {
      lookForErrors(info);
    }
  }

  private void passed(TcpInfo info) {
    long measured = info.rttNanos();
    end.ended(OPENED, measured == 0 ? System.nanoTime() - started : measured);
  }

  /**
   * While the handshake is under way only the queue counts, and it must not be left full, as that
   * would wake the loop over and over. SO_ERROR may then be a soft error of the connection before:
   * tcp_disconnect keeps sk_err_soft.
   */
  private void lookForErrors(TcpInfo info) {
    // It quotes no other's segments: a socket that has something left in it is not used again.
    Optional<ProbeOutcome> told = ErrorQueue.drain(wire, socket, quoted -> true);
    if (told.isPresent()) {
      ended(told.get());
    } else if (info.closed()) {
      int errno = (int) Math.abs(wire.libc().getsockopt(socket.number(), SOL_SOCKET, SO_ERROR));
      ended(
          errno == 0
              ? new ProbeOutcome(UNREACHABLE, "closed, and the kernel tells no cause")
              : Causes.outcome(errno, Errno.text(errno)));
    }
  }

  private void ended(ProbeOutcome outcome) {
    end.ended(outcome, outcome.kind() == TIMEOUT ? 0 : System.nanoTime() - started);
  }
}
