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
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.model.ProbeProtocol;
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
    prober.execute(
        () -> {
          try {
            Thread.sleep(600);
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

  @Test
  @DisplayName("HC-9 a stalled loop passes what came in meanwhile, and a late read is not latency")
  void aStallIsNeitherLossNorLatency() throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      result(prober, uplinks.request(check(ICMP, TARGET).build(), 0));
      List<CompletableFuture<ProbeResult>> results = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        results.add(send(prober, uplinks.request(brief(ICMP, TARGET), 0)));
      }
      stall(prober);

      for (CompletableFuture<ProbeResult> future : results) {
        ProbeResult result = future.get(60, TimeUnit.SECONDS);
        assertThat(result.outcome().kind()).isEqualTo(PASSED);
        assertThat(result.evidence().orElseThrow().rttNanos())
            .as("by the kernel's stamp, not by the read")
            .isLessThan(300_000_000);
      }
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
