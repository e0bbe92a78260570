package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.IPV6_PKTINFO;
import static net.routerd.linux.internal.ffm.Constants.IPV6_RECVPKTINFO;
import static net.routerd.linux.internal.ffm.Constants.IP_PKTINFO;
import static net.routerd.linux.internal.ffm.Constants.SOL_IP;
import static net.routerd.linux.internal.ffm.Constants.SOL_IPV6;

import java.nio.ByteBuffer;
import net.routerd.linux.internal.ffm.ControlData;
import net.routerd.model.net.IpFamily;

/**
 * To which of our addresses a packet came: {@code struct in_pktinfo}, whose last member is the
 * destination in its header (ip(7)), and {@code struct in6_pktinfo}, which begins with it (RFC
 * 3542).
 */
final class PacketInfo {

  private static final int IN_PKTINFO = 12;
  private static final int IN_PKTINFO_ADDR = 8;
  private static final int IN6_PKTINFO = 20;

  private PacketInfo() {}

  /** Has the kernel tell it of each packet that a socket receives. */
  static void enable(PinnedSocket socket) {
    if (socket.family() == IpFamily.IPV4) {
      socket.set(SOL_IP, IP_PKTINFO, 1);
    } else {
      socket.set(SOL_IPV6, IPV6_RECVPKTINFO, 1);
    }
  }

  /** Returns where in a packet's control data the address is; -1 if it was not told. */
  static int address(ByteBuffer control, IpFamily family) {
    if (family == IpFamily.IPV6) {
      return ControlData.find(control, SOL_IPV6, IPV6_PKTINFO, IN6_PKTINFO);
    }
    int info = ControlData.find(control, SOL_IP, IP_PKTINFO, IN_PKTINFO);
    return info < 0 ? -1 : info + IN_PKTINFO_ADDR;
  }
}
