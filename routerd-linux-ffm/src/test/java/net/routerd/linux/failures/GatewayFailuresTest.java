package net.routerd.linux.failures;

import static net.routerd.linux.failures.Site.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import net.routerd.linux.Await;
import net.routerd.model.status.HealthStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What happens beyond a device that looks well")
@ExtendWith(FailureTable.Run.class)
class GatewayFailuresTest {

  private final FailureTable table;
  private Site site = Site.ipv4();

  GatewayFailuresTest(FailureTable table) {
    this.table = table;
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void use(Site other) {
    site.close();
    site = other;
  }

  private void twoUplinks() {
    site.uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    site.uplink("wan1", "10.0.1.2/24", "10.0.1.1/24");
  }

  private Traffic running() {
    site.start();
    return site.traffic("wan0");
  }

  private void row(String seen, Traffic traffic, String way, long since) {
    table.row(seen, way, traffic.awaitRight(way, since));
  }

  private String result(String check) {
    return site.engine()
        .status()
        .healthCheck(check)
        .flatMap(HealthStatus::lastResult)
        .map(Object::toString)
        .orElse("");
  }

  private void awaitResult(String check, String part) {
    Await.until(part, () -> result(check), seen -> seen.contains(part));
  }

  @Test
  @DisplayName("HC-9 the gateway stops answering ARP")
  void noArp() {
    twoUplinks();
    Traffic traffic = running();

    long since =
        at(
            () -> {
              site.beyond("wan0", "link set peer arp off");
              site.ip("neighbor flush dev wan0");
            });

    row("gateway stops answering ARP", traffic, "wan1", since);
  }

  @Test
  @DisplayName(
      "PATH-2 a gateway with proxy ARP answers for a target that is dead, and is not believed")
  void proxyArp() {
    twoUplinks();
    String beyond = site.uplink("wan0").beyond();
    site.netns.sysctl(beyond, "net.ipv4.ip_forward", "1");
    site.netns.sysctl(beyond, "net.ipv4.conf.peer.proxy_arp", "1");
    site.netns.sysctl(beyond, "net.ipv4.neigh.peer.proxy_delay", "0");
    site.netns.ip(beyond, "link", "add", "far0", "type", "veth", "peer", "name", "far1");
    site.netns.ip(beyond, "link", "set", "far1", "up");
    site.netns.ip(beyond, "link", "set", "far0", "up");
    site.netns.ip(beyond, "route", "add", "default", "dev", "far0");
    Traffic traffic = running();

    long since = at(() -> site.beyond("wan0", "address del " + Site.TARGET + "/32 dev lo"));

    row("gateway with proxy ARP, dead beyond it", traffic, "wan1", since);
    assertThat(site.selected()).contains("wan1");
  }

  @Test
  @DisplayName("HC-9 SEL-4 the target is blackholed one hop away, and answers again")
  void blackholed() {
    twoUplinks();
    Traffic traffic = running();

    row("target blackholed one hop away", traffic, "wan1", at(() -> site.silence("wan0")));
    Traffic.Cost back = traffic.awaitRight("wan0", at(() -> site.restore("wan0")));

    table.row("target answers again", "wan0", back);
    assertThat(back.lost()).as("RT-2").isZero();
  }

  @Test
  @DisplayName("HC-9 the target refuses connections")
  void refused() throws IOException {
    twoUplinks();
    site.check("interval: 50ms, protocol: tcp");
    try (ServerSocket second = listen("wan1")) {
      assertThat(second.isBound()).isTrue();
      long since;
      Traffic traffic;
      try (ServerSocket first = listen("wan0")) {
        assertThat(first.isBound()).isTrue();
        traffic = running();
        since = System.nanoTime();
      }

      row("target refuses connections", traffic, "wan1", since);
      awaitResult("wan0", "Refused");
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

  @Test
  @DisplayName("HC-1 a third of the packets is lost: no verdict turns; all are lost: it does")
  void packetLoss() {
    Relay relay = new Relay(site.netns);
    site.uplinkThrough(relay, "wan0", "10.0.0.2/24", "10.0.0.1/24");
    site.uplink("wan1", "10.0.1.2/24", "10.0.1.1/24");
    site.check("interval: 60ms, unhealthyThreshold: 5");
    Traffic traffic = running();

    relay.lose(30);
    long probes = relay.probes();
    Await.until("thirty probes", () -> relay.probes() - probes >= 30);
    assertThat(site.selected()).contains("wan0");
    assertThat(site.moves()).isZero();
    table.row("packet loss of 30 %", "no move while 30 probes were sent, 9 of them lost");

    row("packet loss of 100 %", traffic, "wan1", at(() -> relay.lose(100)));
    row("no packet loss any more", traffic, "wan0", at(() -> relay.lose(0)));
  }

  @Test
  @DisplayName("PATH-4 two uplinks with one gateway address")
  void oneGatewayAddress() {
    site.uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    site.uplink("wan1", "10.0.0.3/24", "10.0.0.1/24");
    Traffic traffic = running();

    row(
        "one gateway address on both: the first dies",
        traffic,
        "wan1",
        at(() -> site.silence("wan0")));
    row("it is back", traffic, "wan0", at(() -> site.restore("wan0")));
  }

  @Test
  @DisplayName("PATH-4 fe80::1 on both uplinks")
  void linkLocalGateway() {
    use(Site.ipv6());
    site.uplink("wan0", "2001:db8:a0::2/64", "fe80::1/64");
    site.uplink("wan1", "2001:db8:a1::2/64", "fe80::1/64");
    giveReturnRoutes();
    Traffic traffic = running();

    row("fe80::1 on both: the first dies", traffic, "wan1", at(() -> site.silence("wan0")));
    row("it is back", traffic, "wan0", at(() -> site.restore("wan0")));
  }

  private void giveReturnRoutes() {
    site.beyond("wan0", "route add 2001:db8:a0::/64 dev peer");
    site.beyond("wan1", "route add 2001:db8:a1::/64 dev peer");
  }

  @Test
  @DisplayName("PATH-4 three tunnels with one inner gateway die one after the other")
  void threeTunnels() {
    for (int i = 0; i < 3; i++) {
      site.uplink("tun" + i, "10.9.0." + (i + 2) + "/24", "10.9.0.1/24");
    }
    site.start();
    Traffic traffic = site.traffic("tun0");

    row(
        "three tunnels, one inner gateway: one dies",
        traffic,
        "tun1",
        at(() -> site.silence("tun0")));
    row("the second dies too", traffic, "tun2", at(() -> site.silence("tun1")));
    row("the first is back", traffic, "tun0", at(() -> site.restore("tun0")));
  }

  @ParameterizedTest(name = "rp_filter {0}")
  @ValueSource(ints = {0, 1, 2})
  @DisplayName("PATH-3 a silent death under every rp_filter, and the return")
  void rpFilter(int value) {
    twoUplinks();
    site.rpFilter(site.router, "wan0", value);
    site.rpFilter(site.router, "wan1", value);
    Traffic traffic = running();

    row("silent death, rp_filter " + value, traffic, "wan1", at(() -> site.silence("wan0")));
    row("return, rp_filter " + value, traffic, "wan0", at(() -> site.restore("wan0")));
  }
}
