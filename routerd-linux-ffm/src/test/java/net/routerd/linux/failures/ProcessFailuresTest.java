package net.routerd.linux.failures;

import static net.routerd.linux.failures.Site.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import net.routerd.linux.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("What happens to routerd's own process")
@ExtendWith(FailureTable.Run.class)
class ProcessFailuresTest {

  private static final String STOPPED = "routerd stopped (SIGSTOP) longer than a gap";

  private final FailureTable table;
  private final Site site = Site.twoUplinks();

  ProcessFailuresTest(FailureTable table) {
    this.table = table;
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  @DisplayName("RT-2 RT-6 RT-7 SIGKILL before each change of a switch, and after the last")
  void killedAtEveryStep() {
    Traffic traffic = null;
    boolean switched = false;
    for (int step = 1; !switched; step++) {
      try (EngineProcess engine = EngineProcess.on(site)) {
        awaitRoute("wan0");
        traffic = traffic == null ? site.traffic("wan0") : traffic;
        engine.await("started");
        engine.haltBefore(step);
        engine.forget();
        site.silence("wan0");
        Await.until(
            "a step",
            () -> engine.said("standing still") || engine.said("to=Optional[Way[candidate=wan1"));
        switched = engine.said("to=Optional[Way[candidate=wan1");
      }
      assertThat(site.defaultRoute().lines())
          .as("one route whenever it is killed")
          .singleElement()
          .asString()
          .contains(switched ? "dev wan1" : "dev wan0");

      String when = switched ? "after the switch" : "before change " + step + " of a switch";
      long since = System.nanoTime();
      try (EngineProcess next = EngineProcess.on(site)) {
        next.await("started");
        Traffic.Cost cost = traffic.awaitRight("wan1", since);
        table.row("SIGKILL " + when + ", started again", "wan1", cost);
        assertThat(cost.lost()).as("RT-7 a crash loses nothing").isZero();
        site.restore("wan0");
        awaitRoute("wan0");
      }
    }
  }

  private void awaitRoute(String device) {
    Await.until("a default by " + device, site::defaultRoute, r -> r.contains("dev " + device));
  }

  @Test
  @DisplayName("HC-3 SIGSTOP: no data is no loss, and what died meanwhile is noticed after it")
  void stopped() {
    try (EngineProcess engine = EngineProcess.on(site)) {
      engine.await("started");
      awaitRoute("wan0");
      Traffic traffic = site.traffic("wan0");
      engine.awaitHealthy("wan0");
      engine.awaitHealthy("wan1");
      Traffic.pass(200); // whatever follows from that is told
      engine.forget();

      long since = at(() -> engine.signal("STOP"));
      Traffic.pass(1500);
      engine.signal("CONT");
      engine.haltBefore(0); // it runs again: it answers
      Traffic.pass(500);

      Traffic.Cost cost = traffic.awaitRight("wan0", since);
      table.row(STOPPED, "wan0", cost);
      assertThat(cost.lost()).isZero();
      assertThat(cost.elsewhere()).isZero();
      assertThat(engine.lines("Transition[")).isEmpty();
      assertThat(engine.lines("StatusChanged["))
          .as("no verdict, no condition changed")
          .allMatch(line -> line.contains("resource=Interface/")); // addresses come by themselves

      engine.signal("STOP");
      long died = at(() -> site.silence("wan0"));
      Traffic.pass(1500);
      engine.signal("CONT");
      table.row(
          "silent death while stopped, and continued after 1.5 s",
          "wan1",
          traffic.awaitRight("wan1", died));
    }
  }

  @Test
  @DisplayName(
      "RT-11 cable out and in while the engine stands still: the kernel alone moves traffic")
  void cableOutWhileStopped() {
    site.standby();
    try (EngineProcess engine = EngineProcess.on(site)) {
      engine.await("started");
      Await.until("a standby", site::defaultRoute, r -> r.contains("dev wan1 proto 114 metric 1"));
      Traffic traffic = site.traffic("wan0");

      engine.signal("STOP");
      long out = at(() -> site.beyond("wan0", "link set peer down"));
      table.row(
          "cable out while stopped, a standby in the kernel",
          "wan1",
          traffic.awaitRight("wan1", out));
      long in = at(() -> site.beyond("wan0", "link set peer up"));
      table.row("cable in again while stopped", "wan0", traffic.awaitRight("wan0", in));
      engine.signal("CONT");
      Traffic.Cost after = traffic.awaitRight("wan0", System.nanoTime());

      table.row("continued after that", "wan0", after);
      assertThat(after.lost()).isZero();
    }
  }

  @Test
  @DisplayName("ENG-5 without CAP_NET_ADMIN the start is refused, and what stands is left alone")
  void withoutNetAdmin() {
    site.start();
    Traffic traffic = site.traffic("wan0");
    site.stop();

    long since = System.nanoTime();
    try (EngineProcess refused = EngineProcess.on(site, "setpriv", "--bounding-set=-net_admin")) {
      refused.awaitEnd();
      refused.await("refused: control routes: this process lacks CAP_NET_ADMIN");
    }

    table.row("no CAP_NET_ADMIN: refused at the start", "wan0", traffic.awaitRight("wan0", since));
  }

  @Test
  @DisplayName("HC-9 ENG-5 without CAP_NET_RAW icmp checks say what to grant, and tcp checks work")
  void withoutNetRaw() throws Exception {
    try (EngineProcess engine = EngineProcess.on(site, "setpriv", "--bounding-set=-net_raw")) {
      engine.await("grant CAP_NET_RAW");
      assertThat(site.defaultRoute()).isEmpty();
    }
    table.row("no CAP_NET_RAW, icmp checks", "none is ready; the status says what to grant");

    site.check("interval: 50ms, protocol: tcp");
    try (ServerSocket server = listen("wan0");
        EngineProcess engine = EngineProcess.on(site, "setpriv", "--bounding-set=-net_raw")) {
      engine.await("started");
      assertThat(server.isBound()).isTrue();
      long since = System.nanoTime();
      table.row(
          "no CAP_NET_RAW, tcp checks: from the start of traffic",
          "wan0",
          site.traffic("wan0").awaitRight("wan0", since));
    }
  }

  private ServerSocket listen(String device) {
    return site.netns.run(
        site.uplink(device).beyond(),
        () -> {
          ServerSocket server = new ServerSocket();
          server.bind(new InetSocketAddress(443), 4096);
          return server;
        });
  }
}
