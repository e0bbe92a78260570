package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import net.routerd.model.net.IpFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two hundred switches under traffic, counted by the numbers of the packets that arrive. */
class SwitchLossTest {

  private static final int SWITCHES = 200;

  private Uplinks uplinks = new Uplinks(IpFamily.IPV4);

  @AfterEach
  void close() {
    uplinks.close();
  }

  /** Nothing but the routes may lose a packet: neighbours are known, whichever way is taken. */
  private void neighboursAreKnown() {
    for (int i = 0; i < 2; i++) {
      String far = uplinks.machine.netns.ip(uplinks.machine.net, "-o", "link", "show", "up" + i);
      String mac = far.replaceFirst("(?s).*link/ether (\\S+).*", "$1");
      uplinks.machine.ip("neigh replace " + uplinks.gateway(i) + " lladdr " + mac + " dev wan" + i);
    }
  }

  private Blaster started(IpFamily family, int destinations, int objectsFrom) throws Exception {
    uplinks.close();
    uplinks = new Uplinks(family);
    uplinks.machine.netns.sysctl(uplinks.machine.ns, "net.ipv4.nexthop_compat_mode", "0");
    uplinks.machine.netns.address(
        uplinks.machine.net, "lo", uplinks.inside(0) + (uplinks.v6() ? "/128" : "/32"));
    neighboursAreKnown();
    uplinks.start(destinations, "", b -> objectsFrom > 0 ? b.nexthopObjects(objectsFrom) : b);
    uplinks.awaitWay("wan0", 1);
    uplinks.wire.forget();
    return new Blaster(
        uplinks.machine.netns,
        uplinks.machine.ns,
        uplinks.machine.net,
        InetAddress.getByName(uplinks.inside(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "IPV4, 1, 0",
    "IPV4, 20, 2",
    "IPV6, 1, 0",
    "IPV6, 20, 2",
  })
  @DisplayName("RT-2 RT-12 200 switches lose no packet, by plain routes and by nexthop objects")
  void switchesLoseNothing(IpFamily family, int destinations, int objectsFrom) throws Exception {
    try (Blaster blaster = started(family, destinations, objectsFrom)) {
      blaster.awaitMore(1000);
      for (int i = 0; i < SWITCHES; i++) {
        uplinks.engine().pin("out", i % 2 == 0 ? "wan1" : "wan0");
        uplinks.wire.await(i + 1);
        blaster.awaitMore(20);
      }
      blaster.end();

      assertThat(blaster.lost()).as("of %d packets", blaster.sent()).isZero();
      assertThat(blaster.by()).as("both ways carried").hasSize(2);
    }
    assertThat(uplinks.wire.changes())
        .hasSize(SWITCHES)
        .containsOnly(objectsFrom > 0 ? "NEWNEXTHOP REPLACE" : "NEWROUTE REPLACE");
  }

  @Test
  @DisplayName("RT-2 the count of lost packets sees a switch that deletes before it adds")
  void theCountSeesALoss() throws Exception {
    try (Blaster blaster = started(IpFamily.IPV4, 1, 0)) {
      uplinks.stop();
      blaster.awaitMore(1000);

      uplinks.machine.ip("route del 198.18.0.0/24 proto 114");
      blaster.awaitRefusal();
      uplinks.machine.ip("route add 198.18.0.0/24 via 10.1.0.2 proto 114");
      blaster.end();

      assertThat(blaster.lost()).isPositive();
    }
  }
}
