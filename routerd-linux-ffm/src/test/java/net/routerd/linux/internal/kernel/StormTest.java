package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.netlink.DumpReader;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When the monitor lets messages gather: after many at once, never after a few. */
class StormTest {

  private static final int MANY = 100;

  private final Libc libc = FfmLibc.load();
  private final Netns netns = new Netns();
  private final String ns = netns.add("storm");
  private final NetlinkConversation dumps =
      netns.run(
          ns, () -> new NetlinkConversation(NetlinkSocket.open(libc, 1 << 20), System::nanoTime));
  private final Semaphore changes = new Semaphore(0);
  private final Semaphore rests = new Semaphore(0);
  private final CountDownLatch told = new CountDownLatch(1);
  private final KernelMonitor monitor =
      new KernelMonitor(
          EventLoop.start(libc, "monitor-under-test", cause -> {}),
          netns.run(ns, () -> KernelMonitor.openEvents(libc, 1 << 20)),
          new DumpReader(dumps),
          114,
          rests::release);
  private final PlatformListener listener =
      new PlatformListener() {
        @Override
        public void changed() {
          changes.release();
        }

        @Override
        public void failed(PlatformException cause) {
          throw cause;
        }
      };

  @AfterEach
  void close() {
    told.countDown();
    monitor.close();
    dumps.close();
    netns.close();
  }

  private static boolean await(Semaphore event) throws InterruptedException {
    return event.tryAcquire(60, TimeUnit.SECONDS);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Keeps the monitor's thread busy until it is told to go on. */
  private void hold() {
    CountDownLatch busy = new CountDownLatch(1);
    var _ =
        monitor.afterSync(
            Demand.NOTHING,
            state -> {
              busy.countDown();
              return await(told);
            });
    assertThat(await(busy)).isTrue();
  }

  private void many() {
    netns.batch(
        ns, IntStream.rangeClosed(1, MANY).mapToObj(StormTest::route).toArray(String[]::new));
  }

  private static String route(int number) {
    return "route add blackhole 192.0.2." + number + "/32 proto 114";
  }

  @Test
  @DisplayName("ENG-3 one change is acted upon at once; behind a hundred some are left to gather")
  void onlyAStormIsLeftToGather() throws InterruptedException {
    monitor.start(listener);
    netns.ip(ns, route(0).split(" "));
    boolean heardOfOne = await(changes);
    hold();
    int restsBehindOne = rests.availablePermits();

    many();
    told.countDown();
    boolean restedBehindMany = await(rests);

    assertThat(heardOfOne).isTrue();
    assertThat(restsBehindOne).isZero();
    assertThat(restedBehindMany).isTrue();
    assertThat(monitor.view().routes()).hasSize(MANY + 1);
  }

  @Test
  @DisplayName("RT-1 while somebody looks before each of his changes nothing is left to gather")
  void whoLooksIsNotKeptWaiting() throws InterruptedException {
    monitor.start(listener);
    hold();

    Optional<Boolean> looked = monitor.lookNow(Demand.NOTHING, state -> true);
    many();
    told.countDown();
    boolean heard = await(changes);
    monitor.afterSync(Demand.NOTHING, state -> true).join();

    assertThat(looked).isPresent();
    assertThat(heard).isTrue();
    assertThat(rests.availablePermits()).isZero();
  }

  @Test
  @DisplayName("ENG-3 what somebody who looks has taken in is published, and told of")
  void whatALookTakesInIsTold() throws InterruptedException {
    monitor.start(listener);
    hold();
    netns.ip(ns, route(0).split(" "));

    Optional<Boolean> looked = monitor.lookNow(Demand.NOTHING, state -> true);
    int published = monitor.view().routes().size();
    told.countDown();

    assertThat(looked).isPresent();
    assertThat(published).isOne();
    assertThat(changes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }
}
