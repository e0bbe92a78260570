package net.routerd.linux.failures;

import static net.routerd.linux.failures.Site.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import net.routerd.api.EngineState;
import net.routerd.linux.Await;
import net.routerd.linux.InjectedLinux;
import net.routerd.linux.LinuxOptions;
import net.routerd.linux.Netns;
import net.routerd.linux.RefusingLibc;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.probe.ForwardingLibc;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.TimeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the kernel and the clock do")
@ExtendWith(FailureTable.Run.class)
class KernelFailuresTest {

  private final FailureTable table;
  private final Site site = Site.twoUplinks();

  KernelFailuresTest(FailureTable table) {
    this.table = table;
  }

  @AfterEach
  void close() {
    site.close();
  }

  private PlatformProvider over(Libc libc) {
    return new InjectedLinux(libc, LinuxOptions.inNetworkNamespace(Netns.path(site.router)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {Errno.EBUSY, Errno.ENOMEM, Errno.EINTR, Errno.ENOBUFS})
  @DisplayName("RT-10 netlink refuses the switch twice, then takes it")
  void netlinkRefuses(int errno) {
    RefusingLibc libc = new RefusingLibc();
    site.start(over(libc), site.yaml());
    Traffic traffic = site.traffic("wan0");

    libc.refuse(RtnlMessages.NEW_ROUTE, 2, errno);
    long since = at(() -> site.silence("wan0"));

    table.row(
        "netlink refuses the switch twice: " + Errno.name(errno),
        "wan1",
        traffic.awaitRight("wan1", since));
    assertThat(libc.refused()).isEqualTo(2);
    assertThat(site.defaultRoute().lines()).hasSize(1);
  }

  @Test
  @DisplayName("ENG-3 the kernel has no memory to list anything, while the cable is pulled out")
  void nothingCanBeListed() {
    RefusingLibc libc = new RefusingLibc();
    site.start(over(libc), site.yaml());
    Traffic traffic = site.traffic("wan0");

    libc.refuse(RtnlMessages.GET_ROUTE, 20, Errno.ENOMEM);
    long since = at(() -> site.ip("link set wan0 down"));

    table.row(
        "20 lists of routes fail: ENOMEM, wan0 down amid it",
        "wan1",
        traffic.awaitRight("wan1", since));
    assertThat(site.engine().state()).isEqualTo(EngineState.RUNNING);
    Await.until("all 20 refused", () -> libc.refused() == 20);
    site.ip("link set wan0 up");
    site.awaitSelected("wan0");
  }

  @Test
  @DisplayName("ENG-3 the monitor is flooded until it overruns, while the cable is pulled out")
  void monitorOverrun() {
    AtomicReference<CountDownLatch> stalled = new AtomicReference<>(new CountDownLatch(0));
    ForwardingLibc narrow =
        new ForwardingLibc() {
          private volatile int monitor = -1;

          @Override
          public int setsockopt(int fd, int level, int name, int value) {
            boolean large = name == Constants.SO_RCVBUFFORCE && value > 1 << 20;
            monitor = large ? fd : monitor;
            return super.setsockopt(fd, level, name, large ? 4096 : value);
          }

          // Held back, as it is too fast else for a flood to run over it.
          @Override
          public int recvmsg(int fd, Message message, int flags) {
            if (fd == monitor) {
              Await.until("the flood is over", () -> stalled.get().getCount() == 0);
            }
            return super.recvmsg(fd, message, flags);
          }
        };
    site.start(over(narrow), site.yaml());
    Traffic traffic = site.traffic("wan0");
    List<String> flood = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      flood.add("route add blackhole 10.77.%d.%d table 77".formatted(i / 250, i % 250));
    }
    flood.add("link set wan0 down");
    flood.add("route flush table 77");

    long since = System.nanoTime();
    stalled.set(new CountDownLatch(1));
    site.netns.batch(site.router, flood.toArray(String[]::new));
    stalled.get().countDown();

    table.row("monitor overrun, wan0 down amid it", "wan1", traffic.awaitRight("wan1", since));
    assertThat(overruns()).as("lost messages of this namespace's sockets").isPositive();
  }

  /** The column Drops of the namespace's netlink sockets (net/netlink/af_netlink.c). */
  private long overruns() {
    return site.netns.run(
        site.router,
        () ->
            java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/thread-self/net/netlink"))
                .stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[8]))
                .sum());
  }

  @Test
  @DisplayName("SEL-7 the wall clock is set back and forward: nothing moves, and failures still do")
  void wallClockSet() {
    AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    TimeSource stepped =
        new TimeSource() {
          @Override
          public long nanos() {
            return TimeSource.SYSTEM.nanos();
          }

          @Override
          public Instant wall() {
            return TimeSource.SYSTEM.wall().plus(offset.get());
          }
        };
    site.start(new OtherTime(site.linux(), stepped), site.yaml());
    Traffic traffic = site.traffic("wan0");

    for (long days : new long[] {-3650, 3650}) {
      long since = at(() -> offset.set(Duration.ofDays(days)));
      awaitChecks(10);
      Traffic.Cost cost = traffic.awaitRight("wan0", since);
      table.row("wall clock set by " + days / 365 + " years", "wan0", cost);
      assertThat(cost.lost()).isZero();
      assertThat(site.moves()).isZero();
    }
    table.row(
        "silent death after that",
        "wan1",
        traffic.awaitRight("wan1", at(() -> site.silence("wan0"))));
  }

  private void awaitChecks(int count) {
    AtomicReference<Instant> last = new AtomicReference<>(checked());
    for (int i = 0; i < count; i++) {
      Await.until("a check", () -> !checked().equals(last.get()));
      last.set(checked());
    }
  }

  private Instant checked() {
    return site.engine()
        .status()
        .healthCheck("wan0")
        .flatMap(net.routerd.model.status.HealthStatus::lastCheckedTime)
        .orElse(Instant.EPOCH);
  }
}
