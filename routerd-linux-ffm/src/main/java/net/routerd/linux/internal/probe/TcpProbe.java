package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLOUT;
import static net.routerd.linux.internal.ffm.Constants.IPPROTO_TCP;
import static net.routerd.linux.internal.ffm.Constants.SOCK_STREAM;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_ERROR;
import static net.routerd.linux.internal.ffm.Constants.SO_LINGER;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.TcpInfo;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;

/**
 * A TCP connection: established passes, and is closed by a reset that leaves no state behind on
 * either side (HC-9).
 */
final class TcpProbe implements Exchange {

  static final PinnedSocket.Kind KIND = new PinnedSocket.Kind(SOCK_STREAM, IPPROTO_TCP);

  /** {@code struct linger} (sys/socket.h): on, for no time; close then resets, see socket(7). */
  private static final byte[] RESET =
      ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(1).putInt(0).array();

  private static final ProbeOutcome OPENED = ProbeOutcome.of(PASSED);

  private final Wire wire;
  private final PinnedSocket socket;
  private final End end;
  private long started;

  TcpProbe(Wire wire, PinnedSocket socket, End end) {
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
    socket.set(SOL_SOCKET, SO_LINGER, RESET);
    ErrorQueue.enable(socket);
    started = System.nanoTime();
    int result = socket.connect(request.check().port());
    if (result == 0) {
      passed(wire.tcpInfo(socket.number()));
    } else if (result != -Errno.EINPROGRESS) {
      refused(-result);
    }
  }

  @Override
  public void proceed() {
    // That there is no error would not be enough: while the handshake is under way there is none.
    TcpInfo info = wire.tcpInfo(socket.number());
    if (info.connected()) {
      passed(info);
      return;
    }
    int errno = (int) Math.abs(wire.libc().getsockopt(socket.number(), SOL_SOCKET, SO_ERROR));
    if (errno != 0) {
      refused(errno);
    }
  }

  private void passed(TcpInfo info) {
    long measured = info.rttNanos();
    end.ended(OPENED, measured == 0 ? System.nanoTime() - started : measured);
  }

  private void refused(int errno) {
    // The error queue of a TCP socket quotes none of another's segments.
    ProbeOutcome outcome =
        ErrorQueue.drain(wire, socket, quoted -> true)
            .orElseGet(() -> Causes.outcome(errno, Errno.text(errno)));
    end.ended(outcome, outcome.kind() == TIMEOUT ? 0 : System.nanoTime() - started);
  }

  @Override
  public int interest() {
    return EPOLLOUT;
  }
}
