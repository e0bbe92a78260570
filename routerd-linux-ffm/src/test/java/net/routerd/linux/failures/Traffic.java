package net.routerd.linux.failures;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;
import static net.routerd.linux.internal.ffm.Constants.AF_INET6;
import static net.routerd.linux.internal.ffm.Constants.POLLIN;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_DGRAM;
import static net.routerd.linux.internal.ffm.Constants.SOCK_NONBLOCK;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_RCVBUFFORCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;

/**
 * A host of the LAN that sends a thousand numbered packets a second through the router, and beyond
 * each uplink a sink that notes which of them came by there.
 */
final class Traffic implements AutoCloseable {

  /**
   * What a failure cost.
   *
   * @param lost how many packets arrived nowhere
   * @param elsewhere how many arrived by another way than the one that is right in the end
   * @param nanos how long after the failure the first packet was sent from which on all were right
   */
  record Cost(int lost, int elsewhere, long nanos) {}

  private static final int PORT = 9999;
  private static final int MOST = 120_000;
  private static final long PAUSE = 1_000_000;

  /** What is younger may still be under way. */
  private static final long SETTLED = 30_000_000;

  /** So many packets in a row make traffic right. */
  private static final int IN_A_ROW = 50;

  private static final long DEADLINE = 30_000_000_000L;

  private final Netns netns;
  private final boolean v6;
  private final Libc libc = FfmLibc.load();
  private final DatagramSocket source;
  private final List<Thread> sinks = new ArrayList<>();
  private final List<String> ways = new ArrayList<>();
  private final AtomicLongArray sentAt = new AtomicLongArray(MOST);
  private final AtomicIntegerArray arrivedBy = new AtomicIntegerArray(MOST);
  private volatile int sent;
  private volatile boolean ended;

  Traffic(Netns netns, String lan, String sink) {
    this.netns = netns;
    InetAddress to = literal(sink);
    v6 = to instanceof Inet6Address;
    source = netns.run(lan, () -> new DatagramSocket());
    Thread.ofPlatform().daemon(true).name("traffic source").start(() -> send(to));
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Notes in a namespace what comes there, as having come by a way. */
  void sink(String ns, String way) {
    int type = SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
    Fd fd = new Fd(libc, netns.run(ns, () -> libc.socket(v6 ? AF_INET6 : AF_INET, type, 0)));
    IpAddress any = IpAddress.parse(v6 ? "::" : "0.0.0.0");
    // Room for seconds: what a sink that is not scheduled would drop must not count as lost.
    libc.setsockopt(fd.number(), SOL_SOCKET, SO_RCVBUFFORCE, 8 << 20);
    if (libc.bind(fd.number(), SockAddr.inet(any, PORT, 0)) < 0) {
      throw new IllegalStateException("the sink's port is taken");
    }
    ways.add(way);
    int number = ways.size();
    sinks.add(
        Thread.ofPlatform().daemon(true).name("sink " + way).start(() -> receive(fd, number)));
  }

  private void send(InetAddress to) {
    ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
    long next = System.nanoTime();
    for (int i = 0; i < MOST && !ended; i++) {
      try {
        sentAt.set(i, System.nanoTime());
        source.send(new DatagramPacket(number.putInt(0, i).array(), Integer.BYTES, to, PORT));
      } catch (IOException e) {
        if (!ended) {
          throw new UncheckedIOException(e);
        }
      }
      sent = i + 1;
      next = Math.max(next + PAUSE, System.nanoTime() - PAUSE);
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void receive(Fd fd, int way) {
    ByteBuffer packet = ByteBuffer.allocateDirect(Integer.BYTES);
    while (!ended) {
      if (libc.recv(fd.number(), packet.clear(), 0) == Integer.BYTES) {
        arrivedBy.set(packet.getInt(0), way);
      } else {
        libc.poll(fd.number(), POLLIN, 100);
      }
    }
    fd.close();
  }

  /**
   * Waits until traffic takes a way and no other, without loss.
   *
   * @param way the right way
   * @param since when the failure was, on {@link System#nanoTime()}
   * @return what it cost
   */
  Cost awaitRight(String way, long since) {
    int right = 1 + ways.indexOf(way);
    long now = System.nanoTime(); // what was sent before may have been right still
    long end = now + DEADLINE;
    while (true) {
      int first = firstSince(since);
      int settled = firstSince(System.nanoTime() - SETTLED);
      if (settled - firstSince(now) >= IN_A_ROW && allRight(settled - IN_A_ROW, settled, right)) {
        return cost(first, settled, right, since);
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "traffic is not right by " + way + "; the last 50: " + last(settled));
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Lets a time pass that a failure lasts. */
  static void pass(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private int firstSince(long nanos) {
    int i = sent;
    while (i > 0 && sentAt.get(i - 1) - nanos >= 0) {
      i--;
    }
    return i;
  }

  private boolean allRight(int from, int to, int right) {
    for (int i = from; i < to; i++) {
      if (arrivedBy.get(i) != right) {
        return false;
      }
    }
    return true;
  }

  private Cost cost(int from, int to, int right, long since) {
    int lost = 0;
    int elsewhere = 0;
    int firstRight = from;
    for (int i = from; i < to; i++) {
      int by = arrivedBy.get(i);
      if (by != right) {
        firstRight = i + 1;
        lost += by == 0 ? 1 : 0;
        elsewhere += by == 0 ? 0 : 1;
      }
    }
    return new Cost(
        lost, elsewhere, firstRight == from ? 0 : Math.max(0, sentAt.get(firstRight) - since));
  }

  private List<String> last(int to) {
    List<String> seen = new ArrayList<>();
    for (int i = Math.max(0, to - IN_A_ROW); i < to; i++) {
      int by = arrivedBy.get(i);
      seen.add(by == 0 ? "lost" : ways.get(by - 1));
    }
    return seen;
  }

  @Override
  public void close() {
    ended = true;
    source.close();
    for (Thread sink : sinks) {
      try {
        sink.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
