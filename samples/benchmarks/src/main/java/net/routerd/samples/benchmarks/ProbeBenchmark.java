package net.routerd.samples.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.routerd.model.HealthCheck;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.Platform;
import net.routerd.spi.ProbeRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Probes of the loopback device, through the probe loop and the kernel; what is allocated for one.
 * After warm-up that is its result, which is the engine's to keep, 112 bytes with the evidence, and
 * the request that its caller makes, 48: as {@link #handedOver} shows. The loop itself adds 40 for
 * each call of libc in which the compiler did not see that the linker's view of the memory for
 * errno is not kept: with the second compiler none or two, with the first alone all.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProbeBenchmark {

  private static final int COUNT = 2_000;
  private static final int WARM_UP = 100_000;
  private static final int AT_ONCE = 64;
  private static final int CHECKS = 2 * AT_ONCE;

  private static final LinkName LOOPBACK = new LinkName("lo");
  private static final ProbeRequest.Path ANY = new ProbeRequest.Path.Any();
  private static final ProbeOutcome PASSED = ProbeOutcome.of(ProbeOutcome.Kind.PASSED);

  private final Platform platform = Probing.open();
  private final Optional<IpAddress> source = Optional.of(IpAddress.parse("127.0.0.1"));
  private long sequence;
  private final Server tcp = Server.tcp();
  private final Server dns = Server.dns();
  private final Server http = Server.http();
  private final List<HealthCheck> icmpChecks = Probing.checks(CHECKS, ProbeProtocol.ICMP, 0);
  private final List<HealthCheck> tcpChecks = Probing.checks(CHECKS, ProbeProtocol.TCP, tcp.port());
  private final List<HealthCheck> dnsChecks = Probing.checks(CHECKS, ProbeProtocol.DNS, dns.port());
  private final List<HealthCheck> httpChecks =
      Probing.checks(CHECKS, ProbeProtocol.HTTP, http.port());

  /**
   * Has the compiler see enough of each, which a short run does not give it time for.
   *
   * @throws InterruptedException if the run is ended
   */
  @Setup
  public void warmUp() throws InterruptedException {
    for (int i = 0; i < WARM_UP / COUNT; i++) {
      icmp();
      tcp();
      dns();
      http();
    }
  }

  /**
   * Sends echoes and takes the answers.
   *
   * @return how long all took, nanoseconds
   * @throws InterruptedException if the run is ended
   */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public long icmp() throws InterruptedException {
    return Probing.burst(platform, icmpChecks, COUNT, AT_ONCE);
  }

  /**
   * Connects, and resets the connections.
   *
   * @return how long all took, nanoseconds
   * @throws InterruptedException if the run is ended
   */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public long tcp() throws InterruptedException {
    return Probing.burst(platform, tcpChecks, COUNT, AT_ONCE);
  }

  /**
   * Sends queries and takes the answers.
   *
   * @return how long all took, nanoseconds
   * @throws InterruptedException if the run is ended
   */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public long dns() throws InterruptedException {
    return Probing.burst(platform, dnsChecks, COUNT, AT_ONCE);
  }

  /**
   * Connects, asks, and takes the answers, status and headers.
   *
   * @return how long all took, nanoseconds
   * @throws InterruptedException if the run is ended
   */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public long http() throws InterruptedException {
    return Probing.burst(platform, httpChecks, COUNT, AT_ONCE);
  }

  /**
   * Makes what one probe is asked with and answered with, and sends none.
   *
   * @param taker takes both: what they take, the loop allocates nothing beside
   */
  @Benchmark
  public void handedOver(Blackhole taker) {
    HealthCheck check = icmpChecks.getFirst();
    sequence++;
    taker.consume(new ProbeRequest(check, 1, sequence, LOOPBACK, 1, Optional.empty(), ANY));
    taker.consume(
        new ProbeResult(
            check.metadata().name(),
            1,
            sequence,
            PASSED,
            Optional.of(new ProbeEvidence(LOOPBACK, 1, source, Optional.empty(), sequence)),
            sequence,
            sequence));
  }

  /** Ends. */
  @TearDown
  public void close() {
    platform.close();
    tcp.close();
    dns.close();
    http.close();
  }
}
