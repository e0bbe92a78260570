package net.routerd.linux.internal.ffm;

import static net.routerd.linux.internal.ffm.Constants.IPPROTO_TCP;
import static net.routerd.linux.internal.ffm.Constants.TCP_INFO;

import java.util.OptionalLong;

/** What the kernel measured of a TCP connection: {@code struct tcp_info} (linux/tcp.h). */
public final class TcpInfo {

  /** {@code tcpi_rtt}, microseconds. */
  static final int RTT = 68;

  private TcpInfo() {}

  /**
   * Returns the round-trip time, which the kernel takes when packets arrive, whoever reads when.
   *
   * @param libc the calls
   * @param fd a connected socket
   * @return nanoseconds; empty while nothing was measured, such as after a SYN that was sent twice
   */
  public static OptionalLong rttNanos(SocketCalls libc, int fd) {
    byte[] info = new byte[RTT + Integer.BYTES];
    int length = libc.getsockopt(fd, IPPROTO_TCP, TCP_INFO, info);
    long micros =
        length < info.length ? 0 : Integer.toUnsignedLong(SockAddr.view(info).getInt(RTT));
    return micros == 0 ? OptionalLong.empty() : OptionalLong.of(micros * 1000);
  }
}
