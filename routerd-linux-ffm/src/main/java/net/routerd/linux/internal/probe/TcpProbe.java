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
import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.TcpInfo;
import net.routerd.model.probe.ProbeOutcome;

/**
 * A TCP connection: established passes, and is closed by a reset that leaves no state behind on
 * either side (HC-9).
 */
final class TcpProbe implements Exchange {

  static final PinnedSocket.Kind KIND = new PinnedSocket.Kind(SOCK_STREAM, IPPROTO_TCP);

  /** {@code struct linger} (sys/socket.h): on, for no time; close then resets, see socket(7). */
  private static final byte[] RESET =
      ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(1).putInt(0).array();

  private final Wire wire;
  private final PinnedSocket socket;
  private final int port;
  private long started;

  TcpProbe(Wire wire, PinnedSocket socket, int port) {
    this.wire = wire;
    this.socket = socket;
    this.port = port;
  }

  @Override
  public Optional<Ended> start() {
    socket.set(SOL_SOCKET, SO_LINGER, RESET);
    ErrorQueue.enable(socket);
    started = System.nanoTime();
    int result = socket.connect(port);
    if (result == -Errno.EINPROGRESS) {
      return Optional.empty();
    }
    return Optional.of(
        result == 0 ? passed(TcpInfo.of(wire.libc(), socket.number())) : refused(-result));
  }

  @Override
  public Optional<Ended> proceed() {
    // That there is no error would not be enough: while the handshake is under way there is none.
    TcpInfo info = TcpInfo.of(wire.libc(), socket.number());
    if (info.connected()) {
      return Optional.of(passed(info));
    }
    int errno = (int) Math.abs(wire.libc().getsockopt(socket.number(), SOL_SOCKET, SO_ERROR));
    return errno == 0 ? Optional.empty() : Optional.of(refused(errno));
  }

  private Ended passed(TcpInfo info) {
    return new Ended(
        ProbeOutcome.of(PASSED), info.rttNanos().orElseGet(() -> System.nanoTime() - started));
  }

  private Ended refused(int errno) {
    // The error queue of a TCP socket quotes none of another's segments.
    ProbeOutcome outcome =
        ErrorQueue.drain(wire, socket, quoted -> true)
            .orElseGet(() -> Causes.outcome(errno, Errno.text(errno)));
    return new Ended(outcome, outcome.kind() == TIMEOUT ? 0 : System.nanoTime() - started);
  }

  @Override
  public int interest() {
    return EPOLLOUT;
  }
}
