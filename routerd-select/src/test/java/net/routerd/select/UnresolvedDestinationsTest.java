package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.through;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.routerd.model.ExternalKind;
import net.routerd.model.RouterConfig;
import net.routerd.model.StatusFieldType;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.Cidr;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Routes of which it is not known any more where to, or to fewer places than before (RT-14). */
class UnresolvedDestinationsTest {

  private static final RouteAction HOLE = new RouteAction.Discard(RouteType.BLACKHOLE);

  private static RouterConfig sites(WhenUnresolved whenUnresolved, long metric) {
    ExternalKind site = new ExternalKind("Site", Map.of("prefixes", StatusFieldType.CIDR_LIST));
    return RouterConfig.of(
        List.of(
            route("sites", "${Site/a.status.prefixes}")
                .device(device("tun0"))
                .metric(metric)
                .whenUnresolved(whenUnresolved)
                .build()),
        List.of(site));
  }

  /** Routes to two sites, of which nothing is known any more. */
  private static World forgotten(WhenUnresolved whenUnresolved) {
    World world = new World(sites(whenUnresolved, 5)).link(up("tun0", 5));
    world.publish("Site/a", "Up", "prefixes", List.of("10.1.0.0/16", "10.2.0.0/16"));
    world.settle();
    assertThat(standing(world)).hasSize(2);
    world.external.clear();
    world.settle();
    return world;
  }

  private static List<String> standing(World world) {
    return world.kernel.routes.stream()
        .map(r -> r.key().destination() + " " + r.key().metric() + " " + r.action())
        .toList();
  }

  @Test
  @DisplayName("RT-14 blackhole stands where the last destinations were, also after a reload")
  void blackholesStandWhereTheRoutesWere() {
    World world = forgotten(WhenUnresolved.BLACKHOLE);
    assertThat(standing(world)).containsExactly("10.1.0.0/16 5 " + HOLE, "10.2.0.0/16 5 " + HOLE);

    world.configuration = sites(WhenUnresolved.BLACKHOLE, 7);
    world.settle();
    assertThat(standing(world)).containsExactly("10.1.0.0/16 7 " + HOLE, "10.2.0.0/16 7 " + HOLE);
  }

  @Test
  @DisplayName("RT-14 keep keeps the routes to the last destinations, also after a reload")
  void keptRoutesStayWhereTheyWere() {
    World world = forgotten(WhenUnresolved.KEEP);
    RouteAction way = through("tun0");
    assertThat(standing(world)).containsExactly("10.1.0.0/16 5 " + way, "10.2.0.0/16 5 " + way);

    world.configuration = sites(WhenUnresolved.KEEP, 7);
    world.settle();
    assertThat(standing(world)).containsExactly("10.1.0.0/16 7 " + way, "10.2.0.0/16 7 " + way);
  }

  private static RouterConfig managing(WhenUnresolved whenUnresolved, String... destinations) {
    return config(
        iface("wan0"),
        policy("wan")
            .addAllDestinationCidrs(List.of(destinations).stream().map(Cidr::parse).toList())
            .addCandidates(candidate("wan0", 1).build())
            .build(),
        route("r", "${EgressRoutePolicy/wan.status.destinationCIDRs}")
            .device(device(selected("wan", "Device")))
            .whenUnresolved(whenUnresolved)
            .build());
  }

  private static World loses(WhenUnresolved whenUnresolved) {
    World world = new World(managing(whenUnresolved, "10.1.0.0/16", "10.2.0.0/16"));
    world.link(up("wan0", 1)).settle();
    world.unplug("wan0");
    world.settle();
    assertThat(standing(world)).hasSize(2);
    world.configuration = managing(whenUnresolved, "10.2.0.0/16");
    world.settle();
    return world;
  }

  @Test
  @DisplayName("RT-14 a destination that the policy loses goes also while nobody is selected")
  void aLostDestinationGoes() {
    assertThat(standing(loses(WhenUnresolved.KEEP)))
        .containsExactly("10.2.0.0/16 0 " + through("wan0"));
    assertThat(standing(loses(WhenUnresolved.BLACKHOLE))).containsExactly("10.2.0.0/16 0 " + HOLE);
  }
}
