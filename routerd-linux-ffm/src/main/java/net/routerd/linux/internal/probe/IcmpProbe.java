package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;
import static net.routerd.linux.internal.ffm.Constants.ICMPV6_FILTER;
import static net.routerd.linux.internal.ffm.Constants.ICMP_FILTER;
import static net.routerd.linux.internal.ffm.Constants.IPPROTO_ICMP;
import static net.routerd.linux.internal.ffm.Constants.IPPROTO_ICMPV6;
import static net.routerd.linux.internal.ffm.Constants.MSG_DONTWAIT;
import static net.routerd.linux.internal.ffm.Constants.SOCK_DGRAM;
import static net.routerd.linux.internal.ffm.Constants.SOCK_RAW;
import static net.routerd.linux.internal.ffm.Constants.SOL_RAW;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.probe.ProbeOutcome;

/**
 * One ICMP or ICMPv6 echo (HC-10). On a ping socket (icmp(7)) the kernel sets the identifier and
 * delivers only its replies; on a raw socket the identifier is random. Either way a reply must come
 * from the target and bring identifier, sequence and nonce back; everything else is passed over.
 */
final class IcmpProbe implements Exchange {

  /** More than this is not read in one go, so that a flood does not hold up the other probes. */
  private static final int MOST = 64;

  private final Wire wire;
  private final PinnedSocket socket;
  private final IpAddress target;
  private final boolean raw;
  private final int sequence;
  private IcmpEcho echo;
  private RoundTrip roundTrip = RoundTrip.begin();

  IcmpProbe(Wire wire, PinnedSocket socket, IpAddress target, long sequence) {
    this.wire = wire;
    this.socket = socket;
    this.target = target;
    this.sequence = (int) sequence & 0xFFFF;
    raw = socket.kind().type() == SOCK_RAW;
    int id = raw ? wire.random().nextInt(1 << 16) : 0;
    echo =
        new IcmpEcho(
            target.family(), id, this.sequence, wire.random().nextLong(), wire.random().nextLong());
  }

  /** Returns the kinds of socket that can carry an echo, the one that needs no privilege first. */
  static List<PinnedSocket.Kind> kinds(IpFamily family) {
    int protocol = family == IpFamily.IPV4 ? IPPROTO_ICMP : IPPROTO_ICMPV6;
    return List.of(
        new PinnedSocket.Kind(SOCK_DGRAM, protocol), new PinnedSocket.Kind(SOCK_RAW, protocol));
  }

  @Override
  public Optional<Ended> start() {
    if (raw) {
      acceptRepliesOnly();
    }
    ErrorQueue.enable(socket);
    RoundTrip.stamp(socket);
    int connected = socket.connect(0);
    if (connected < 0) {
      return Optional.of(failed(-connected));
    }
    roundTrip = RoundTrip.begin();
    int sent = wire.libc().send(socket.number(), wire.load(echo.encode()), MSG_DONTWAIT);
    if (sent < 0) {
      return Optional.of(failed(-sent));
    }
    if (!raw) {
      echo = echo.withId(socket.localPort());
    }
    return Optional.empty();
  }

  /** A set bit keeps a type out: linux/icmp.h, RFC 3542 section 3.2. */
  private void acceptRepliesOnly() {
    if (target.family() == IpFamily.IPV4) {
      socket.set(SOL_RAW, ICMP_FILTER, ~1);
    } else {
      byte[] blocked = new byte[32];
      Arrays.fill(blocked, (byte) -1);
      blocked[129 / 8] = (byte) ~(1 << 129 % 8);
      socket.set(IPPROTO_ICMPV6, ICMPV6_FILTER, blocked);
    }
  }

  @Override
  public Optional<Ended> proceed() {
    int pending = 0;
    for (int i = 0; i < MOST; i++) {
      int length = wire.libc().recvmsg(socket.number(), wire.message(), MSG_DONTWAIT);
      if (length == -Errno.EAGAIN) {
        break;
      }
      if (length < 0) {
        pending = -length;
      } else if (isReply(wire.message())) {
        return Optional.of(
            new Ended(ProbeOutcome.of(PASSED), roundTrip.nanos(wire.message().control())));
      }
    }
    Optional<ProbeOutcome> told = ErrorQueue.drain(wire, socket, echo::isQuotedBy);
    if (told.isPresent()) {
      return told.map(outcome -> new Ended(outcome, roundTrip.nanos()));
    }
    // A raw socket is also told of errors about other probers' packets: only the queue, which
    // quotes the packet, says whose it was.
    return pending == 0 || raw ? Optional.empty() : Optional.of(failed(pending));
  }

  private boolean isReply(Message message) {
    ByteBuffer data = message.data();
    ByteBuffer icmp =
        raw && target.family() == IpFamily.IPV4 ? IcmpEcho.behindIpHeader(data) : data;
    return SockAddr.address(message.source(), message.source().limit()).equals(Optional.of(target))
        && echo.isAnsweredBy(icmp);
  }

  private Ended failed(int errno) {
    return new Ended(Causes.outcome(errno, Errno.text(errno)), 0);
  }

  @Override
  public int interest() {
    return EPOLLIN;
  }
}
