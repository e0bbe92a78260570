package net.routerd.linux.internal.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Timer;
import net.routerd.spi.ProbeRequest;

/**
 * The TCP sockets that probes have left, disconnected, for the next of equal pin, path and target:
 * to open, to pin and to close one costs a third of a probe.
 *
 * <p>Only for the same path and target, since the kernel goes on from the sequence number at which
 * the connection before ended (tcp_disconnect in net/ipv4/tcp.c): who was the peer of that one, or
 * on the way to it, could answer in the name of another. Where a request takes any path, whatever
 * way it goes is right.
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

  /** Those that hold a socket come first, and of them the one that was used last comes last. */
  private final List<Place> places = new ArrayList<>();

  private int held;

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
    for (int i = held - 1; i >= 0; i--) {
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
    ProbeRequest last = socket.opened();
    return last.check().target().equals(request.check().target())
        && last.path().equals(request.path())
        && socket.isMeantFor(request);
  }

  /**
   * Ends the connection of a socket by a reset, and keeps the socket if that can be.
   *
   * @param socket is closed then
   */
  void keep(PinnedSocket socket) {
    if (held == Flights.IDLE || socket.hasSource() || socket.disconnect() < 0) {
      socket.close();
      return;
    }
    if (held == places.size()) {
      places.add(new Place(new PinnedSocket(wire)));
    }
    Place place = places.get(held++);
    place.socket.takeOver(socket, socket.opened());
    place.since = System.nanoTime();
    if (held == 1) {
      timer.start(place.since + restNanos);
    }
  }

  private PinnedSocket leave(int at) {
    Place place = places.remove(at);
    places.add(place);
    held--;
    return place.socket;
  }

  private void closeRested() {
    long now = System.nanoTime();
    while (held > 0 && now - places.getFirst().since >= restNanos) {
      leave(0).close();
    }
    if (held > 0) {
      timer.start(places.getFirst().since + restNanos);
    }
  }

  /** Closes all. */
  @Override
  public void close() {
    timer.cancel();
    while (held > 0) {
      leave(0).close();
    }
  }
}
