package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.routerd.linux.LinuxPlatformProvider;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/**
 * A number of probes of 127.0.0.1 over the loopback device, of one check after the other, all of
 * which must pass.
 */
final class Probing {

  private static final LinkName LOOPBACK = new LinkName("lo");
  private static final ProbeRequest.Path ANY = new ProbeRequest.Path.Any();

  private final Platform platform;
  private final List<HealthCheck> checks;
  private final Link link;
  private final int count;
  private final boolean andSoOn;
  private final Consumer<ProbeResult> done = this::ended;
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch left;
  private final AtomicReference<ProbeOutcome> failed = new AtomicReference<>();

  /** Kept as an engine keeps it, so that the compiler cannot leave it out. */
  private volatile @Nullable ProbeResult last;

  /** With andSoOn each end begins another. */
  private Probing(Platform platform, List<HealthCheck> checks, int count, boolean andSoOn) {
    this.platform = platform;
    this.checks = checks;
    this.count = count;
    this.andSoOn = andSoOn;
    link = Objects.requireNonNull(platform.links().current().get(LOOPBACK));
    left = new CountDownLatch(count);
  }

  static Platform open() {
    Platform platform =
        new LinuxPlatformProvider()
            .open(
                new PlatformOptions(
                    PlatformOptions.DEFAULT_PROTOCOL, PlatformOptions.Access.CONTROL));
    platform.start(Routes.NOBODY);
    return platform;
  }

  /** So many checks of the loopback device; for icmp the port is 0. */
  static List<HealthCheck> checks(int count, ProbeProtocol protocol, int port) {
    return IntStream.range(0, count).mapToObj(i -> check("probe-" + i, protocol, port)).toList();
  }

  private static HealthCheck check(String name, ProbeProtocol protocol, int port) {
    HealthCheck.Builder builder =
        HealthCheck.builder()
            .metadata(Metadata.named(name))
            .target(IpAddress.parse("127.0.0.1"))
            .protocol(protocol)
            .sourceInterface("lo")
            .interval(Duration.ofSeconds(10))
            .timeout(Duration.ofSeconds(5));
    return port == 0 ? builder.build() : builder.port(port).build();
  }

  /** Probes as fast as it goes, so many at once; returns how long it took, nanoseconds. */
  static long burst(Platform platform, List<HealthCheck> checks, int count, int atOnce)
      throws InterruptedException {
    Probing probing = new Probing(platform, checks, count, true);
    long start = System.nanoTime();
    for (int i = 0; i < atOnce; i++) {
      probing.begin();
    }
    probing.await();
    return System.nanoTime() - start;
  }

  /** Begins a probe at each interval, and waits for the last. */
  static void paced(Platform platform, List<HealthCheck> checks, int count, Duration interval)
      throws InterruptedException {
    Probing probing = new Probing(platform, checks, count, false);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      TimeUnit.NANOSECONDS.sleep(start + i * interval.toNanos() - System.nanoTime());
      probing.begin();
    }
    probing.await();
  }

  private void begin() {
    int sequence = begun.incrementAndGet();
    if (sequence <= count) {
      ProbeRequest request =
          new ProbeRequest(
              checks.get(sequence % checks.size()),
              1,
              sequence,
              LOOPBACK,
              link.index(),
              Optional.empty(),
              ANY);
      platform.prober().probe(request, done);
    }
  }

  private void ended(ProbeResult result) {
    last = result;
    if (result.outcome().kind() != ProbeOutcome.Kind.PASSED) {
      failed.set(result.outcome());
    }
    left.countDown();
    if (andSoOn) {
      begin();
    }
  }

  private void await() throws InterruptedException {
    if (!left.await(60, TimeUnit.SECONDS) || failed.get() != null) {
      throw new IllegalStateException(
          "a probe failed: %s; not ended: %d, the last to end: %s"
              .formatted(failed.get(), left.getCount(), last));
    }
  }
}
