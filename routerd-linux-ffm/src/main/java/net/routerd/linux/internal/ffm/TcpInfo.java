package net.routerd.linux.internal.ffm;

import static net.routerd.linux.internal.ffm.Constants.IPPROTO_TCP;
import static net.routerd.linux.internal.ffm.Constants.TCP_INFO;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * What the kernel says of a TCP connection: {@code struct tcp_info} (linux/tcp.h), in one call.
 *
 * @param state {@code tcpi_state}, such as {@code TCP_ESTABLISHED} (net/tcp_states.h)
 * @param rttNanos the round-trip time, which the kernel takes when packets arrive, whoever reads
 *     when; nanoseconds, empty while nothing was measured, such as after a SYN that was sent twice
 */
public record TcpInfo(int state, OptionalLong rttNanos) {

  /** {@code tcpi_rtt}, microseconds. */
  static final int RTT = 68;

  /** {@code TCP_SYN_SENT} and {@code TCP_CLOSE}: not connected yet, and no more. */
  private static final int SYN_SENT = 2, CLOSE = 7;

  /**
   * Asks the kernel.
   *
   * @param libc the calls
   * @param fd a TCP socket that was told to connect
   * @return what it says; {@code TCP_CLOSE} if it says nothing
   */
  public static TcpInfo of(SocketCalls libc, int fd) {
    byte[] info = new byte[RTT + Integer.BYTES];
    if (libc.getsockopt(fd, IPPROTO_TCP, TCP_INFO, info) < info.length) {
      return new TcpInfo(CLOSE, OptionalLong.empty());
    }
    ByteBuffer view = SockAddr.view(info);
    long micros = Integer.toUnsignedLong(view.getInt(RTT));
    return new TcpInfo(
        view.get(0), micros == 0 ? OptionalLong.empty() : OptionalLong.of(micros * 1000));
  }

  /**
   * Tells whether there is a peer: the handshake is done, and nobody has reset the connection.
   *
   * @return true also after the peer has closed its side
   */
  public boolean connected() {
    return state != SYN_SENT && state != CLOSE;
  }
}
