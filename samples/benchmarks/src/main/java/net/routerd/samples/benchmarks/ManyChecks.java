package net.routerd.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.routerd.model.HealthCheck;
import net.routerd.model.ProbeProtocol;
import net.routerd.samples.benchmarks.Figures.Unit;
import net.routerd.spi.Platform;

/** P9: probes on one thread, as many as go, and what a thousand a second take. */
final class ManyChecks implements Measurement {

  private static final System.Logger LOG = System.getLogger(ManyChecks.class.getName());
  private static final int CHECKS = 10_000;
  private static final int COUNT = 20_000;
  private static final int PORT = 4433;
  private static final int IN_FLIGHT = 256;
  private static final int REPETITIONS = 6;
  private static final int SECONDS = 1;
  private static final String SAME = "C, the same system calls";
  private static final String BATCHED = "the same work by C, 32 echoes at once";

  private final List<HealthCheck> tcpChecks = Probing.checks(CHECKS, ProbeProtocol.TCP, PORT);
  private final List<HealthCheck> icmpChecks = Probing.checks(CHECKS, ProbeProtocol.ICMP, 0);
  private final Figures tcp = new Figures();
  private final Figures icmp = new Figures();
  private final Figures c = new Figures();
  private final Figures sameTcp = new Figures();
  private final Figures sameIcmp = new Figures();
  private final Figures fping = new Figures();
  private final Figures batchedIcmp = new Figures();
  private final Figures pacedTcp = new Figures();
  private final Figures pacedIcmp = new Figures();
  private final Figures samePacedTcp = new Figures();
  private final Figures samePacedIcmp = new Figures();
  private final Figures allowed = new Figures();

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
    try (Watched server =
            new Watched(List.of(lab.limit().toString(), "serve", Integer.toString(PORT)));
        Platform platform = Probing.open()) {
      LOG.log(System.Logger.Level.DEBUG, "served by process {0}", server.pid());
      measure(lab, platform);
    }
    String paced = "of a core, 1000 probes a second, ";
    return List.of(
        Row.atLeast(id(), "tcp " + work(), tcp, "C with epoll", c, Unit.PER_SECOND, 0.85),
        Row.beside(id(), "tcp " + work(), tcp, SAME, sameTcp, Unit.PER_SECOND),
        Row.beside(id(), "C, the same system calls", sameTcp, "C with epoll", c, Unit.PER_SECOND),
        fping.isEmpty()
            ? Row.missing(id(), "icmp " + work(), "fping", "apt-get install fping")
            : Row.atLeast(id(), "icmp " + work(), icmp, "fping", fping, Unit.PER_SECOND, 1.3),
        fping.isEmpty()
            ? Row.beside(id(), BATCHED, batchedIcmp, SAME, sameIcmp, Unit.PER_SECOND)
            : Row.beside(id(), BATCHED, batchedIcmp, "fping", fping, Unit.PER_SECOND),
        Row.beside(id(), "icmp " + work(), icmp, SAME, sameIcmp, Unit.PER_SECOND),
        Row.atMost(id(), paced + "tcp", pacedTcp, "3 %", allowed, Unit.PERCENT, 1),
        Row.beside(id(), paced + "tcp", pacedTcp, SAME, samePacedTcp, Unit.PERCENT),
        Row.atMost(id(), paced + "icmp", pacedIcmp, "3 %", allowed, Unit.PERCENT, 1),
        Row.beside(id(), paced + "icmp", pacedIcmp, SAME, samePacedIcmp, Unit.PERCENT));
  }

  private void measure(Lab lab, Platform platform) throws Exception {
    boolean hasFping = Lab.installed("fping").isPresent();
    for (int i = 0; i < REPETITIONS; i++) {
      double connected = Probing.burst(platform, tcpChecks, COUNT, IN_FLIGHT);
      double echoed = Probing.burst(platform, icmpChecks, COUNT, IN_FLIGHT);
      double limit = limit(lab, "connect", PORT);
      double sameConnected = limit(lab, "pinned", PORT);
      double sameEchoed = limit(lab, "pinned", 0);
      if (i > 0) { // the first warms up
        tcp.add(perSecond(connected));
        icmp.add(perSecond(echoed));
        c.add(perSecond(limit));
        sameTcp.add(perSecond(sameConnected));
        sameIcmp.add(perSecond(sameEchoed));
        if (hasFping) {
          fping.add(fping(lab));
        }
        batchedIcmp.add(perSecond(lab.limit("batched", Integer.toString(COUNT))));
        pacedTcp.add(paced(platform, tcpChecks));
        pacedIcmp.add(paced(platform, icmpChecks));
        samePacedTcp.add(pacedC(lab, PORT));
        samePacedIcmp.add(pacedC(lab, 0));
        allowed.add(0.03);
      }
    }
  }

  private static double perSecond(double nanos) {
    return COUNT / (nanos / 1e9);
  }

  private static double limit(Lab lab, String task, int port) {
    return lab.limit(task, Integer.toString(COUNT), Integer.toString(port));
  }

  /** The part of a core that the probing thread takes, the kernel's work for it included. */
  private static double paced(Platform platform, List<HealthCheck> checks)
      throws InterruptedException {
    long before = probingNanos();
    Probing.paced(platform, checks, SECONDS * 1000, Duration.ofMillis(1));
    return (probingNanos() - before) / (SECONDS * 1e9);
  }

  private static double pacedC(Lab lab, int port) {
    int count = SECONDS * 1000;
    return lab.limit("paced", Integer.toString(count), Integer.toString(port)) / count / 1e6;
  }

  private static long probingNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().equals("routerd-probes"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }

  /** How many echoes a second fping does to one address, as fast as it goes. */
  private static double fping(Lab lab) {
    int rounds = 10; // as the first has all that it takes to start
    long start = System.nanoTime();
    lab.sh(
        "fping -q -i 0 -p 1 -r 0 -C %d $(yes 127.0.0.1 | head -%d) 2> /dev/null; true"
            .formatted(rounds, COUNT / rounds));
    return perSecond((double) (System.nanoTime() - start));
  }
}
