package net.routerd.linux.internal.probe;

import java.util.Optional;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;

/**
 * A TCP connection: established passes, and is ended by a reset that leaves no state behind on
 * either side (HC-9).
 */
final class TcpProbe implements Exchange {

  private final PinnedSocket socket;
  private final Handshake handshake;

  TcpProbe(Wire wire, PinnedSocket socket, End end) {
    this.socket = socket;
    handshake = new Handshake(wire, socket, end);
  }

  @Override
  public PinnedSocket socket() {
    return socket;
  }

  @Override
  public Optional<ProbeOutcome> open(ProbeRequest request) {
    return handshake.open(request);
  }

  @Override
  public void start(ProbeRequest request) {
    handshake.start(request);
  }

  @Override
  public void proceed(int ready) {
    handshake.proceed();
  }

  @Override
  public int interest() {
    return Handshake.INTEREST;
  }
}
