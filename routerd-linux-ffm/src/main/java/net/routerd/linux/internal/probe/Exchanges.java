package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.IPPROTO_UDP;
import static net.routerd.linux.internal.ffm.Constants.SOCK_DGRAM;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.model.HealthCheck;
import net.routerd.model.ProbeProtocol;

/** Knows what sockets a protocol wants, and makes its exchanges. */
final class Exchanges implements AutoCloseable {

  private static final List<PinnedSocket.Kind> TCP = List.of(Handshake.KIND);
  private static final List<PinnedSocket.Kind> UDP =
      List.of(new PinnedSocket.Kind(SOCK_DGRAM, IPPROTO_UDP));

  private final EventLoop loop;
  private final Wire wire;
  private final EchoSockets echoes;
  private final TcpSockets connections;
  private final Supplier<SSLContext> tls;

  Exchanges(EventLoop loop, Wire wire, Supplier<SSLContext> tls) {
    this.loop = loop;
    this.wire = wire;
    echoes = new EchoSockets(loop, wire, EchoSockets.REST);
    connections = new TcpSockets(loop, wire, EchoSockets.REST);
    wire.inShortage(this::closeIdle);
    this.tls = tls;
  }

  /** Returns the kinds of socket that a check's probes can use, the first choice first. */
  static List<PinnedSocket.Kind> kinds(HealthCheck check) {
    return switch (check.protocol()) {
      case ICMP -> IcmpProbe.kinds(check.target().family());
      case DNS -> UDP;
      case TCP, HTTP, HTTPS -> TCP;
    };
  }

  /**
   * Makes an exchange.
   *
   * @param proceed has the exchange proceed once more, for what ends apart from the socket; run on
   *     the loop's thread
   * @param end told how it ended
   */
  Exchange exchange(ProbeProtocol protocol, Runnable proceed, Exchange.End end) {
    PinnedSocket socket = new PinnedSocket(wire);
    return switch (protocol) {
      case ICMP -> new IcmpProbe(wire, socket, echoes, end);
      case TCP -> new TcpProbe(wire, socket, connections, end);
      case DNS -> new DnsProbe(wire, socket, end);
      case HTTP -> new HttpProbe(wire, socket, (bytes, check) -> bytes, end);
      case HTTPS ->
          new HttpProbe(
              wire,
              socket,
              (bytes, check) -> new TlsStream(bytes, check, tls, () -> loop.execute(proceed)),
              end);
    };
  }

  /** Closes what no probe uses now. */
  private void closeIdle() {
    connections.close();
    echoes.closeIdle();
  }

  /** Closes what probes share or have left, once all have ended. */
  @Override
  public void close() {
    echoes.close();
    connections.close();
  }
}
