package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.netlink.DumpReader;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a change needs to know of others, while the monitor is busy with something else. */
class DemandTest {

  private static final long ID = 114_000_000;
  private static final Demand USES = new Demand(Set.of(), true);

  private final Libc libc = FfmLibc.load();
  private final Netns netns = new Netns();
  private final String ns = netns.add("demand");
  private volatile boolean hold;
  private final CountDownLatch busy = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final NetlinkConversation dumps =
      netns.run(
          ns, () -> new NetlinkConversation(NetlinkSocket.open(libc, 1 << 20), System::nanoTime));
  private final KernelMonitor monitor =
      new KernelMonitor(
          EventLoop.start(libc, "monitor-under-test", cause -> {}),
          netns.run(ns, () -> KernelMonitor.openEvents(libc, 1 << 20)),
          new DumpReader(dumps),
          114);

  @AfterEach
  void close() {
    over.countDown();
    monitor.close();
    dumps.close();
    netns.close();
  }

  /** Holds the monitor's thread at a change. */
  private final class Holding implements PlatformListener {
    @Override
    public void changed() {
      if (!hold) {
        return;
      }
      busy.countDown();
      try {
        over.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void failed(PlatformException cause) {
      throw cause;
    }
  }

  private static Optional<String> user(KernelState state) {
    return state.nextHopAt(ID).flatMap(ObservedNextHop::foreignUser);
  }

  private Optional<String> afterSync() {
    return monitor.afterSync(USES, DemandTest::user).orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Test
  @DisplayName("RT-1 of two routes through our object one goes unheard: the other still holds it")
  void theOtherStillHolds() throws InterruptedException {
    netns.batch(
        ns,
        "nexthop add id 114000000 blackhole proto 114",
        "route add 203.0.113.0/24 nhid 114000000 proto 186",
        "route add 198.51.100.0/24 nhid 114000000 proto 186");
    monitor.start(new Holding());
    assertThat(afterSync()).isPresent();
    hold = true;
    netns.ip(ns, "route", "add", "blackhole", "192.0.2.0/24", "proto", "114");
    boolean held = busy.await(60, TimeUnit.SECONDS);

    netns.ip(ns, "route", "del", "203.0.113.0/24", "proto", "186");
    Optional<Optional<String>> atOnce = monitor.lookNow(USES, DemandTest::user);
    over.countDown();

    assertThat(held).isTrue();
    assertThat(atOnce).as("it is in doubt who uses it").isEmpty();
    assertThat(afterSync())
        .hasValueSatisfying(user -> assertThat(user).contains("198.51.100.0/24"));
  }
}
