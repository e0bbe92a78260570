package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.ObservedNextHop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A nexthop object of ours that somebody else's route refers to (RT-1, RT-12). */
class NextHopUserTest {

  private static final String USER = "192.0.2.0/24 table main nhid 114000000 proto 4";

  /** One object of ours, which no route of ours needs any more. */
  private static World abandoned(Optional<String> user) {
    World world =
        new World(
            config(route("r").device(device("wan0")).gateway(address("10.0.0.1")).build()),
            Settings.STANDARD.withNextHopObjects(1));
    world.link(up("wan0", 1, "10.0.0.2/24")).settle();
    assertThat(world.kernel.nextHops).hasSize(1);
    world.kernel.nextHops.replaceAll(hop -> hop.usedBy(user));
    world.configuration = config();
    world.settle();
    assertThat(world.kernel.routes).isEmpty();
    return world;
  }

  @Test
  @DisplayName("RT-1 an object that a route of others goes through stays, and a warning names that")
  void usedByOthers() {
    World world = abandoned(Optional.of(USER));

    assertThat(world.kernel.nextHops).hasSize(1);
    assertThat(ObservedWarningsTest.warnings(world))
        .singleElement()
        .asString()
        .contains("NexthopObjectUsedByOthers", "nexthop id 114000000", USER);

    world.kernel.nextHops.replaceAll(hop -> hop.usedBy(Optional.empty()));
    world.settle();
    assertThat(world.kernel.nextHops).as("nobody uses it").isEmpty();
  }

  @Test
  @DisplayName("RT-12 an object that nobody uses goes with the last route that needed it")
  void usedByNobody() {
    World world = abandoned(Optional.empty());

    assertThat(world.kernel.nextHops).isEmpty();
  }

  @Test
  @DisplayName("RT-1 objects of others stay, used or not, and are no warning")
  void objectsOfOthers() {
    World world = abandoned(Optional.empty());
    world.kernel.nextHops.add(
        new ObservedNextHop(7, IpFamily.IPV4, via("10.0.0.1", "wan0"), 4, Optional.of(USER)));
    world.kernel.nextHops.add(
        new ObservedNextHop(8, IpFamily.IPV4, via("10.0.0.1", "wan0"), 4, Optional.empty()));
    world.settle();

    assertThat(world.kernel.nextHops).hasSize(2);
    assertThat(ObservedWarningsTest.warnings(world)).isEmpty();
  }
}
