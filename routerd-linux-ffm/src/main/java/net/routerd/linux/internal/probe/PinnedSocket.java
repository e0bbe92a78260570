package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;
import static net.routerd.linux.internal.ffm.Constants.AF_INET6;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_NONBLOCK;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_BINDTODEVICE;
import static net.routerd.linux.internal.ffm.Constants.SO_BINDTOIFINDEX;
import static net.routerd.linux.internal.ffm.Constants.SO_MARK;
import static net.routerd.model.probe.ProbeOutcome.Kind.PIN_FAILED;
import static net.routerd.model.probe.ProbeOutcome.Kind.SOURCE_ADDRESS_MISSING;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking socket that can only send by the request's device (HC-4), with the request's mark
 * and source address (HC-5). It is handed out only after the kernel has confirmed the binding: name
 * and ifindex, so that neither a renamed device nor a new one of the old name passes for it.
 */
final class PinnedSocket implements AutoCloseable {

  /** A socket type and protocol. */
  record Kind(int type, int protocol) {}

  /** How opening one ended. */
  sealed interface Attempt {
    record Open(PinnedSocket socket) implements Attempt {}

    record Failed(ProbeOutcome outcome) implements Attempt {}
  }

  private final Libc libc;
  private final ProbeRequest request;
  private final Kind kind;
  private final Fd fd;
  private byte @Nullable [] local;

  private PinnedSocket(Libc libc, ProbeRequest request, Kind kind, Fd fd) {
    this.libc = libc;
    this.request = request;
    this.kind = kind;
    this.fd = fd;
  }

  /**
   * Opens and pins a socket.
   *
   * @param kinds tried in this order while the kernel says that they are not permitted
   */
  static Attempt open(Libc libc, ProbeRequest request, List<Kind> kinds) {
    boolean v4 = request.check().target().family() == IpFamily.IPV4;
    int result = -Errno.EPERM;
    for (Kind kind : kinds) {
      int type = kind.type() | SOCK_NONBLOCK | SOCK_CLOEXEC;
      result = libc.socket(v4 ? AF_INET : AF_INET6, type, kind.protocol());
      if (result >= 0) {
        return new PinnedSocket(libc, request, kind, new Fd(libc, result)).pin();
      }
      if (result != -Errno.EPERM && result != -Errno.EACCES) {
        break;
      }
    }
    String mend = kinds.size() > 1 ? "; widen net.ipv4.ping_group_range or grant CAP_NET_RAW" : "";
    return failed(PIN_FAILED, "open socket: " + Errno.text(-result) + mend);
  }

  private Attempt pin() {
    Optional<ProbeOutcome> problem = bindDevice().or(this::mark).or(this::bindSource);
    if (problem.isPresent()) {
      close();
      return new Attempt.Failed(problem.get());
    }
    return new Attempt.Open(this);
  }

  private Optional<ProbeOutcome> bindDevice() {
    byte[] name = request.device().text().getBytes(StandardCharsets.UTF_8);
    int bound = libc.setsockopt(number(), SOL_SOCKET, SO_BINDTODEVICE, name);
    if (bound < 0) {
      return pinFailed("bind to device " + request.device() + ": " + Errno.text(-bound));
    }
    byte[] back = new byte[16];
    int length = libc.getsockopt(number(), SOL_SOCKET, SO_BINDTODEVICE, back);
    if (length < 0) {
      return pinFailed("read the bound device back: " + Errno.text(-length));
    }
    String actual = new String(back, 0, Math.max(0, length - 1), StandardCharsets.UTF_8);
    if (!actual.equals(request.device().text())) {
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

  private Optional<ProbeOutcome> mark() {
    if (!(request.path() instanceof ProbeRequest.Path.Own own) || own.mark() == 0) {
      return Optional.empty();
    }
    int set = set(SOL_SOCKET, SO_MARK, (int) own.mark());
    return set == 0
        ? Optional.empty()
        : pinFailed(
            "mark with %d: %s; grant CAP_NET_ADMIN".formatted(own.mark(), Errno.text(-set)));
  }

  private Optional<ProbeOutcome> bindSource() {
    if (request.sourceAddress().isEmpty()) {
      return Optional.empty();
    }
    IpAddress source = request.sourceAddress().get();
    int bound = libc.bind(number(), SockAddr.inet(source, 0, scope(source)));
    if (bound == 0) {
      return Optional.empty();
    }
    String detail = "bind to " + source + ": " + Errno.text(-bound);
    return bound == -Errno.EADDRNOTAVAIL
        ? Optional.of(new ProbeOutcome(SOURCE_ADDRESS_MISSING, detail))
        : pinFailed(detail);
  }

  private static Optional<ProbeOutcome> pinFailed(String detail) {
    return Optional.of(new ProbeOutcome(PIN_FAILED, detail));
  }

  private static Attempt failed(ProbeOutcome.Kind kind, String detail) {
    return new Attempt.Failed(new ProbeOutcome(kind, detail));
  }

  /** Connects to the request's target; 0 or -errno. */
  int connect(int port) {
    IpAddress target = request.check().target();
    return libc.connect(number(), SockAddr.inet(target, port, scope(target)));
  }

  /** A link-local address means nothing without its link (RFC 4007). */
  private int scope(IpAddress address) {
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
    byte[] address = local();
    return SockAddr.address(SockAddr.view(address), address.length)
        .filter(chosen -> chosen.high() != 0 || chosen.low() != 0);
  }

  /** Returns the local port; of a ping socket, the identifier that the kernel gave it. */
  int localPort() {
    return port(local());
  }

  /** Asked of the kernel until it has chosen a port: from then on nothing of it changes. */
  private byte[] local() {
    byte[] known = local;
    if (known == null) {
      byte[] address = new byte[SockAddr.MAX];
      known = Arrays.copyOf(address, Math.max(0, libc.getsockname(number(), address)));
      local = port(known) == 0 ? null : known;
    }
    return known;
  }

  private static int port(byte[] address) {
    return address.length < 4 ? 0 : SockAddr.port(SockAddr.view(address));
  }

  IpFamily family() {
    return request.check().target().family();
  }

  Kind kind() {
    return kind;
  }

  Fd fd() {
    return fd;
  }

  int number() {
    return fd.number();
  }

  @Override
  public void close() {
    fd.close();
  }
}
