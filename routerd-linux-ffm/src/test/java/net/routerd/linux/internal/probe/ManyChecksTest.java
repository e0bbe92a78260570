package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.model.ProbeProtocol.ICMP;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.kernel.FibLookup;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.model.HealthCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** With the kernel's own lookup before every probe, as the platform has it. */
class ManyChecksTest {

  private static final int CHECKS = 10_000;

  /** Two uplinks, each with both families. */
  private static final int WAYS = 4;

  private static final int ROUNDS = 3;

  /** A flight that is kept costs more than a kilobyte: a leak would be ten megabytes a round. */
  private static final long FLAT = 8 << 20;

  @Test
  @DisplayName(
      "HC-10 ten thousand checks on one thread: every reply its own, no descriptor, no heap kept")
  void tenThousandChecks() throws Exception {
    try (TwoUplinks uplinks = new TwoUplinks()) {
      uplinks.openPingSockets();
      NetlinkSocket socket =
          uplinks.net.run(uplinks.router, () -> NetlinkSocket.open(FfmLibc.load(), 1 << 20));
      try (FibLookup lookup = new FibLookup(new NetlinkConversation(socket, System::nanoTime));
          ProbeLoop prober = uplinks.prober(FfmLibc.load(), lookup)) {
        int files = openFiles();
        round(uplinks, prober);
        long heap = heap();
        long begin = System.nanoTime();
        for (int i = 1; i < ROUNDS; i++) {
          round(uplinks, prober);
        }
        long each = (System.nanoTime() - begin) / ((ROUNDS - 1) * CHECKS);

        // As many share one as have a seat there; how many were under way at once is a race.
        assertThat(openFiles() - files)
            .isPositive()
            .isLessThanOrEqualTo(WAYS * Math.ceilDiv(CHECKS / WAYS, EchoSocket.SEATS));
        long grown = heap() - heap;
        System.out.printf(
            "%d checks on one thread, %d rounds: %d us each, heap %+d KiB, descriptors %+d%n",
            CHECKS, ROUNDS, each / 1000, grown >> 10, openFiles() - files);
        assertThat(grown).isLessThan(FLAT);
        assertThat(threads()).isEqualTo(1);
      }
    }
  }

  private static void round(TwoUplinks uplinks, ProbeLoop prober) throws InterruptedException {
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(CHECKS);
    HealthCheck v4 = check(ICMP, TARGET).build();
    HealthCheck v6 = check(ICMP, TARGET6).build();
    for (int i = 0; i < CHECKS; i++) {
      prober.probe(
          uplinks.request(i % 4 < 2 ? v4 : v6, i % 2),
          result -> {
            passed.addAndGet(result.outcome().kind() == PASSED ? 1 : 0);
            all.countDown();
          });
    }
    assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(passed).hasValue(CHECKS);
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static int openFiles() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? -1 : names.length;
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("routerd-probes"))
        .count();
  }
}
