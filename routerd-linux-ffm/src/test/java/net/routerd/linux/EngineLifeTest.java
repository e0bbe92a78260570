package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import net.routerd.api.EngineState;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.linux.internal.ffm.EpollEvents;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.spi.PlatformException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine on the kernel of this machine that is not alone, or that dies. */
class EngineLifeTest {

  private static final String TO = "198.18.0.0/24";

  /** On which thread memory runs out. */
  enum Victim {
    MONITOR("routerd-netlink-monitor"),
    WRITER("routerd-netlink-request"),
    PROBES("routerd-probes");

    private final String thread;

    Victim(String thread) {
      this.thread = thread;
    }
  }

  /** The real calls, except that one thread finds no memory any more. */
  private static final class Forgetful extends RefusingLibc {

    private volatile String victim = "";

    private void check() {
      if (Thread.currentThread().getName().equals(victim)) {
        throw new OutOfMemoryError("Java heap space");
      }
    }

    @Override
    public int recvmsg(int fd, Message message, int flags) {
      check();
      return super.recvmsg(fd, message, flags);
    }

    @Override
    public synchronized int send(int fd, ByteBuffer data, int flags) {
      check();
      return super.send(fd, data, flags);
    }

    @Override
    public int epollWait(int epoll, EpollEvents events, int timeoutMillis) {
      int ready = super.epollWait(epoll, events, timeoutMillis);
      check();
      return ready;
    }
  }

  private final Forgetful libc = new Forgetful();
  private final Uplinks uplinks = new Uplinks(IpFamily.IPV4, libc);
  private final List<RouterdEvent> events = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    libc.victim = "";
    uplinks.close();
  }

  private void started() {
    uplinks.start(1, "", builder -> builder.listener(events::add));
    uplinks.awaitWay("wan0", 1);
  }

  private RouterConfig withACheck() {
    HealthCheck check =
        HealthCheck.builder()
            .metadata(Metadata.named("alone"))
            .target(IpAddress.parse("10.0.0.2"))
            .sourceInterface("wan0")
            .build();
    List<Resource> all = new ArrayList<>(uplinks.configuration(1, "").resources().values());
    all.add(check);
    return RouterConfig.of(all);
  }

  @Test
  @DisplayName("ENG-6 a second engine is refused with the first one's pid, and disturbs nothing")
  void aSecondEngineIsRefused() {
    started();
    uplinks.wire.forget();
    Routerd first = uplinks.engine();

    assertThatThrownBy(() -> uplinks.start(3, "", UnaryOperator.identity()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("process " + ProcessHandle.current().pid());

    assertThat(uplinks.wire.changes()).isEmpty();
    uplinks.engine().close();
    assertThat(first.state()).isEqualTo(EngineState.RUNNING);
    first.pin("out", "wan1");
    Await.until("the first still switches", () -> uplinks.way(uplinks.inside(0)), "wan1"::equals);
    first.close();
  }

  /** The writer rehearses in the first seconds, and may have found no memory before. */
  private void pinUnlessBroken() {
    try {
      uplinks.engine().pin("out", "wan1");
    } catch (IllegalStateException e) {
      assertThat(uplinks.engine().state()).isEqualTo(EngineState.BROKEN);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ENG-7 a thread of the platform dies: Broken, told, not fed; the routes stay")
  void aThreadDies(Victim victim) {
    started();
    String stands = uplinks.machine.ip("route show " + TO);

    libc.victim = victim.thread;
    switch (victim) { // who sleeps is woken
      case MONITOR -> uplinks.machine.ip("address add 10.0.0.77/24 dev wan0");
      case WRITER -> pinUnlessBroken();
      case PROBES -> uplinks.engine().reload(withACheck());
    }

    Await.until("Broken", () -> uplinks.engine().state(), EngineState.BROKEN::equals);
    Await.until(
        "told",
        () -> events.stream().filter(RouterdEvent.Broken.class::isInstance).toList(),
        told -> told.size() == 1 && told.toString().contains("OutOfMemoryError"));
    long turns = uplinks.engine().liveness();
    assertThat(uplinks.machine.ip("route show " + TO)).isEqualTo(stands);

    libc.victim = "";
    Routerd dead = uplinks.engine();
    uplinks.stop();
    assertThat(dead.liveness()).as("the watchdog is not fed").isEqualTo(turns);
    assertThat(uplinks.machine.ip("route show " + TO)).isEqualTo(stands);
    started();
    uplinks.plug(0, false);
    uplinks.awaitWay("wan1", 1);
  }
}
