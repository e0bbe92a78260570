package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.BLACKHOLE;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.brief;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.linux.internal.probe.TwoUplinks.send;
import static net.routerd.model.ProbeProtocol.ICMP;
import static net.routerd.model.ProbeProtocol.TCP;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeLoopTest {

  private final TwoUplinks uplinks = new TwoUplinks();

  @AfterEach
  void close() {
    uplinks.close();
  }

  private static long probeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("routerd-probes"))
        .count();
  }

  private static int openFiles() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? -1 : names.length;
  }

  @Test
  @DisplayName("HC-9 a thousand probes at once, on one thread, each end once and all pass")
  void aThousandProbesRunOnOneThread() throws Exception {
    uplinks.openPingSockets();
    try (ProbeLoop prober = uplinks.prober()) {
      result(prober, uplinks.request(check(ICMP, TARGET).build(), 0));
      result(prober, uplinks.request(check(ICMP, TARGET).build(), 1));
      AtomicInteger ends = new AtomicInteger();
      AtomicInteger passes = new AtomicInteger();
      CountDownLatch all = new CountDownLatch(1000);
      for (int i = 0; i < 1000; i++) {
        prober.probe(
            uplinks.request(check(ICMP, TARGET).build(), i % 2),
            result -> {
              ends.incrementAndGet();
              if (result.outcome().kind() == PASSED) {
                passes.incrementAndGet();
              }
              all.countDown();
            });
      }
      assertThat(probeThreads()).isEqualTo(1);

      assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(ends).hasValue(1000);
      assertThat(passes).hasValue(1000);
    }
  }

  @Test
  void closeWithProbesInFlightEndsThreadAndDescriptorsAndTellsNothing() throws Exception {
    try (ProbeLoop warmUp = uplinks.prober()) {
      result(warmUp, uplinks.request(brief(ICMP, BLACKHOLE), 0));
    }
    long threads = probeThreads();
    int files = openFiles();
    AtomicInteger told = new AtomicInteger();
    ProbeLoop prober = uplinks.prober();
    CompletableFuture<Boolean> underWay = new CompletableFuture<>();
    for (int i = 0; i < 50; i++) {
      ProbeProtocol protocol = i % 2 == 0 ? ICMP : TCP;
      prober.probe(
          uplinks.request(check(protocol, BLACKHOLE).build(), 0), r -> told.incrementAndGet());
    }
    prober.execute(() -> underWay.complete(openFiles() >= files + 50));
    assertThat(underWay.get(30, TimeUnit.SECONDS)).isTrue();

    prober.close();
    prober.probe(uplinks.request(check(ICMP, TARGET).build(), 0), r -> told.incrementAndGet());

    assertThat(probeThreads()).isEqualTo(threads);
    assertThat(openFiles()).isEqualTo(files);
    assertThat(told).hasValue(0);
  }

  /** Holds the loop's thread up until well after every probe handed over before has its answer. */
  private static void stall(ProbeLoop prober) {
    stall(prober, 600);
  }

  private static void stall(ProbeLoop prober, long millis) {
    prober.execute(
        () -> {
          try {
            Thread.sleep(millis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"ICMP", "TCP"})
  @DisplayName("HC-9 no timeout is counted while the answer lies in the socket")
  void anAnswerReadAfterTheDeadlinePasses(ProbeProtocol protocol) throws Exception {
    // Readiness is hidden, so that the last look before the timeout is all there is.
    ForwardingLibc blind =
        new ForwardingLibc() {
          private boolean wakeUpWatched;

          @Override
          public int epollCtl(int epfd, int op, int fd, int events, long data) {
            boolean hide = wakeUpWatched;
            wakeUpWatched = true;
            return super.epollCtl(epfd, op, fd, hide ? 0 : events, data);
          }
        };
    try (ServerSocket server = uplinks.net.run(uplinks.isp[0], () -> new ServerSocket(443));
        ProbeLoop prober = uplinks.prober(blind, uplinks.lookup())) {
      assertThat(server.isBound()).isTrue();

      ProbeResult result = result(prober, uplinks.request(brief(protocol, TARGET), 0));

      assertThat(result.outcome().kind()).isEqualTo(PASSED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ICMP", "TCP", "DNS"})
  @DisplayName("HC-9 a stalled loop passes what came in meanwhile, and a late read is not latency")
  void aStallIsNeitherLossNorLatency(ProbeProtocol protocol) throws Exception {
    try (ServerSocket tcp = uplinks.net.run(uplinks.isp[0], () -> new ServerSocket(443));
        DatagramSocket dns = answeringDns();
        ProbeLoop prober = uplinks.prober()) {
      assertThat(tcp.isBound() && dns.isBound()).isTrue();
      awaitStamps(prober);
      List<CompletableFuture<ProbeResult>> results = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        results.add(send(prober, uplinks.request(brief(protocol, TARGET), 0)));
      }
      stall(prober);

      for (CompletableFuture<ProbeResult> future : results) {
        ProbeResult result = future.get(60, TimeUnit.SECONDS);
        assertThat(result.outcome().kind()).isEqualTo(PASSED);
        assertThat(result.evidence().orElseThrow().rttNanos())
            .as("by the kernel's stamp, not by the read")
            .isBetween(1L, 300_000_000L);
      }
    }
  }

  /** The kernel begins to stamp on arrival some time after it was asked to. */
  private void awaitStamps(ProbeLoop prober) throws Exception {
    long millis = 50;
    long rtt;
    do {
      var probe = send(prober, uplinks.request(check(ICMP, TARGET).build(), 0));
      stall(prober, millis);
      rtt = probe.get(60, TimeUnit.SECONDS).evidence().orElseThrow().rttNanos();
    } while (rtt >= millis * 1_000_000);
  }

  /** Answers every query with itself as an empty answer. */
  private DatagramSocket answeringDns() {
    InetSocketAddress address = new InetSocketAddress(TARGET.toString(), 53);
    DatagramSocket server = uplinks.net.run(uplinks.isp[0], () -> new DatagramSocket(address));
    Thread.ofPlatform()
        .daemon(true)
        .start(
            () -> {
              DatagramPacket packet = new DatagramPacket(new byte[512], 512);
              try {
                while (true) {
                  server.receive(packet);
                  packet.getData()[2] |= (byte) 0x80;
                  server.send(packet);
                }
              } catch (IOException closed) {
                server.close();
              }
            });
    return server;
  }

  @Test
  @DisplayName("HC-3 a timeout that was told late shows how late, so that it is no loss")
  void aLateTimeoutShowsHowLate() throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      CompletableFuture<ProbeResult> silent =
          send(prober, uplinks.request(brief(ICMP, BLACKHOLE), 0));
      stall(prober);

      ProbeResult result = silent.get(60, TimeUnit.SECONDS);

      assertThat(result.outcome().kind()).isEqualTo(ProbeOutcome.Kind.TIMEOUT);
      assertThat(result.finishedNanos() - result.startedNanos()).isGreaterThan(600_000_000);
    }
  }

  @Test
  @DisplayName("HC-9 a listener that throws harms no other probe")
  void aThrowingListenerHarmsNoOther() throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      prober.probe(
          uplinks.request(check(ICMP, TARGET).build(), 0),
          r -> {
            throw new IllegalStateException("meant to be logged by this test");
          });

      assertThat(result(prober, uplinks.request(check(ICMP, TARGET).build(), 0)).outcome().kind())
          .isEqualTo(PASSED);
    }
  }
}
