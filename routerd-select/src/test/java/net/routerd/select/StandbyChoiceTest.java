package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.through;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import net.routerd.model.Candidate;
import net.routerd.model.IPv4Route;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which way stands by, and what its route is like (RT-11). */
class StandbyChoiceTest {

  private static final RouteKey STANDBY = new RouteKey(RouteTable.MAIN, Given.ANYWHERE, 1);

  private static Candidate.Builder way(int i, int weight) {
    return candidate("wan" + i, weight).gateway(address("10.0." + i + ".1"));
  }

  private static RouterConfig among(IPv4Route.Builder route, Candidate.Builder... candidates) {
    return config(
        iface("wan0"),
        iface("wan1"),
        iface("wan2"),
        check("check0").build(),
        check("check1").build(),
        check("check2").build(),
        policy("wan", candidates),
        route.standby(true).build());
  }

  private static World of(RouterConfig configuration) {
    World world = new World(configuration);
    for (int i = 0; i < 3; i++) {
      world.link(up("wan" + i, i + 1, "10.0." + i + ".2/24"));
    }
    world.settle();
    return world;
  }

  private static ObservedRoute standby(World world) {
    assertThat(world.kernel.at(STANDBY)).hasSize(1);
    return world.kernel.at(STANDBY).getFirst();
  }

  @Test
  @DisplayName("RT-11 the heaviest of those that are left stands by, not the first of them")
  void theHeaviestOfTheRest() {
    World world = of(among(following("wan"), way(0, 100), way(1, 30), way(2, 50)));

    assertThat(standby(world).action()).isEqualTo(via("10.0.2.1", "wan2"));
  }

  @Test
  @DisplayName("RT-11 a standby route has the source address of the route that it stands by for")
  void theSourceAddressStays() {
    World world =
        of(among(following("wan").preferredSource(address("10.0.0.2")), way(0, 100), way(1, 30)));

    assertThat(standby(world).preferredSource()).contains(Given.ip("10.0.0.2"));
  }

  @Test
  @DisplayName("RT-11, REF-5 a way without a gateway stands by as a device route, onlink or not")
  void deviceRoutesStandBy() {
    for (boolean onlink : new boolean[] {false, true}) {
      World world =
          of(among(following("wan").onlink(onlink), candidate("wan0", 100), candidate("wan1", 30)));

      assertThat(standby(world).action()).isEqualTo(through("wan1"));
    }
  }

  @Test
  @DisplayName("RT-11, RT-6 of those nobody has judged after a start that one stands by that did")
  void onlyTheOneThatStoodByIsAdopted() {
    World world = of(among(following("wan"), uplink(0, 100), uplink(1, 50), uplink(2, 30)));
    world.pass("check0", "check2");
    assertThat(standby(world).action()).isEqualTo(via("10.0.2.1", "wan2"));

    world.memory = Memory.EMPTY;
    world.settle();

    assertThat(world.candidate("wan", "wan1").ready()).isFalse();
    assertThat(standby(world).action()).isEqualTo(via("10.0.2.1", "wan2"));
  }

  @Test
  @DisplayName("RT-11, RT-6 what stood by before a start does not where its link is down since")
  void aDeadOneIsNotAdopted() {
    World world = of(among(following("wan"), uplink(0, 100), uplink(1, 50)));
    world.pass("check0", "check1");
    standby(world);

    world.memory = Memory.EMPTY;
    world.unplug("wan1");
    world.settle();
    world.pass("check0");

    assertThat(world.kernel.at(STANDBY)).isEmpty();
  }

  @Test
  @DisplayName("RT-11 a route that follows the device alone keeps its gateway for the standby")
  void aGatewayOfItsOwn() {
    World world =
        of(
            among(
                route("r").device(device(selected("wan", "Device"))).gateway(address("10.9.9.9")),
                candidate("wan0", 100),
                candidate("wan1", 30)));

    assertThat(standby(world).action()).isEqualTo(via("10.9.9.9", "wan1"));
  }
}
