package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.model.net.IpFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What an engine costs beside many links and routes of others. The sizes are settings, so that the
 * full ones can be run: {@code -Drouterd.foreign.links=1000 -Drouterd.foreign.routes=1000000
 * -Drouterd.rest.turns=10}.
 */
class AtRestTest {

  private static final int LINKS = Integer.getInteger("routerd.foreign.links", 200);
  private static final int ROUTES = Integer.getInteger("routerd.foreign.routes", 20_000);
  private static final int TURNS = Integer.getInteger("routerd.rest.turns", 3);

  /** The real calls, counting what is said to the kernel and heard from it. */
  private static final class Counting extends RefusingLibc {
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();

    @Override
    public synchronized int send(int fd, ByteBuffer data, int flags) {
      sent.addAndGet(isNetlink(fd) ? 1 : 0);
      return super.send(fd, data, flags);
    }

    @Override
    public int recvmsg(int fd, Message message, int flags) {
      int length = super.recvmsg(fd, message, flags);
      received.addAndGet(isNetlink(fd) && length > 0 ? 1 : 0);
      return length;
    }
  }

  private final Counting libc = new Counting();
  private final Uplinks uplinks = new Uplinks(IpFamily.IPV4, libc);

  @AfterEach
  void close() {
    uplinks.close();
  }

  private void others() {
    uplinks.machine.netns.batch(
        uplinks.machine.ns,
        IntStream.range(0, LINKS / 2)
            .mapToObj(i -> "link add f%1$d type veth peer name g%1$d".formatted(i))
            .toArray(String[]::new));
    uplinks.machine.netns.batch(uplinks.machine.ns, routes("add", ROUTES));
  }

  private static String[] routes(String how, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "route %s 20.%d.%d.%d via 10.1.0.2 proto bgp"
                    .formatted(how, i >> 16, i >> 8 & 255, i & 255))
        .toArray(String[]::new);
  }

  /**
   * An idle engine turns once a second; what it decides ahead makes it turn sooner, for a while.
   */
  private void awaitTurns(long turns) {
    long end = uplinks.engine().liveness() + turns;
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(turns);
    Await.until(
        "turns of the engine",
        () -> uplinks.engine().liveness() >= end && System.nanoTime() - until >= 0);
  }

  private void awaitQuiet() {
    Await.until(
        "nothing said and heard within a turn",
        () -> {
          int before = libc.sent.get() + libc.received.get();
          awaitTurns(2);
          return libc.sent.get() + libc.received.get() == before;
        });
  }

  /** The processor time of our threads, in hundredths of a second (proc(5)). */
  private static long ticks() {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks
          .map(AtRestTest::stat)
          .filter(stat -> stat.contains("(routerd-"))
          .filter(stat -> !stat.contains("(routerd-rehears")) // ends once and for all
          .map(stat -> stat.replaceFirst(".*\\) ", "").split(" ", -1))
          .mapToLong(words -> Long.parseLong(words[11]) + Long.parseLong(words[12]))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stat(Path task) {
    try {
      return Files.readString(task.resolve("stat"));
    } catch (IOException ended) {
      return "";
    }
  }

  private static long heapInUse() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  @DisplayName("ENG-3 links and routes of others cost nothing at rest: nothing is read or sent")
  void othersCostNothingAtRest() {
    others();
    long begin = System.nanoTime();
    uplinks.start(3, "", UnaryOperator.identity());
    uplinks.awaitWay("wan0", 3);
    long started = System.nanoTime() - begin;
    int read = libc.received.get();
    awaitQuiet();
    System.gc();

    List<Long> before = List.of(ticks(), heapInUse());
    int sent = libc.sent.get();
    int received = libc.received.get();
    awaitTurns(TURNS);

    System.out.printf(
        "%d links and %d routes of others: started in %d ms, %d datagrams read for it; in %d turns"
            + " at rest %d datagrams read, %d sent, %d0 ms of processor time, %d KiB allocated%n",
        LINKS,
        ROUTES,
        started / 1_000_000,
        read,
        TURNS,
        libc.received.get() - received,
        libc.sent.get() - sent,
        ticks() - before.get(0),
        heapInUse() - before.get(1) >> 10);
    assertThat(libc.received.get() - received).as("datagrams read").isZero();
    assertThat(libc.sent.get() - sent).as("datagrams sent").isZero();
  }

  @Test
  @DisplayName("ENG-3 routes of others that come and go are read, and change and decide nothing")
  void othersThatChurn() {
    uplinks.start(3, "", UnaryOperator.identity());
    uplinks.awaitWay("wan0", 3);
    awaitQuiet();
    uplinks.wire.forget();
    int sent = libc.sent.get();

    uplinks.machine.netns.batch(uplinks.machine.ns, routes("add", 1000));
    uplinks.machine.netns.batch(uplinks.machine.ns, routes("del", 1000));
    awaitQuiet();

    assertThat(libc.sent.get() - sent).as("datagrams sent").isZero();
  }
}
