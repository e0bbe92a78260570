package net.routerd.linux.failures;

import static net.routerd.linux.failures.Site.at;
import static org.assertj.core.api.Assertions.assertThat;

import net.routerd.linux.Await;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.RouteStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("What other programs do to our routes")
@ExtendWith(FailureTable.Run.class)
class ForeignHandsTest {

  private static final ResourceRef ROUTE = ResourceRef.parse("IPv4Route/default");

  private final FailureTable table;
  private final Site site = Site.twoUplinks();

  ForeignHandsTest(FailureTable table) {
    this.table = table;
  }

  @AfterEach
  void close() {
    site.close();
  }

  private String status() {
    return site.engine().status().find(ROUTE, RouteStatus.class).map(Object::toString).orElse("");
  }

  @Test
  @DisplayName("RT-4 another daemon deletes our route again and again")
  void theRouteIsDeletedAgainAndAgain() {
    site.start();
    Traffic traffic = site.traffic("wan0");

    for (int i = 1; i <= 5; i++) {
      long since = at(() -> site.ip("route del default"));
      Traffic.Cost cost = traffic.awaitRight("wan0", since);
      table.row("route deleted by another daemon, time " + i, "wan0", cost);
    }
    assertThat(site.moves()).isZero();

    Await.until("the fight is told", this::statusAfterDelete, s -> s.contains("OwnershipConflict"));
    Traffic.Cost cost = traffic.awaitRight("wan0", System.nanoTime());
    table.row("backed off from with OwnershipConflict, and the other ends", "wan0", cost);
  }

  private String statusAfterDelete() {
    if (!site.defaultRoute().isEmpty()) {
      site.ip("route del default");
    }
    return status();
  }

  @Test
  @DisplayName("RT-1 a foreign default with our key is left alone, and ours is put in after it")
  void aForeignDefaultWithOurKey() {
    site.ip("route add default via 10.0.1.1 dev wan1 proto static");
    site.start();
    Traffic traffic = site.traffic("wan1");
    Await.until("the conflict", this::status, seen -> seen.contains("Conflict"));
    assertThat(site.defaultRoute()).isEqualTo("default via 10.0.1.1 dev wan1 proto static");

    long since = at(() -> site.ip("route del default"));

    table.row(
        "a foreign default with our key is deleted", "wan0", traffic.awaitRight("wan0", since));
  }

  @Test
  @DisplayName("RT-1 a foreign default is put over ours, and deleted")
  void ourRouteIsReplaced() {
    site.start();
    Traffic traffic = site.traffic("wan0");

    long put = at(() -> site.ip("route replace default via 10.0.1.1 dev wan1 proto static"));
    table.row("ours is replaced by a foreign default", "wan1", traffic.awaitRight("wan1", put));
    Await.until("the conflict", this::status, seen -> seen.contains("Conflict"));

    long gone = at(() -> site.ip("route del default"));
    table.row("which is deleted", "wan0", traffic.awaitRight("wan0", gone));
  }
}
