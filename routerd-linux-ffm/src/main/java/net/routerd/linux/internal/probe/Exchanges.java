package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.IPPROTO_UDP;
import static net.routerd.linux.internal.ffm.Constants.SOCK_DGRAM;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.model.HealthCheck;
import net.routerd.spi.ProbeRequest;

/** Makes the socket and the exchange that a request's protocol wants. */
final class Exchanges {

  private static final PinnedSocket.Kind UDP = new PinnedSocket.Kind(SOCK_DGRAM, IPPROTO_UDP);

  private final EventLoop loop;
  private final Wire wire;
  private final Supplier<SSLContext> tls;

  Exchanges(EventLoop loop, Wire wire, Supplier<SSLContext> tls) {
    this.loop = loop;
    this.wire = wire;
    this.tls = tls;
  }

  PinnedSocket.Attempt open(ProbeRequest request) {
    List<PinnedSocket.Kind> kinds =
        switch (request.check().protocol()) {
          case ICMP -> IcmpProbe.kinds(request.check().target().family());
          case DNS -> List.of(UDP);
          case TCP, HTTP, HTTPS -> List.of(TcpProbe.KIND);
        };
    return PinnedSocket.open(wire.libc(), request, kinds);
  }

  /**
   * Makes the exchange.
   *
   * @param proceed has the exchange proceed once more, for what ends apart from the socket
   */
  Exchange exchange(ProbeRequest request, PinnedSocket socket, Runnable proceed) {
    HealthCheck check = request.check();
    return switch (check.protocol()) {
      case ICMP -> new IcmpProbe(wire, socket, check.target(), request.sequence());
      case TCP -> new TcpProbe(wire, socket, check.port());
      case DNS -> new DnsProbe(wire, socket, check.port());
      case HTTP -> new HttpProbe(wire, socket, check, PlainStream::new);
      case HTTPS ->
          new HttpProbe(
              wire,
              socket,
              check,
              bytes -> new TlsStream(bytes, check, tls, () -> loop.execute(proceed)));
    };
  }
}
