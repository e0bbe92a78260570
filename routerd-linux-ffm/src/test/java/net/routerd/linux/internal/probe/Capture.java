package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.AF_PACKET;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_DGRAM;
import static net.routerd.linux.internal.ffm.Constants.SOCK_NONBLOCK;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.model.net.IpAddress;

/** Every IPv4 and IPv6 packet that a namespace sees from now on, see packet(7). */
final class Capture implements AutoCloseable {

  /** ETH_P_ALL (linux/if_ether.h) in network order. */
  private static final int ALL = 0x0300;

  private final Libc libc = FfmLibc.load();
  private final Fd fd;

  Capture(Netns net, String ns) {
    int type = SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
    fd = new Fd(libc, net.run(ns, () -> libc.socket(AF_PACKET, type, ALL)));
  }

  /** Returns how many packets to an address were seen since the last call. */
  int countTo(IpAddress address) {
    List<IpAddress> seen = new ArrayList<>();
    ByteBuffer packet = ByteBuffer.allocateDirect(4096);
    while (libc.recv(fd.number(), packet.clear(), 0) >= 20) {
      int version = packet.get(0) >> 4;
      if (version == 4 || version == 6) {
        byte[] to = new byte[version == 4 ? 4 : 16];
        packet.get(version == 4 ? 16 : 24, to);
        seen.add(IpAddress.of(to));
      }
    }
    return (int) seen.stream().filter(address::equals).count();
  }

  /** Waits until a packet to an address is seen. */
  void await(IpAddress address) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (countTo(address) == 0) {
      if (libc.poll(fd.number(), Constants.POLLIN, 1000) == 0 && System.nanoTime() > deadline) {
        throw new AssertionError("no packet to " + address);
      }
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
