package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.routerd.linux.LinuxPlatformProvider;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.samples.benchmarks.Figures.Unit;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.ProbeRequest;

/** P9: probes on one thread, as many as go. */
final class ManyChecks implements Measurement {

  private static final System.Logger LOG = System.getLogger(ManyChecks.class.getName());
  private static final int COUNT = 20_000;
  private static final int PORT = 4433;
  private static final int IN_FLIGHT = 256;
  private static final int REPETITIONS = 6;
  private static final LinkName LOOPBACK = new LinkName("lo");

  @Override
  public String id() {
    return "P9";
  }

  @Override
  public String work() {
    return "probes on one thread";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Figures tcp = new Figures();
    Figures icmp = new Figures();
    Figures c = new Figures();
    Figures fping = new Figures();
    boolean hasFping = Lab.installed("fping").isPresent();
    try (Watched server =
            new Watched(List.of(lab.limit().toString(), "serve", Integer.toString(PORT)));
        Platform platform = open()) {
      LOG.log(System.Logger.Level.DEBUG, "served by process {0}", server.pid());
      for (int i = 0; i < REPETITIONS; i++) {
        double connected = probe(platform, check(ProbeProtocol.TCP, PORT));
        double echoed = probe(platform, check(ProbeProtocol.ICMP, 0));
        double limit = lab.limit("connect", Integer.toString(COUNT), Integer.toString(PORT));
        if (i > 0) { // the first warms up
          tcp.add(COUNT / (connected / 1e9));
          icmp.add(COUNT / (echoed / 1e9));
          c.add(COUNT / (limit / 1e9));
          if (hasFping) {
            fping.add(fping(lab));
          }
        }
      }
    }
    Row echo =
        hasFping
            ? Row.atLeast(id(), "icmp " + work(), icmp, "fping", fping, Unit.PER_SECOND, 1.3)
            : Row.missing(id(), "icmp " + work(), "fping", "apt-get install fping");
    return List.of(
        Row.atLeast(id(), "tcp " + work(), tcp, "C with epoll", c, Unit.PER_SECOND, 0.85), echo);
  }

  private static Platform open() {
    Platform platform =
        new LinuxPlatformProvider()
            .open(
                new PlatformOptions(
                    PlatformOptions.DEFAULT_PROTOCOL, PlatformOptions.Access.CONTROL));
    platform.start(Routes.NOBODY);
    return platform;
  }

  private static HealthCheck check(ProbeProtocol protocol, int port) {
    HealthCheck.Builder builder =
        HealthCheck.builder()
            .metadata(Metadata.named("probe"))
            .target(IpAddress.parse("127.0.0.1"))
            .protocol(protocol)
            .sourceInterface("lo")
            .interval(Duration.ofSeconds(10))
            .timeout(Duration.ofSeconds(5));
    return port == 0 ? builder.build() : builder.port(port).build();
  }

  private static double probe(Platform platform, HealthCheck check) throws Exception {
    Link link = Objects.requireNonNull(platform.links().current().get(LOOPBACK));
    Semaphore room = new Semaphore(IN_FLIGHT);
    CountDownLatch left = new CountDownLatch(COUNT);
    AtomicReference<ProbeOutcome> failed = new AtomicReference<>();
    long start = System.nanoTime();
    for (int i = 0; i < COUNT; i++) {
      room.acquire();
      platform
          .prober()
          .probe(
              new ProbeRequest(
                  check,
                  1,
                  i + 1,
                  LOOPBACK,
                  link.index(),
                  Optional.empty(),
                  new ProbeRequest.Path.Any()),
              result -> {
                if (result.outcome().kind() != ProbeOutcome.Kind.PASSED) {
                  failed.set(result.outcome());
                }
                room.release();
                left.countDown();
              });
    }
    if (!left.await(60, TimeUnit.SECONDS) || failed.get() != null) {
      throw new IllegalStateException(
          "a probe failed: " + failed.get() + "; not ended: " + left.getCount());
    }
    return System.nanoTime() - start;
  }

  /** How many echoes a second fping does to one address, as fast as it goes. */
  private static double fping(Lab lab) {
    long start = System.nanoTime();
    lab.sh("fping -q -i 0 -p 1 -r 0 -C 1 $(yes 127.0.0.1 | head -5000) 2> /dev/null; true");
    return 5000 / ((System.nanoTime() - start) / 1e9);
  }
}
