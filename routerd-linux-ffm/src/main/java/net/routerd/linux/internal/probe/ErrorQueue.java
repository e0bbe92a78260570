package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.IPV6_RECVERR;
import static net.routerd.linux.internal.ffm.Constants.IP_RECVERR;
import static net.routerd.linux.internal.ffm.Constants.MSG_DONTWAIT;
import static net.routerd.linux.internal.ffm.Constants.MSG_ERRQUEUE;
import static net.routerd.linux.internal.ffm.Constants.SOL_IP;
import static net.routerd.linux.internal.ffm.Constants.SOL_IPV6;
import static net.routerd.linux.internal.ffm.Constants.SO_EE_ORIGIN_ICMP;
import static net.routerd.linux.internal.ffm.Constants.SO_EE_ORIGIN_ICMP6;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import net.routerd.linux.internal.ffm.ControlData;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.probe.ProbeOutcome;

/**
 * The error queue of a socket with IP_RECVERR or IPV6_RECVERR, see ip(7): who said that the packet
 * could not be delivered, and why. Each entry is a {@code struct sock_extended_err}
 * (linux/errqueue.h) followed by the address of the sender of the error.
 */
final class ErrorQueue {

  private static final int EXTENDED_ERROR = 16;
  private static final int MOST = 64;

  private ErrorQueue() {}

  /** Has the kernel keep errors for this socket, and tell them at once. */
  static int enable(PinnedSocket socket) {
    return socket.family() == IpFamily.IPV4
        ? socket.set(SOL_IP, IP_RECVERR, 1)
        : socket.set(SOL_IPV6, IPV6_RECVERR, 1);
  }

  /**
   * Empties the queue.
   *
   * @param mine whether the packet that an error quotes, from behind its IP header, is the prober's
   * @return what the first error about the prober's own packet means
   */
  static Optional<ProbeOutcome> drain(Wire wire, PinnedSocket socket, Predicate<ByteBuffer> mine) {
    Optional<ProbeOutcome> first = Optional.empty();
    Message message = wire.message();
    for (int i = 0; i < MOST && next(wire, socket); i++) {
      if (first.isEmpty() && mine.test(message.data())) {
        first = decode(message.control(), socket.family());
      }
    }
    return first;
  }

  /**
   * Takes the next entry.
   *
   * @return false if there is none; else it is the wire's message: the data is the packet that it
   *     quotes, from behind its IP header
   */
  static boolean next(Wire wire, PinnedSocket socket) {
    return wire.libc().recvmsg(socket.number(), wire.message(), MSG_ERRQUEUE | MSG_DONTWAIT) >= 0;
  }

  /** Returns what the control data of one entry says; empty if it holds no extended error. */
  static Optional<ProbeOutcome> decode(ByteBuffer control, IpFamily family) {
    ByteBuffer error =
        family == IpFamily.IPV4
            ? ControlData.find(control, SOL_IP, IP_RECVERR)
            : ControlData.find(control, SOL_IPV6, IPV6_RECVERR);
    if (error.remaining() < EXTENDED_ERROR) {
      return Optional.empty();
    }
    int errno = error.getInt(0);
    int origin = error.get(4);
    if (origin != SO_EE_ORIGIN_ICMP && origin != SO_EE_ORIGIN_ICMP6) {
      return Optional.of(Causes.outcome(errno, Errno.text(errno)));
    }
    int type = error.get(5) & 0xFF;
    int code = error.get(6) & 0xFF;
    ByteBuffer sender =
        error.slice(EXTENDED_ERROR, error.remaining() - EXTENDED_ERROR).order(error.order());
    Optional<IpAddress> from = SockAddr.address(sender, sender.remaining());
    String words =
        Causes.icmp(family, type, code) + from.map(address -> " from " + address).orElse("");
    return Optional.of(Causes.outcome(errno, words));
  }
}
