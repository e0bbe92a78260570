package net.routerd.linux.internal.kernel;

import static net.routerd.linux.internal.ffm.Constants.AF_NETLINK;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_RAW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.linux.internal.netlink.DumpReader;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.linux.internal.netlink.NlHeader;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.route.RouteRequests;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor with a receive buffer so small that it runs over. */
class MonitorOverrunTest {

  private static final int PROTOCOL = 114;
  private static final int ROUTES = 3000;

  private final Libc libc = FfmLibc.load();
  private final Netns netns = new Netns();
  private final String ns = netns.add("flood");
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch flooded = new CountDownLatch(1);
  private final NetlinkSocket events = netns.run(ns, () -> KernelMonitor.openEvents(libc, 4096));
  private final NetlinkConversation dumps =
      netns.run(
          ns, () -> new NetlinkConversation(NetlinkSocket.open(libc, 1 << 20), System::nanoTime));
  private final KernelMonitor monitor =
      new KernelMonitor(
          EventLoop.start(libc, "monitor-under-test", MonitorOverrunTest::died),
          events,
          new DumpReader(dumps),
          PROTOCOL);

  @TempDir Path directory;

  private static void died(Throwable cause) {
    throw new AssertionError("the monitor's thread ended", cause);
  }

  @AfterEach
  void close() {
    monitor.close();
    dumps.close();
    netns.close();
  }

  /** Holds the monitor's thread at the first change until the flood is over. */
  private final class Stalling implements PlatformListener {
    @Override
    public void changed() {
      stalled.countDown();
      try {
        flooded.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void failed(PlatformException cause) {
      throw cause;
    }
  }

  @Test
  @DisplayName("ENG-3 events that were lost in an overrun cost a new reading and no truth")
  void anOverrunIsFollowedByAFullReading() throws Exception {
    monitor.start(new Stalling());
    netns.ip(ns, "route", "add", "blackhole", "198.51.100.0/24", "proto", "114");
    boolean stopped = stalled.await(20, TimeUnit.SECONDS);
    flood();
    flooded.countDown();

    int seen =
        monitor
            .afterSync(Demand.NOTHING, state -> state.view().routes().size())
            .orTimeout(30, TimeUnit.SECONDS)
            .join();

    assertThat(stopped).isTrue();
    assertThat(seen).isEqualTo(ROUTES);
    assertThat(monitor.view().routes()).hasSize(ROUTES);
  }

  private void flood() throws IOException {
    StringBuilder batch = new StringBuilder("route del blackhole 198.51.100.0/24\n");
    for (int i = 0; i < ROUTES; i++) {
      batch.append("route add blackhole 10.").append(i / 256).append('.').append(i % 256);
      batch.append(".0/24 proto 114\n");
    }
    Path file = Files.writeString(directory.resolve("batch"), batch);
    netns.ip(ns, "-batch", file.toString());
  }

  @Test
  void aMessageThatAnotherProgramForgesIsNotBelieved() {
    monitor.start(new Stalling());
    flooded.countDown();
    RouteKey key = new RouteKey(RouteTable.MAIN, Cidr.parse("192.0.2.0/24"), 0);
    DesiredRoute forged =
        new DesiredRoute(key, new RouteAction.Discard(RouteType.BLACKHOLE), Optional.empty());
    NlWriter body = new NlWriter();
    RouteRequests.install(body, forged, PROTOCOL, OptionalInt.empty());
    byte[] bytes =
        new NlWriter()
            .message(new NlHeader(RtnlMessages.NEW_ROUTE, 0, 0, 0), body.toBytes())
            .toBytes();

    int sent =
        netns.run(
            ns,
            () -> {
              int fd = libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);
              ByteBuffer data = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
              int result = libc.sendto(fd, data, 0, SockAddr.netlink(events.port(), 0));
              libc.close(fd);
              return result;
            });
    int seen = monitor.afterSync(Demand.NOTHING, state -> state.view().routes().size()).join();

    assertThat(sent).isEqualTo(bytes.length);
    assertThat(seen).isZero();
  }
}
