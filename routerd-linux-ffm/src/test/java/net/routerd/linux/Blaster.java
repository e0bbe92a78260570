package net.routerd.linux;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Numbered packets from one namespace to another, as fast as they go. Only so many are under way
 * that no queue and no buffer overflows: what is lost, the routes have lost.
 */
final class Blaster implements AutoCloseable {

  private static final int PORT = 9999;
  private static final int WINDOW = 64;

  private final DatagramSocket source;
  private final DatagramSocket sink;
  private final Thread sender;
  private final Thread receiver;
  private final BitSet arrived = new BitSet();
  private final Map<InetAddress, Integer> by = new ConcurrentHashMap<>();
  private volatile int highest = -1;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean ended;

  /**
   * Starts. The source's address tells the way of a packet: the kernel takes that of the device.
   */
  Blaster(Netns netns, String from, String into, InetAddress to) {
    source = netns.run(from, () -> new DatagramSocket());
    sink = netns.run(into, () -> new DatagramSocket(PORT, to));
    receiver = Thread.ofPlatform().daemon(true).name("blast sink").start(this::receive);
    sender = Thread.ofPlatform().daemon(true).name("blast source").start(() -> send(to));
  }

  private void send(InetAddress to) {
    ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
    while (!ended) {
      number.putInt(0, sent.get());
      try {
        source.send(new DatagramPacket(number.array(), Integer.BYTES, to, PORT));
        sent.incrementAndGet();
      } catch (IOException noRoute) {
        refused.incrementAndGet();
      }
      while (sent.get() - highest > WINDOW && !ended) {
        LockSupport.parkNanos(1); // the engine needs the processor too
      }
    }
  }

  private void receive() {
    DatagramPacket packet = new DatagramPacket(new byte[Integer.BYTES], Integer.BYTES);
    while (true) {
      try {
        sink.receive(packet);
      } catch (IOException closed) {
        return;
      }
      int number = ByteBuffer.wrap(packet.getData()).getInt();
      arrived.set(number);
      by.merge(packet.getAddress(), 1, Integer::sum);
      highest = Math.max(highest, number);
    }
  }

  /** Waits until so many more packets have arrived. */
  void awaitMore(int packets) {
    int from = highest;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (highest - from < packets) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("no packets arrive since number " + highest);
      }
      LockSupport.parkNanos(50_000);
    }
  }

  /** Waits until a packet was refused for want of a route. */
  void awaitRefusal() {
    Await.until("a packet without a route", () -> refused.get() > 0);
  }

  /** Ends the traffic. */
  void end() {
    awaitMore(1);
    ended = true;
    join(sender);
    int last = sent.get() - 1;
    Await.until("the last packet", () -> highest == last);
    sink.close();
    join(receiver);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** How many packets were sent. */
  int sent() {
    return sent.get();
  }

  /** How many of them never arrived, or could not be sent; after the end. */
  int lost() {
    return sent.get() - arrived.cardinality() + refused.get();
  }

  /** How many arrived from each source address. */
  Map<InetAddress, Integer> by() {
    return Map.copyOf(by);
  }

  @Override
  public void close() {
    ended = true;
    source.close();
    sink.close();
  }
}
