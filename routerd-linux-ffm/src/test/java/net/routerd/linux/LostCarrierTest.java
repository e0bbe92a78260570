package net.routerd.linux;

import static net.routerd.linux.Machine.key;
import static net.routerd.linux.Machine.routes;
import static net.routerd.linux.Machine.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When routes are listed after a carrier was lost, as the kernel does not tell of them")
class LostCarrierTest {

  private static final LinkName WAN0 = new LinkName("wan0");
  private static final long ENOUGH_TO_SEND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final RouteKey KEY = key("192.0.2.0/24", 0);

  private final Machine machine = new Machine();
  private final FirstChange wire = new FirstChange();

  /** Knows how many lists of routes were asked for before the first change was sent. */
  private static final class FirstChange extends WireLog {
    private int listsBefore;

    @Override
    public synchronized int send(int fd, ByteBuffer data, int flags) {
      int lists = lists(RtnlMessages.GET_ROUTE);
      boolean none = changes().isEmpty();
      int sent = super.send(fd, data, flags);
      if (none && !changes().isEmpty()) {
        listsBefore = lists;
      }
      return sent;
    }

    synchronized int listsBefore() {
      return listsBefore;
    }
  }

  @AfterEach
  void clean() {
    machine.close();
  }

  private static boolean isUp(Platform platform) {
    return Objects.requireNonNull(platform.links().current().get(WAN0)).isUp();
  }

  /**
   * Leads a route by the other device as soon as the carrier is lost; returns the lists between.
   */
  private int listsBetween(Runnable onceAsked) {
    machine.ip("route add 192.0.2.0/24 via 10.0.0.2 proto 114");
    CompletableFuture<Integer> atLoss = new CompletableFuture<>();
    try (Platform platform =
        new InjectedLinux(wire, LinuxOptions.inNetworkNamespace(Netns.path(machine.ns)))
            .open(new PlatformOptions(Machine.PROTOCOL, PlatformOptions.Access.CONTROL))) {
      platform.start(
          new PlatformListener() {
            @Override
            public void changed() { // on the thread that would list
              if (!isUp(platform) && !atLoss.isDone()) {
                int lists = wire.lists(RtnlMessages.GET_ROUTE);
                RouteChange replace =
                    new RouteChange.ReplaceRoute(
                        via(KEY, "10.1.0.2", "wan1"), routes(platform, KEY).getFirst());
                platform.routes().apply(List.of(replace));
                onceAsked.run();
                atLoss.complete(lists);
              }
            }

            @Override
            public void failed(PlatformException cause) {
              atLoss.completeExceptionally(cause);
            }
          });
      platform.routes().watch(Set.of(KEY)); // as an engine does, so that its table is known
      platform.routes().apply(List.of()).toCompletableFuture().join();

      machine.netns.ip(machine.net, "link", "set", "up0", "down");

      int lists = atLoss.orTimeout(60, TimeUnit.SECONDS).join();
      wire.await(1);
      return wire.listsBefore() - lists;
    }
  }

  @Test
  @DisplayName("RT-5 what is decided is sent before anything is listed")
  void aDecisionIsNotHeldUpByAList() {
    assertThat(listsBetween(() -> wire.await(1))).isZero();
    assertThat(machine.ip("route show proto 114")).contains("dev wan1");
  }

  @Test
  @DisplayName(
      "RT-5 RT-12 where nexthop objects stand, which take routes along, it is listed first")
  void whatGoesWithAnObjectIsListedFirst() {
    machine.ip("nexthop add id 7 via 10.0.0.2 dev wan0 proto 114");
    List<String> sentWithout = new ArrayList<>();

    int lists =
        listsBetween(
            () -> {
              LockSupport.parkNanos(ENOUGH_TO_SEND_NANOS);
              sentWithout.addAll(wire.changes());
            });

    assertThat(sentWithout).as("while nothing could be listed").isEmpty();
    assertThat(lists).isPositive();
  }
}
