package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;
import static net.routerd.linux.internal.ffm.Constants.AF_INET6;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_BINDTODEVICE;
import static net.routerd.linux.internal.ffm.Constants.SO_BINDTOIFINDEX;
import static net.routerd.linux.internal.ffm.Constants.SO_MARK;
import static net.routerd.model.probe.ProbeOutcome.Kind.PIN_FAILED;
import static net.routerd.model.probe.ProbeOutcome.Kind.SOURCE_ADDRESS_MISSING;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking socket that can only send by the request's device (HC-4), with the request's mark
 * and source address (HC-5). It is there only after the kernel has confirmed the binding: name and
 * ifindex, so that neither a renamed device nor a new one of the old name passes for it. Then
 * another one, for the next request.
 */
final class PinnedSocket implements AutoCloseable {

  /** A socket type and protocol. */
  record Kind(int type, int protocol) {}

  private static final int CLOSED = -1;

  /** {@code struct sockaddr} of AF_UNSPEC, which is 0, see connect(2). */
  private static final byte[] NOBODY = new byte[Short.BYTES];

  private final Wire wire;
  private final Libc libc;
  private int number = CLOSED;

  // What follows is of the socket that was opened or taken over last.
  private @Nullable ProbeRequest opened;
  private Kind kind = Handshake.KIND;
  private int localPort;
  private Optional<IpAddress> source = Optional.empty();

  /** Makes one without a socket. */
  PinnedSocket(Wire wire) {
    this.wire = wire;
    libc = wire.libc();
  }

  /**
   * Opens and pins a socket.
   *
   * @param kinds tried in this order while the kernel says that they are not permitted
   * @return the problem, after which none is open
   */
  Optional<ProbeOutcome> open(ProbeRequest request, List<Kind> kinds) {
    opened = request;
    localPort = 0;
    int result = socket(request, kinds);
    if (result < 0) {
      String mend =
          kinds.size() > 1 ? "; widen net.ipv4.ping_group_range or grant CAP_NET_RAW" : "";
      return pinFailed("open socket: " + Errno.text(-result) + mend);
    }
    number = result;
    Optional<ProbeOutcome> problem = pin(request);
    if (problem.isPresent()) {
      close();
    }
    return problem;
  }

  private int socket(ProbeRequest request, List<Kind> kinds) {
    int domain = request.check().target().family() == IpFamily.IPV4 ? AF_INET : AF_INET6;
    int result = -Errno.EPERM;
    for (int i = 0; i < kinds.size() && (result == -Errno.EPERM || result == -Errno.EACCES); i++) {
      kind = kinds.get(i);
      result = wire.socket(domain, kind.type(), kind.protocol());
    }
    return result;
  }

  private Optional<ProbeOutcome> pin(ProbeRequest request) {
    Optional<ProbeOutcome> problem = bindDevice(request);
    if (problem.isEmpty()) {
      problem = mark(request);
    }
    return problem.isEmpty() ? bindSource(request) : problem;
  }

  /** Takes an open socket over, for another request; the other has none then. */
  void takeOver(PinnedSocket other, ProbeRequest request) {
    number = other.number();
    kind = other.kind;
    other.number = CLOSED;
    opened = request;
    localPort = 0; // which the next connection will have, as it will an address
    source = Optional.empty();
  }

  /** Tells whether the open socket is pinned as another request wants it, as the kernel has it. */
  boolean isPinnedFor(ProbeRequest next) {
    return isMeantFor(next) && isStillBound();
  }

  /**
   * Tells whether the open socket, which is bound to no source address, was pinned as another
   * request wants it. None is for one that names an address: whether that is there is only found
   * out by binding to it (HC-5).
   */
  boolean isMeantFor(ProbeRequest next) {
    ProbeRequest first = opened();
    return first.ifindex() == next.ifindex()
        && first.device().equals(next.device())
        && family() == next.check().target().family()
        && mark(first.path()) == mark(next.path())
        && next.sourceAddress().isEmpty();
  }

  /**
   * Asks the kernel whether the open socket is bound as it was: the device of an ifindex is always
   * the same, but it may be gone, or have another name.
   */
  boolean isStillBound() {
    return isRead(wire.device(opened().device()).name(), boundDevice());
  }

  /** Tells whether the open socket is bound to a source address. */
  boolean hasSource() {
    return opened().sourceAddress().isPresent();
  }

  /** Reads the name of the bound device; returns its length with the zero, or a negative errno. */
  private int boundDevice() {
    return libc.getsockopt(number(), SOL_SOCKET, SO_BINDTODEVICE, wire.name());
  }

  /** Tells whether that is the name that was read. */
  private boolean isRead(byte[] name, int length) {
    return length == name.length + 1
        && Arrays.equals(wire.name(), 0, name.length, name, 0, name.length);
  }

