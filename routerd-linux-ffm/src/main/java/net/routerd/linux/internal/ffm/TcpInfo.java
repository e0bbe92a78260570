package net.routerd.linux.internal.ffm;

import static net.routerd.linux.internal.ffm.Constants.IPPROTO_TCP;
import static net.routerd.linux.internal.ffm.Constants.TCP_INFO;

import java.nio.ByteBuffer;

/**
 * What the kernel says of a TCP connection: {@code struct tcp_info} (linux/tcp.h), in one call;
 * then of another connection. Confined to one thread.
 */
public final class TcpInfo {

  /** {@code tcpi_rtt}, microseconds. */
  static final int RTT = 68;

  /** {@code TCP_SYN_SENT} and {@code TCP_CLOSE}: not connected yet, and no more. */
  private static final int SYN_SENT = 2, CLOSE = 7;

  private final byte[] bytes = new byte[RTT + Integer.BYTES];
  private final ByteBuffer info = SockAddr.view(bytes);

  /** Makes room; nothing is connected yet. */
  public TcpInfo() {
    info.put(0, (byte) CLOSE);
  }

  /**
   * Asks the kernel.
   *
   * @param libc the calls
   * @param fd a TCP socket that was told to connect
   * @return this, which says the same until it is asked again; no connection if the kernel says
   *     nothing
   */
  public TcpInfo ask(SocketCalls libc, int fd) {
    if (libc.getsockopt(fd, IPPROTO_TCP, TCP_INFO, bytes) < bytes.length) {
      info.put(0, (byte) CLOSE).putInt(RTT, 0);
    }
    return this;
  }

  /**
   * Tells whether there is a peer: the handshake is done, and nobody has reset the connection.
   *
   * @return true also after the peer has closed its side
   */
  public boolean connected() {
    int state = info.get(0); // tcpi_state, see net/tcp_states.h
    return state != SYN_SENT && state != CLOSE;
  }

  /**
   * Tells whether the connection has failed or was reset.
   *
   * @return false while the handshake is under way
   */
  public boolean closed() {
    return info.get(0) == CLOSE;
  }

  /**
   * Returns the round-trip time, which the kernel takes when packets arrive, whoever reads when.
   *
   * @return nanoseconds; 0 while nothing was measured, such as after a SYN that was sent twice
   */
  public long rttNanos() {
    return Integer.toUnsignedLong(info.getInt(RTT)) * 1000;
  }
}
