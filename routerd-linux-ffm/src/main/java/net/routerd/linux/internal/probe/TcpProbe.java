package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLERR;
import static net.routerd.linux.internal.ffm.Constants.EPOLLOUT;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;

import java.util.Optional;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;

/**
 * A TCP connection: established passes, and is ended by a reset that leaves no state behind on
 * either side (HC-9). A socket that has connected is left to the next probe of its pin, path and
 * target.
 */
final class TcpProbe implements Exchange {

  private final PinnedSocket socket;
  private final TcpSockets sockets;
  private final Handshake handshake;
  private final End end;
  private int ready;
  private boolean reusable;

  TcpProbe(Wire wire, PinnedSocket socket, TcpSockets sockets, End end) {
    this.socket = socket;
    this.sockets = sockets;
    this.end = end;
    handshake = new Handshake(wire, socket, this::ended);
  }

  @Override
  public PinnedSocket socket() {
    return socket;
  }

  @Override
  public Optional<ProbeOutcome> open(ProbeRequest request) {
    ready = 0;
    return sockets.take(request, socket) ? Optional.empty() : handshake.open(request);
  }

  @Override
  public void start(ProbeRequest request) {
    handshake.start(request);
  }

  @Override
  public void proceed(int bits) {
    ready = bits;
    handshake.proceed();
  }

  /**
   * An error about a segment may have been queued, for the next connection to find, though this one
   * was established: tcp_v4_err in net/ipv4/tcp_ipv4.c, while the socket is in use. Once it is
   * established nothing more is queued, so if it was ready without an error there is none.
   */
  private void ended(ProbeOutcome outcome, long rttNanos) {
    reusable = outcome.kind() == PASSED && (ready & (EPOLLOUT | EPOLLERR)) == EPOLLOUT;
    end.ended(outcome, rttNanos);
  }

  @Override
  public int interest() {
    return Handshake.INTEREST;
  }

  @Override
  public void close() {
    if (reusable) {
      reusable = false;
      sockets.keep(socket);
    } else {
      socket.close();
    }
  }
}
