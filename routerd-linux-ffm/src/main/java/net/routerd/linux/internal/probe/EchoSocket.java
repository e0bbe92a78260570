package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLERR;
import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;
import static net.routerd.linux.internal.ffm.Constants.MSG_DONTWAIT;

import java.time.Duration;
import java.util.function.Consumer;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Timer;
import net.routerd.linux.internal.ffm.Watch;
import net.routerd.model.net.IpAddress;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/**
 * A ping socket that probes share: to open and to close one costs more than all the rest of an
 * echo, and the kernel looks for the socket of a reply among all that hash alike, in 64 chains
 * (net/ipv4/ping.c). It is not connected, so the kernel chooses path and source anew for each
 * packet. It stays open for a while after its last probe.
 *
 * <p>Each probe under way has a seat, whose number is the upper part of its echo's sequence number:
 * by that it is found when a reply comes, or an error that quotes no more than the header.
 */
final class EchoSocket implements AutoCloseable {

  private static final int SEAT_BITS = 5;

  /** So few that what is for all of them fits into the smallest receive buffer in use. */
  static final int SEATS = 1 << SEAT_BITS;

  private static final int SHIFT = Short.SIZE - SEAT_BITS;

  /** More than fits into a receive buffer; a flood does not hold up the others for ever. */
  private static final int MOST = 1024;

  private final Wire wire;
  private final PinnedSocket socket;
  private final Watch watch;
  private final Timer rest;
  private final long restNanos;
  private final @Nullable IcmpProbe[] seats = new IcmpProbe[SEATS];
  private int taken;
  private int last;
  private int round;

  /**
   * Makes one that is not open yet.
   *
   * @param longest how long it rests after its last probe
   * @param over told when it has rested so long; closes it
   */
  EchoSocket(EventLoop loop, Wire wire, Duration longest, Consumer<EchoSocket> over) {
    this.wire = wire;
    restNanos = longest.toNanos();
    socket = new PinnedSocket(wire);
    watch = loop.watch(this::ready);
    rest = loop.timer(() -> over.accept(this));
  }

  /**
   * Opens and pins the socket.
   *
   * @param request the first that is to be sent on it, which names no source address
   * @return false if that is not possible, or not permitted
   * @throws net.routerd.spi.PlatformException if it cannot be watched; it is closed then
   */
  boolean open(ProbeRequest request) {
    if (socket.open(request, IcmpProbe.shared(request.check().target().family())).isPresent()) {
      return false;
    }
    if (socket.bindAnywhere() < 0) { // which gives it its identifier (ping_bind in net/ipv4/ping.c)
      socket.close();
      return false;
    }
    ErrorQueue.enable(socket);
    RoundTrip.stamp(socket);
    PacketInfo.enable(socket);
    try {
      watch.start(socket.number(), EPOLLIN);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
    return true;
  }

  /** Tells whether a request can be sent on it: there is a seat, and it is pinned as it wants. */
  boolean serves(ProbeRequest request) {
    return taken < SEATS && socket.isPinnedFor(request);
  }

  /** Gives a probe a seat; returns the sequence number of its echo. */
  int sit(IcmpProbe probe) {
    rest.cancel();
    do {
      last = (last + 1) % SEATS;
    } while (seats[last] != null);
    seats[last] = probe;
    taken++;
    round++;
    return last << SHIFT | round & (1 << SHIFT) - 1;
  }

  /** Takes the seat of a probe that has ended. */
  void leave(int sequence) {
    seats[sequence >>> SHIFT] = null;
    taken--;
    if (taken == 0) {
      rest.start(System.nanoTime() + restNanos);
    }
  }

  /** Tells whether no probe has a seat. */
  boolean isIdle() {
    return taken == 0;
  }

  /** Returns the identifier that the kernel has given it. */
  int id() {
    return socket.localPort();
  }

  /** Sends an echo; returns a negative errno if that failed. */
  int send(IcmpEcho echo, ProbeRequest request) {
    int sent = trySend(echo, request);
    if (sent >= 0) {
      return sent;
    }
    read(); // where an error about another's packet has come meanwhile, it was that which was told
    return trySend(echo, request);
  }

  private int trySend(IcmpEcho echo, ProbeRequest request) {
    IpAddress target = request.check().target();
    byte[] to = wire.address(target, 0, PinnedSocket.scope(request, target));
    return wire.libc().sendto(socket.number(), echo.encode(wire.buffer()), MSG_DONTWAIT, to);
  }

  private void ready(int bits) {
    readAnswers();
    if ((bits & EPOLLERR) != 0) {
      readErrors();
    }
  }

  /** Hands all that lies in the socket to those whom it is for. */
  void read() {
    readAnswers();
    readErrors();
  }

  /** What comes when nobody sits here is left to be read by the next wake-up. */
  private void readAnswers() {
    for (int i = 0; i < MOST; i++) {
      int length = wire.libc().recvmsg(socket.number(), wire.message(), MSG_DONTWAIT);
      if (length == -Errno.EAGAIN) {
        break;
      }
      IcmpProbe probe = length < 0 ? null : sitting();
      if (probe != null) {
        probe.received(wire.message());
        if (taken == 0) {
          break;
        }
      }
    }
  }

  private void readErrors() {
    for (int i = 0; i < MOST && ErrorQueue.next(wire, socket); i++) {
      IcmpProbe probe = sitting();
      if (probe != null) {
        probe.refused(wire.message());
      }
    }
  }

  /** Returns whom the message is for, going by its sequence number alone. */
  private @Nullable IcmpProbe sitting() {
    int sequence = IcmpEcho.sequence(wire.message().data());
    return sequence < 0 ? null : seats[sequence >>> SHIFT];
  }

  @Override
  public void close() {
    rest.cancel();
    watch.stop();
    socket.close();
  }
}
