package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_NONBLOCK;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.linux.internal.ffm.TcpInfo;
import net.routerd.model.HealthCheck;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;

/**
 * What all probes of one loop share: the calls, random numbers, memory that counts only within one
 * call of {@link Exchange}, and what is known of the devices and of HTTP checks.
 */
final class Wire {

  private static final int DATAGRAM = 4096;
  private static final int CONTROL = 512;
  private static final int BUFFER = 32 * 1024;

  /** More checks than one machine is known to have; the plan of one takes about 300 bytes. */
  private static final int PLANS = 1 << 14;

  private final Libc libc;
  private final RandomGenerator random;
  private final Message message = new Message(DATAGRAM, CONTROL);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final byte[] addressV4 = SockAddr.room(IpFamily.IPV4);
  private final byte[] addressV6 = SockAddr.room(IpFamily.IPV6);
  private final byte[] localBytes = new byte[SockAddr.MAX];
  private final ByteBuffer local = SockAddr.view(localBytes);
  private final byte[] name = new byte[LinkName.MAX_BYTES + 1];
  private final TcpInfo tcpInfo = new TcpInfo();
  private final HttpResponse response = new HttpResponse();
  private final HttpPlans plans = new HttpPlans(PLANS);
  private final Map<LinkName, Device> devices = new HashMap<>();
  private Runnable spare = () -> {};

  /**
   * Makes memory.
   *
   * @param libc the calls
   * @param random unpredictable, as an off-path sender must not guess a nonce
   */
  Wire(Libc libc, RandomGenerator random) {
    this.libc = libc;
    this.random = random;
  }

  Libc libc() {
    return libc;
  }

  /** Has this run when no descriptor is left: it closes those that nobody uses now. */
  void inShortage(Runnable closes) {
    spare = closes;
  }

  /** Opens a socket that does not block; its number or a negative errno. */
  int socket(int domain, int type, int protocol) {
    int kind = type | SOCK_NONBLOCK | SOCK_CLOEXEC;
    int result = libc.socket(domain, kind, protocol);
    if (result == -Errno.EMFILE || result == -Errno.ENFILE) {
      spare.run();
      result = libc.socket(domain, kind, protocol);
    }
    return result;
  }

  RandomGenerator random() {
    return random;
  }

  /** Returns room to receive datagrams and socket errors into. */
  Message message() {
    return message;
  }

  /** Returns room for bytes that are sent and received, in network order. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** Puts as many of the bytes into the buffer as it takes, ready to be sent. */
  ByteBuffer load(byte[] bytes, int from, int count) {
    return buffer.clear().put(bytes, from, Math.min(count, buffer.capacity())).flip();
  }

  /** Returns what reads an HTTP response. */
  HttpResponse response() {
    return response;
  }

  /** Returns what the probes of an HTTP check ask and want. */
  HttpPlan plan(HealthCheck check) {
    return plans.of(check);
  }

  /** Returns the socket address of a port. */
  byte[] address(IpAddress address, int port, int scope) {
    byte[] room = address.family() == IpFamily.IPV4 ? addressV4 : addressV6;
    return SockAddr.inet(room, address, port, scope);
  }

  /** Asks for the local address of a socket; returns it in native order, empty if it has none. */
  ByteBuffer local(int socket) {
    int length = libc.getsockname(socket, localBytes);
    return local.limit(Math.clamp(length, 0, localBytes.length));
  }

  /** Returns room for a device's name. */
  byte[] name() {
    return name;
  }

  /** Returns what the kernel says of a TCP socket. */
  TcpInfo tcpInfo(int socket) {
    return tcpInfo.ask(libc, socket);
  }

  /** Returns what is known of a device. */
  Device device(LinkName device) {
    return devices.computeIfAbsent(device, Device::new);
  }
}
