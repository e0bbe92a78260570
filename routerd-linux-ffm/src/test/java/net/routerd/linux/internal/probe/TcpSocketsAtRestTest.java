package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.model.ProbeProtocol.TCP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.spi.ProbeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many sockets rest, and how long. */
class TcpSocketsAtRestTest {

  private static final Duration REST = Duration.ofMillis(800);

  private final TwoUplinks uplinks = new TwoUplinks();
  private final List<Integer> closed = new CopyOnWriteArrayList<>();
  private final ForwardingLibc libc =
      new ForwardingLibc() {
        @Override
        public int close(int fd) {
          closed.add(fd);
          return super.close(fd);
        }
      };
  private final Wire wire = new Wire(libc, new Random(1));
  private final ProbeRequest request = uplinks.request(check(TCP, TARGET).build(), 0);
  private final EventLoop loop =
      uplinks.net.run(uplinks.router, () -> EventLoop.start(libc, "rests", TwoUplinks.DIED));
  private TcpSockets sockets = new TcpSockets(loop, wire, REST);

  @AfterEach
  void close() throws Exception {
    onLoop(
        () -> {
          sockets.close();
          return null;
        });
    loop.close();
    uplinks.close();
  }

  private <T> T onLoop(Callable<T> code) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            result.complete(code.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result.get(60, TimeUnit.SECONDS);
  }

  /** Leaves a new socket; returns its number. */
  private int leave() throws Exception {
    return onLoop(
        () -> {
          PinnedSocket socket = new PinnedSocket(wire);
          assertThat(socket.open(request, List.of(Handshake.KIND))).isEmpty();
          int number = socket.number();
          sockets.keep(socket);
          return number;
        });
  }

  private PinnedSocket take() throws Exception {
    return onLoop(
        () -> {
          PinnedSocket socket = new PinnedSocket(wire);
          assertThat(sockets.take(request, socket)).isTrue();
          return socket;
        });
  }

  private void awaitClosed(int count) throws InterruptedException {
    for (int i = 0; i < 30_000 && closed.size() < count; i++) {
      Thread.sleep(1);
    }
  }

  @Test
  @DisplayName("a socket is closed once it has rested, each at its time")
  void aSocketThatHasRestedIsClosed() throws Exception {
    long begin = System.nanoTime();
    int first = leave();
    Thread.sleep(REST.toMillis() / 2);
    long between = System.nanoTime();
    int second = leave();

    awaitClosed(1);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(REST.toNanos());
    awaitClosed(2);
    assertThat(System.nanoTime() - between).isGreaterThanOrEqualTo(REST.toNanos());
    assertThat(closed).containsExactly(first, second);
  }

  @Test
  @DisplayName("the socket that was used last is used first, and rests anew after that")
  void theLastIsUsedFirst() throws Exception {
    int first = leave();
    int second = leave();
    PinnedSocket taken = take();
    assertThat(taken.number()).isEqualTo(second);

    awaitClosed(1);
    Thread.sleep(2 * REST.toMillis());
    assertThat(closed).as("what is in use does not rest").containsExactly(first);
    long begin = System.nanoTime();
    onLoop(
        () -> {
          sockets.keep(taken);
          return null;
        });
    awaitClosed(2);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(REST.toNanos());
    assertThat(closed).containsExactly(first, second);
  }

  @Test
  @DisplayName("after all were given up others rest as before")
  void othersRestAfterAllWereGivenUp() throws Exception {
    int first = leave();
    onLoop(
        () -> {
          sockets.close();
          return null;
        });
    assertThat(closed).containsExactly(first);

    long begin = System.nanoTime();
    int second = leave();
    awaitClosed(2);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(REST.toNanos());
    assertThat(closed).containsExactly(first, second);
  }

  @Test
  @DisplayName("no more are kept than there can be probes to want them")
  void noMoreThanAreWanted() throws Exception {
    sockets = new TcpSockets(loop, wire, Duration.ofHours(1));
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < Flights.IDLE; i++) {
      left.add(leave());
    }
    assertThat(closed).isEmpty();
    int tooMany = leave();
    assertThat(closed).containsExactly(tooMany);

    take().close();
    assertThat(closed).containsExactly(tooMany, left.getLast());
    leave();
    assertThat(closed).hasSize(2);
  }
}