  private Optional<ProbeOutcome> bindDevice(ProbeRequest request) {
    byte[] name = wire.device(request.device()).name();
    int bound = libc.setsockopt(number(), SOL_SOCKET, SO_BINDTODEVICE, name);
    if (bound < 0) {
      return pinFailed("bind to device " + request.device() + ": " + Errno.text(-bound));
    }
    int length = boundDevice();
    if (length < 0) {
      return pinFailed("read the bound device back: " + Errno.text(-length));
    }
    if (!isRead(name, length)) {
      String actual = new String(wire.name(), 0, Math.max(0, length - 1), StandardCharsets.UTF_8);
      return pinFailed(
          "asked for device " + request.device() + ", the kernel bound '" + actual + "'");
    }
    long ifindex = libc.getsockopt(number(), SOL_SOCKET, SO_BINDTOIFINDEX);
    if (ifindex < 0) {
      return pinFailed("read the bound ifindex back: " + Errno.text((int) -ifindex));
    }
    return ifindex == request.ifindex()
        ? Optional.empty()
        : pinFailed(
            "device %s has ifindex %d, not %d: it was made anew"
                .formatted(request.device(), ifindex, request.ifindex()));
  }

  private Optional<ProbeOutcome> mark(ProbeRequest request) {
    long mark = mark(request.path());
    if (mark == 0) {
      return Optional.empty();
    }
    int set = set(SOL_SOCKET, SO_MARK, (int) mark);
    return set == 0
        ? Optional.empty()
        : pinFailed("mark with %d: %s; grant CAP_NET_ADMIN".formatted(mark, Errno.text(-set)));
  }

  private static long mark(ProbeRequest.Path path) {
    return path instanceof ProbeRequest.Path.Own own ? own.mark() : 0;
  }

  private Optional<ProbeOutcome> bindSource(ProbeRequest request) {
    if (request.sourceAddress().isEmpty()) {
      return Optional.empty();
    }
    IpAddress address = request.sourceAddress().get();
    int bound = libc.bind(number(), wire.address(address, 0, scope(request, address)));
    if (bound == 0) {
      return Optional.empty();
    }
    String detail = "bind to " + address + ": " + Errno.text(-bound);
    return bound == -Errno.EADDRNOTAVAIL
        ? Optional.of(new ProbeOutcome(SOURCE_ADDRESS_MISSING, detail))
        : pinFailed(detail);
  }

  private static Optional<ProbeOutcome> pinFailed(String detail) {
    return Optional.of(new ProbeOutcome(PIN_FAILED, detail));
  }

  /** Connects to the request's target; 0 or -errno. */
  int connect(int port) {
    ProbeRequest request = opened();
    IpAddress target = request.check().target();
    return libc.connect(number(), wire.address(target, port, scope(request, target)));
  }

  /**
   * Ends a TCP connection by a reset and gives its port up; the binding to the device, the mark and
   * the options stay (tcp_disconnect in net/ipv4/tcp.c). 0 or -errno.
   */
  int disconnect() {
    return libc.connect(number(), NOBODY);
  }

  /** Has the kernel give it a port, and choose the address of each packet; 0 or -errno. */
  int bindAnywhere() {
    return libc.bind(number(), wire.address(family().defaultPrefix().network(), 0, 0));
  }

  /** A link-local address means nothing without its link (RFC 4007). */
  static int scope(ProbeRequest request, IpAddress address) {
    return address.family() == IpFamily.IPV6 && address.isLinkLocal() ? request.ifindex() : 0;
  }

  /** Sets an option; 0 or -errno. */
  int set(int level, int option, int value) {
    return libc.setsockopt(number(), level, option, value);
  }

  /** Sets an option; 0 or -errno. */
  int set(int level, int option, byte[] value) {
    return libc.setsockopt(number(), level, option, value);
  }

  /** Returns the local address, empty while the kernel has chosen none. */
  Optional<IpAddress> source() {
    askLocal();
    return source;
  }

  /** Returns the local port; of a ping socket, the identifier that the kernel gave it. */
  int localPort() {
    askLocal();
    return localPort;
  }

  /** Asked of the kernel until it has chosen a port: nothing of it changes while it has that. */
  private void askLocal() {
    if (localPort == 0) {
      ByteBuffer local = wire.local(number());
      localPort = local.limit() < 4 ? 0 : SockAddr.port(local);
      source = wire.device(opened().device()).source(local, family());
    }
  }

  /** Returns the request that the socket was opened or taken over for. */
  ProbeRequest opened() {
    ProbeRequest request = opened;
    if (request == null) {
      throw new IllegalStateException("no socket was opened");
    }
    return request;
  }

  IpFamily family() {
    return opened().check().target().family();
  }

  Kind kind() {
    return kind;
  }

  int number() {
    if (number == CLOSED) {
      throw new IllegalStateException("the socket was closed; its number may be another's by now");
    }
    return number;
  }

  /** Closes the socket; calling it again does nothing. */
  @Override
  public void close() {
    if (number != CLOSED) {
      libc.close(number);
      number = CLOSED;
    }
  }
}
