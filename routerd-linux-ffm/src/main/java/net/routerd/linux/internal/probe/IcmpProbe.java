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
import java.util.random.RandomGenerator;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/**
 * One ICMP or ICMPv6 echo (HC-10). On a ping socket (icmp(7)) the kernel sets the identifier and
 * delivers only its replies; on a raw socket the identifier is random. Either way a reply must come
 * from the target and bring identifier, sequence and nonce back; everything else is passed over.
 *
 * <p>Probes share ping sockets. Those that want a source address have one each, as an address that
 * has gone must be found out (HC-5); so have raw ones, each of which is given every reply.
 */
final class IcmpProbe implements Exchange {

  /** More than this is not read in one go, so that a flood does not hold up the other probes. */
  private static final int MOST = 64;

  private static final ProbeOutcome ANSWERED = ProbeOutcome.of(PASSED);
  private static final List<PinnedSocket.Kind> KINDS_V4 = kinds(IPPROTO_ICMP);
  private static final List<PinnedSocket.Kind> KINDS_V6 = kinds(IPPROTO_ICMPV6);
  private static final List<PinnedSocket.Kind> SHARED_V4 = List.of(KINDS_V4.getFirst());
  private static final List<PinnedSocket.Kind> SHARED_V6 = List.of(KINDS_V6.getFirst());

  private final Wire wire;
  private final PinnedSocket socket;
  private final EchoSockets echoes;
  private final End end;
  private final IcmpEcho echo = new IcmpEcho();
  private final RoundTrip roundTrip = new RoundTrip();
  private IpAddress target = IpFamily.IPV4.defaultPrefix().network();
  private boolean raw;

  /** Where it has a seat, under which number, and where the answer came to; else it has its own. */
  private @Nullable EchoSocket shared;

  private int seat;
  private Optional<IpAddress> answered = Optional.empty();
  private LinkName device = new LinkName("lo");

  IcmpProbe(Wire wire, PinnedSocket socket, EchoSockets echoes, End end) {
    this.wire = wire;
    this.socket = socket;
    this.echoes = echoes;
    this.end = end;
  }

  private static List<PinnedSocket.Kind> kinds(int protocol) {
    return List.of(
        new PinnedSocket.Kind(SOCK_DGRAM, protocol), new PinnedSocket.Kind(SOCK_RAW, protocol));
  }

  /** Returns the kind of socket that probes can share. */
  static List<PinnedSocket.Kind> shared(IpFamily family) {
    return family == IpFamily.IPV4 ? SHARED_V4 : SHARED_V6;
  }

  /** Returns the kinds of socket that can carry an echo, the one that needs no privilege first. */
  static List<PinnedSocket.Kind> kinds(IpFamily family) {
    return family == IpFamily.IPV4 ? KINDS_V4 : KINDS_V6;
  }

  @Override
  public PinnedSocket socket() {
    return socket;
  }

  @Override
  public Optional<ProbeOutcome> open(ProbeRequest request) {
    target = request.check().target();
    device = request.device();
    answered = Optional.empty();
    EchoSocket found = request.sourceAddress().isEmpty() ? echoes.find(request) : null;
    if (found == null) {
      return Exchange.super.open(request);
    }
    shared = found;
    seat = found.sit(this);
    return Optional.empty();
  }

  @Override
  public void start(ProbeRequest request) {
    int sent = shared == null ? startAlone(request) : startOn(shared, request);
    if (sent < 0) {
      failed(-sent);
    }
  }

  private int startOn(EchoSocket socketOfAll, ProbeRequest request) {
    raw = false;
    begin(socketOfAll.id(), seat);
    return socketOfAll.send(echo, request);
  }

  private int startAlone(ProbeRequest request) {
    raw = socket.kind().type() == SOCK_RAW;
    if (raw) {
      acceptRepliesOnly();
    }
    ErrorQueue.enable(socket);
    RoundTrip.stamp(socket);
    int connected = socket.connect(0);
    if (connected < 0) {
      return connected;
    }
    // A ping socket has its identifier from connect on (inet_autobind in net/ipv4/af_inet.c).
    begin(raw ? wire.random().nextInt(1 << 16) : socket.localPort(), (int) request.sequence());
    return wire.libc().send(socket.number(), echo.encode(wire.buffer()), MSG_DONTWAIT);
  }

  private void begin(int id, int sequence) {
    RandomGenerator random = wire.random();
    echo.begin(target.family(), id, sequence & 0xFFFF, random.nextLong(), random.nextLong());
    roundTrip.begin();
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
  public void proceed(int ready) {
    if (shared == null) {
      proceedAlone();
    } else {
      shared.read();
    }
  }

  private void proceedAlone() {
    int pending = 0;
    for (int i = 0; i < MOST; i++) {
      int length = wire.libc().recvmsg(socket.number(), wire.message(), MSG_DONTWAIT);
      if (length == -Errno.EAGAIN) {
        break;
      }
      if (length < 0) {
        pending = -length;
      } else if (isReply(wire.message())) {
        end.ended(ANSWERED, roundTrip.nanos(wire.message().control()));
        return;
      }
    }
    Optional<ProbeOutcome> told = ErrorQueue.drain(wire, socket, echo::isQuotedBy);
    if (told.isPresent()) {
      end.ended(told.get(), roundTrip.nanos());
    } else if (pending != 0 && !raw) {
      // A raw socket is also told of errors about other probers' packets: only the queue, which
      // quotes the packet, says whose it was.
      failed(pending);
    }
  }

  /** Takes a packet that may be the answer, from the shared socket. */
  void received(Message message) {
    if (isReply(message)) {
      answered = wire.device(device).answered(message.control(), target.family());
      end.ended(ANSWERED, roundTrip.nanos(message.control()));
    }
  }

  /** Takes an error that may be about the echo, from the shared socket. */
  void refused(Message message) {
    if (echo.isQuotedBy(message.data())) {
      ErrorQueue.decode(message.control(), target.family())
          .ifPresent(outcome -> end.ended(outcome, roundTrip.nanos()));
    }
  }

  private boolean isReply(Message message) {
    ByteBuffer data = message.data();
    ByteBuffer icmp =
        raw && target.family() == IpFamily.IPV4 ? IcmpEcho.behindIpHeader(data) : data;
    return SockAddr.holds(message.source(), message.source().limit(), target)
        && echo.isAnsweredBy(icmp);
  }

  private void failed(int errno) {
    end.ended(Causes.outcome(errno, Errno.text(errno)), 0);
  }

  @Override
  public int interest() {
    return shared == null ? EPOLLIN : 0;
  }

  @Override
  public Optional<IpAddress> source() {
    return shared == null ? Exchange.super.source() : answered;
  }

  @Override
  public void close() {
    if (shared != null) {
      shared.leave(seat);
      shared = null;
    }
    socket.close();
  }
}
