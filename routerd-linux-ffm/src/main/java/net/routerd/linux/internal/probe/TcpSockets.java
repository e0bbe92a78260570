package net.routerd.linux.internal.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Timer;
import net.routerd.spi.ProbeRequest;

/**
 * The TCP sockets that probes have left, disconnected, for the next of equal pin and target: to
 * open, to pin and to close one costs a third of a probe.
 *
 * <p>Only for the same target, since the kernel goes on from the sequence number at which the
 * connection before ended (tcp_disconnect in net/ipv4/tcp.c): who was the peer of that one could
 * answer in the name of another.
 */
final class TcpSockets implements AutoCloseable {

  private static final class Place {

    final PinnedSocket socket;
    long since;

    Place(PinnedSocket socket) {
      this.socket = socket;
    }
  }

  private final Wire wire;
  private final long restNanos;
  private final Timer timer;

  /** Those that are taken come first, and of them the one that was used last comes last. */
  private final List<Place> places = new ArrayList<>();

  private int taken;

  /**
   * Holds none yet.
   *
   * @param rest how long one stays open after its last probe
   */
  TcpSockets(EventLoop loop, Wire wire, Duration rest) {
    this.wire = wire;
    restNanos = rest.toNanos();
    timer = loop.timer(this::closeRested);
  }

  /**
   * Finds a socket for a request.
   *
   * @param into takes it over; it is closed
   * @return false if there is none
   */
  boolean take(ProbeRequest request, PinnedSocket into) {
    for (int i = taken - 1; i >= 0; i--) {
      PinnedSocket socket = places.get(i).socket;
      if (serves(socket, request)) {
        leave(i);
        if (socket.isStillBound()) {
          into.takeOver(socket, request);
          return true;
        }
        socket.close();
      }
    }
    return false;
  }

  private static boolean serves(PinnedSocket socket, ProbeRequest request) {
    return socket.opened().check().target().equals(request.check().target())
        && socket.isMeantFor(request);
  }

  /**
   * Ends the connection of a socket by a reset, and keeps the socket if that can be.
   *
   * @param socket is closed then
   */
  void keep(PinnedSocket socket) {
    if (taken == Flights.IDLE || socket.hasSource() || socket.disconnect() < 0) {
      socket.close();
      return;
    }
    if (taken == places.size()) {
      places.add(new Place(new PinnedSocket(wire)));
    }
    Place place = places.get(taken++);
    place.socket.takeOver(socket, socket.opened());
    place.since = System.nanoTime();
    if (taken == 1) {
      timer.start(place.since + restNanos);
    }
  }

  private PinnedSocket leave(int at) {
    Place place = places.remove(at);
    places.add(place);
    taken--;
    return place.socket;
  }

  private void closeRested() {
    long now = System.nanoTime();
    while (taken > 0 && now - places.getFirst().since >= restNanos) {
      leave(0).close();
    }
    if (taken > 0) {
      timer.start(places.getFirst().since + restNanos);
    }
  }

  /** Closes all. */
  @Override
  public void close() {
    timer.cancel();
    while (taken > 0) {
      leave(0).close();
    }
  }
}
