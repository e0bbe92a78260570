package net.routerd.linux.failures;

import static net.routerd.linux.failures.Site.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.routerd.linux.Await;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.LinkStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("What happens to a device and its addresses")
@ExtendWith(FailureTable.Run.class)
class LinkFailuresTest {

  private final FailureTable table;
  private final Site site = Site.twoUplinks();

  LinkFailuresTest(FailureTable table) {
    this.table = table;
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Traffic running() {
    site.start();
    return site.traffic("wan0");
  }

  private void row(String seen, Traffic traffic, String way, long since) {
    table.row(seen, way, traffic.awaitRight(way, since));
  }

  @Test
  @DisplayName("RDY-2 SEL-3 cable out, and in again")
  void cableOut() {
    Traffic traffic = running();

    row("cable out", traffic, "wan1", at(() -> site.beyond("wan0", "link set peer down")));
    Traffic.Cost back =
        traffic.awaitRight("wan0", at(() -> site.beyond("wan0", "link set peer up")));

    table.row("cable in again", "wan0", back);
    assertThat(back.lost()).as("RT-2 the way back loses nothing").isZero();
  }

  @Test
  @DisplayName("SEL-4 a cable that flaps moves traffic once, and back when it has been quiet")
  void cableFlapping() {
    site.hysteresis("1500ms");
    Traffic traffic = running();

    long since = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      site.beyond("wan0", "link set peer down");
      site.awaitSelected("wan1");
      site.beyond("wan0", "link set peer up");
      Await.until("carrier", () -> site.ip("link show wan0").contains("LOWER_UP"));
    }
    row("cable flapping five times", traffic, "wan1", since);
    assertThat(site.moves()).isEqualTo(1);

    row("the flapping ends", traffic, "wan0", System.nanoTime());
    assertThat(site.moves()).isEqualTo(2);
  }

  @Test
  @DisplayName("RT-5 admin-down, which drops IPv4 routes without a word, and up again")
  void adminDown() {
    Traffic traffic = running();

    row("admin-down", traffic, "wan1", at(() -> site.ip("link set wan0 down")));
    Traffic.Cost back = traffic.awaitRight("wan0", at(() -> site.ip("link set wan0 up")));

    table.row("admin-up", "wan0", back);
    assertThat(back.lost()).isZero();
  }

  @Test
  @DisplayName("GW-4 RT-5 the address is removed, and returns")
  void addressRemoved() {
    Traffic traffic = running();

    row("address removed", traffic, "wan1", at(() -> site.ip("address del 10.0.0.2/24 dev wan0")));
    row("address returned", traffic, "wan0", at(() -> site.ip("address add 10.0.0.2/24 dev wan0")));
  }

  @Test
  @DisplayName("GW-3 a lease that names another gateway moves the route, and is no transition")
  void dhcpGatewayChanged() {
    ResourceRef lease = ResourceRef.parse("DHCPv4Lease/wan0");
    site.start(
        site.linux(),
        """
        apiVersion: net.routerd.net/v1alpha1
        kind: EgressRoutePolicy
        metadata: {name: out}
        spec:
          candidates:
            - {name: wan0, source: DHCPv4Lease/wan0, gatewaySource: dhcpv4}
        ---
        """
            + site.route());
    site.engine().publish(lease, lease("10.0.0.1"));
    Traffic traffic = site.traffic("wan0");

    long since = System.nanoTime();
    site.beyond("wan0", "address add 10.0.0.254/24 dev peer");
    site.engine().publish(lease, lease("10.0.0.254"));
    Await.until(
        "the new gateway", site::defaultRoute, route -> route.contains("via 10.0.0.254 dev wan0"));
    site.beyond("wan0", "address del 10.0.0.1/24 dev peer");
    Traffic.Cost cost = traffic.awaitRight("wan0", since);

    table.row("DHCP names another gateway", "wan0", cost);
    assertThat(cost.lost()).isZero();
    assertThat(site.moves()).isZero();
  }

  private static ExternalStatus lease(String gateway) {
    return ExternalStatus.builder()
        .phase("Bound")
        .putAllFields(Map.of("interface", "wan0", "device", "wan0", "gateway", gateway))
        .build();
  }

  @Test
  @DisplayName("RT-8 HC-8 a device is deleted, and made again")
  void deviceDeleted() {
    Traffic traffic = running();

    row("device deleted", traffic, "wan1", at(() -> site.ip("link del wan0")));
    row("device made again", traffic, "wan0", at(this::makeAgain));
  }

  private void makeAgain() {
    site.remake("wan0", "10.0.0.2/24", "10.0.0.1/24");
  }

  @Test
  @DisplayName("RT-8 a device is renamed, and named so again")
  void deviceRenamed() {
    Traffic traffic = running();

    long away =
        at(
            () -> {
              site.ip("link set wan0 down");
              site.ip("link set wan0 name old0");
              site.ip("link set old0 up");
            });
    row("device renamed", traffic, "wan1", away);
    Await.until("Missing", () -> phase("wan0").equals("Missing"));
    long back =
        at(
            () -> {
              site.ip("link set old0 down");
              site.ip("link set old0 name wan0");
              site.ip("link set wan0 up");
            });
    row("device renamed back", traffic, "wan0", back);
  }

  private String phase(String device) {
    return site.engine()
        .status()
        .find(ResourceRef.parse("Interface/" + device), LinkStatus.class)
        .map(LinkStatus::phase)
        .orElse("");
  }

  @Test
  @DisplayName("RT-8 another device gets the number of a deleted one, and is not taken for it")
  void ifindexReused() {
    Traffic traffic = running();
    int number = site.netns.ifindex(site.router, "wan0");

    long since =
        at(
            () -> {
              site.ip("link del wan0");
              site.ip("link add other0 index " + number + " type veth peer name other1");
              site.ip("link set other0 up");
            });
    row("ifindex reused by another device", traffic, "wan1", since);
    assertThat(site.ip("route show table all dev other0 proto 114")).isEmpty();

    row("the device is back with another ifindex", traffic, "wan0", at(this::makeAgain));
    assertThat(List.of(number)).doesNotContain(site.netns.ifindex(site.router, "wan0"));
  }
}
