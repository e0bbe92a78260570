package net.routerd.linux;

import static net.routerd.linux.Machine.apply;
import static net.routerd.linux.Machine.key;
import static net.routerd.linux.Machine.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import net.routerd.linux.internal.kernel.RouteWriter;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a platform does to be ready for the first failover, on the kernel of this machine. */
class RehearsalTest {

  /** The JVM compiles what was called some hundred times, and each method once a change. */
  private static final int ENOUGH = 1_000;

  private final Machine machine = new Machine();
  private final AtomicReference<Runnable> atFirstNothing = new AtomicReference<>(() -> {});
  private final WireLog wire =
      new WireLog() {
        @Override
        public synchronized int send(int fd, ByteBuffer data, int flags) {
          int sent = super.send(fd, data, flags);
          if (nothings() > 0) {
            atFirstNothing.getAndSet(() -> {}).run();
          }
          return sent;
        }
      };
  private final Platform platform =
      new InjectedLinux(wire, LinuxOptions.inNetworkNamespace(Netns.path(machine.ns)))
          .open(new PlatformOptions(Machine.PROTOCOL, PlatformOptions.Access.CONTROL));

  @AfterEach
  void clean() {
    platform.close();
    machine.close();
  }

  private static class Unheard implements PlatformListener {
    private final AtomicInteger changes = new AtomicInteger();

    @Override
    public void changed() {
      changes.incrementAndGet();
    }

    @Override
    public void failed(PlatformException cause) {
      throw new AssertionError(cause);
    }
  }

  @Test
  @DisplayName("a platform that has started warms up, and asks the kernel for no change")
  void warmingUpChangesNothing() {
    platform.start(new Unheard());
    KernelView before = platform.routes().current();

    wire.awaitNothings(ENOUGH);

    assertThat(wire.changes()).isEmpty();
    assertThat(platform.routes().current()).isEqualTo(before);
  }

  @Test
  @DisplayName("what is to be done waits for one round of the warming up, not for all")
  void realWorkEndsTheWarmingUp() {
    RouteChange add = new RouteChange.AddRoute(via(key("192.0.2.0/24", 7), "10.0.0.2", "wan0"));
    CompletableFuture<List<ApplyResult>> applied = new CompletableFuture<>();
    atFirstNothing.set(() -> platform.routes().apply(List.of(add)).thenAccept(applied::complete));

    platform.start(new Unheard());

    assertThat(applied.orTimeout(20, TimeUnit.SECONDS).join())
        .containsExactly(new ApplyResult.Applied(add));
    assertThat(apply(platform, add)).as("the second time").isInstanceOf(ApplyResult.Refused.class);
    assertThat(wire.nothings()).isPositive().isLessThan(ENOUGH / 10);
  }

  @Test
  @DisplayName("a warming up that fails is no alarm, and what is to be done is done")
  void failingIsNoAlarm() {
    List<LogRecord> told = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger(RouteWriter.class.getName());
    Handler handler = new Told(told::add);
    log.addHandler(handler);
    AtomicBoolean failed = new AtomicBoolean();
    atFirstNothing.set(
        () -> {
          failed.set(true);
          throw new IllegalStateException("a rehearsal that fails");
        });
    try {
      platform.start(new Unheard());
      wire.awaitNothings(ENOUGH);
      RouteChange add = new RouteChange.AddRoute(via(key("192.0.2.0/24", 7), "10.0.0.2", "wan0"));

      assertThat(apply(platform, add)).isEqualTo(new ApplyResult.Applied(add));
      assertThat(failed).isTrue();
      assertThat(told).noneMatch(line -> line.getLevel().intValue() >= Level.INFO.intValue());
    } finally {
      log.removeHandler(handler);
    }
  }

  private static final class Told extends Handler {
    private final Consumer<LogRecord> taker;

    Told(Consumer<LogRecord> taker) {
      this.taker = taker;
    }

    @Override
    public void publish(LogRecord line) {
      taker.accept(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("a rehearsal runs to its end, on another thread; nothing changes")
  void aRehearsalChangesNothing() {
    Unheard listener = new Unheard();
    platform.start(listener);
    RouteChange add = new RouteChange.AddRoute(via(key("192.0.2.0/24", 7), "10.0.0.2", "wan0"));
    assertThat(apply(platform, add)).isInstanceOf(ApplyResult.Applied.class);
    KernelView before = platform.routes().current();
    Set<LinkName> devices = platform.links().current().keySet();
    wire.forget();
    int lists = wire.lists(RtnlMessages.GET_LINK);

    CompletableFuture<Thread> decisions = new CompletableFuture<>();
    platform.rehearse(() -> decisions.complete(Thread.currentThread()));

    assertThat(decisions.orTimeout(60, TimeUnit.SECONDS).join())
        .isNotSameAs(Thread.currentThread());
    assertThat(wire.changes()).isEmpty();
    assertThat(wire.lists(RtnlMessages.GET_LINK)).isEqualTo(lists);
    assertThat(platform.routes().current()).isEqualTo(before);
    assertThat(platform.links().current().keySet()).isEqualTo(devices);
    // the route, and addresses that the kernel gives devices of its own
    assertThat(listener.changes).hasValueLessThan(ENOUGH / 10);
  }

  @Test
  @DisplayName("when a rehearsal is over it is told once, as it will be when it counts")
  void toldWhenItIsOver() {
    AtomicReference<List<Object>> last = new AtomicReference<>(List.of());
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean toldOfNothing = new AtomicBoolean();
    platform.start(
        new Unheard() {
          @Override
          public void changed() {
            List<Object> now = seen();
            if (now.equals(last.getAndSet(now)) && over.get()) {
              toldOfNothing.set(true);
            }
          }
        });

    platform.rehearse(
        () -> {
          last.set(seen());
          over.set(true);
        });

    Await.until("told though nothing has changed", toldOfNothing::get);
    assertThat(wire.changes()).isEmpty();
  }

  private List<Object> seen() {
    return List.of(platform.links().current(), platform.routes().current());
  }

  @Test
  @DisplayName("a platform can be closed while it rehearses")
  void closedInBetween() {
    platform.start(new Unheard());
    CompletableFuture<Boolean> decisions = new CompletableFuture<>();

    platform.rehearse(() -> decisions.complete(true));
    platform.close();

    assertThat(decisions.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
    assertThat(wire.changes()).isEmpty();
  }
}
