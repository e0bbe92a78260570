package net.routerd.linux.failures;

import static net.routerd.linux.internal.ffm.Constants.AF_PACKET;
import static net.routerd.linux.internal.ffm.Constants.POLLIN;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_NONBLOCK;
import static net.routerd.linux.internal.ffm.Constants.SOCK_RAW;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;

/**
 * A wire that loses packets: it hands every frame on from one device to another (packet(7)), except
 * those that it loses. Of ten echo requests in a row it loses always the same, up to 30 % never
 * more than two at once, and no reply, so that a test knows what a check sees; other packets it
 * loses by chance.
 */
final class Relay implements AutoCloseable {

  // linux/if_ether.h, linux/if_packet.h
  private static final short ETH_P_ALL_IN_NETWORK_ORDER = 0x0300;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_VNET_HDR = 15;
  private static final int PACKET_IGNORE_OUTGOING = 23;

  /** struct virtio_net_hdr: with it a checksum that is not filled in yet stays so. */
  private static final int VNET_HEADER = 10;

  /** Behind the Ethernet header (14), where IPv4 has its protocol (9) and ICMP its type (20). */
  private static final int PROTOCOL = VNET_HEADER + 14 + 9;

  private static final int TYPE = VNET_HEADER + 14 + 20;

  /** Which of ten echo requests are lost first. */
  private static final List<Integer> ORDER = List.of(2, 3, 7, 0, 5, 8, 1, 4, 6, 9);

  private final Libc libc = FfmLibc.load();
  private final Netns netns;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Fd> fds = new ArrayList<>();
  private final AtomicLong probes = new AtomicLong();
  private volatile int percent;
  private volatile boolean ended;

  Relay(Netns netns) {
    this.netns = netns;
  }

  /** Lays the wire between two devices that are made here. */
  void between(String nsA, String a, String nsB, String b) {
    String ns = netns.add("relay");
    netns.veth(nsA, a, ns, "in");
    netns.veth(ns, "out", nsB, b);
    Fd in = open(ns, "in");
    Fd out = open(ns, "out");
    hand(in, out);
    hand(out, in);
  }

  private Fd open(String ns, String device) {
    int type = SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC;
    Fd fd = new Fd(libc, netns.run(ns, () -> libc.socket(AF_PACKET, type, 0)));
    fds.add(fd);
    check(libc.setsockopt(fd.number(), SOL_PACKET, PACKET_VNET_HDR, 1));
    check(libc.setsockopt(fd.number(), SOL_PACKET, PACKET_IGNORE_OUTGOING, 1));
    ByteBuffer address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_PACKET).putShort(ETH_P_ALL_IN_NETWORK_ORDER);
    check(libc.bind(fd.number(), address.putInt(netns.ifindex(ns, device)).array()));
    return fd;
  }

  private static void check(int result) {
    if (result < 0) {
      throw new IllegalStateException(Errno.text(-result));
    }
  }

  private void hand(Fd from, Fd to) {
    threads.add(Thread.ofPlatform().daemon(true).name("relay").start(() -> run(from, to)));
  }

  private void run(Fd from, Fd to) {
    ByteBuffer frame = ByteBuffer.allocateDirect(1 << 16);
    SplittableRandom random = new SplittableRandom(1);
    while (!ended) {
      int length = libc.recv(from.number(), frame.clear(), 0);
      if (length == -Errno.EAGAIN) {
        libc.poll(from.number(), POLLIN, 100);
      } else if (length > 0 && !isLost(frame, length, random)) {
        libc.send(to.number(), frame.limit(length), 0);
      }
    }
  }

  private boolean isLost(ByteBuffer frame, int length, SplittableRandom random) {
    boolean icmp = length > TYPE && frame.get(PROTOCOL) == 1;
    if (icmp && frame.get(TYPE) == 8) {
      long number = probes.getAndIncrement();
      return ORDER.indexOf((int) (number % 10)) < percent / 10;
    }
    return random.nextInt(100) < percent && (!icmp || percent == 100);
  }

  /** Loses so many of a hundred packets, in tens, from now on. */
  void lose(int ofHundred) {
    percent = ofHundred;
  }

  /** How many echo requests came to the wire. */
  long probes() {
    return probes.get();
  }

  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    fds.forEach(Fd::close);
  }
}
