package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import net.routerd.select.plan.Repairs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a fight over what is ours is over, and what is none (RT-4). */
class FightTest {

  private static final String ROUTE = "IPv4Route/r";

  private static World installed(Settings settings) {
    World world =
        new World(
            config(route("r").device(device("wan0")).gateway(address("10.0.0.1")).build()),
            settings);
    world.link(up("wan0", 1, "10.0.0.2/24")).link(up("wan1", 2, "10.0.1.2/24")).settle();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Installed");
    return world;
  }

  /** Somebody takes it away again and again; what the kernel does with an object goes as well. */
  private static void steal(World world, int times, Duration every) {
    for (int i = 0; i < times; i++) {
      world.kernel.nextHops.clear();
      world.kernel.routes.clear();
      world.settle();
      world.advance(every);
    }
  }

  private static List<Reason> conditions(World world) {
    return world.route(ROUTE).conditions().stream().map(Condition::type).toList();
  }

  @Test
  @DisplayName("RT-4 a fight is over with the device that it was about")
  void overWithTheDevice() {
    World world = installed(Settings.STANDARD);
    steal(world, 6, Duration.ofMillis(10));
    assertThat(conditions(world)).containsExactly(Reason.OWNERSHIP_CONFLICT);

    world.remove("wan0");
    world.settle();

    assertThat(conditions(world)).isEmpty();
  }

  @Test
  @DisplayName("RT-4 a fight is over as soon as the last 60 s hold no more than five repairs")
  void overWithTheSixthRepair() {
    World world = installed(Settings.STANDARD);
    steal(world, 6, Duration.ofSeconds(8)); // the first was 48 s ago
    assertThat(conditions(world)).containsExactly(Reason.OWNERSHIP_CONFLICT);

    world.advance(Duration.ofSeconds(12)).settle();
    assertThat(conditions(world)).as("60 s").containsExactly(Reason.OWNERSHIP_CONFLICT);
    assertThat(world.last().wakeUpNanos()).hasValue(world.nanos + 1);
    world.advance(Duration.ofNanos(1)).settle();
    assertThat(conditions(world)).as("more than 60 s").isEmpty();
  }

  @Test
  @DisplayName("RT-4 a device that flaps hides no fight over a route whose source stands elsewhere")
  void aSourceThatStandsElsewhere() {
    World world =
        new World(
            config(route("r").device(device("wan0")).preferredSource(address("10.0.0.2")).build()));
    world.link(up("wan0", 1, "10.0.0.2/24")).link(up("wan1", 2, "10.0.1.2/24")).settle();
    for (int i = 0; i < 6; i++) {
      steal(world, 1, Duration.ofMillis(10));
      world.unplug("wan1");
      world.settle();
      world.plug("wan1");
      world.settle();
    }

    assertThat(conditions(world)).containsExactly(Reason.OWNERSHIP_CONFLICT);
  }

  private static final Settings OBJECTS = Settings.STANDARD.withNextHopObjects(1);

  @Test
  @DisplayName(
      "RT-4, RT-12 a nexthop object is fought over like a route, whatever other devices do")
  void aFightOverAnObject() {
    World world = installed(OBJECTS);
    for (int i = 0; i < 6; i++) {
      steal(world, 1, Duration.ofMillis(10));
      world.unplug("wan1");
      world.settle();
      world.plug("wan1");
      world.settle();
    }

    assertThat(world.memory.repairs().fights().values())
        .extracting(Repairs.Fight::words)
        .hasSize(2)
        .anyMatch(words -> words.startsWith("nexthop id 114000000"))
        .anyMatch(words -> words.startsWith("0.0.0.0/0 table main nhid 114000000"));
  }

  @Test
  @DisplayName(
      "RT-4, RT-12 an object that goes with its carrier, and its routes with it, is no fight")
  void theDeathOfAnObjectIsNone() {
    World world = installed(OBJECTS);
    for (int i = 0; i < 7; i++) {
      world.unplug("wan0");
      world.kernel.dropNextHops(Given.dev("wan0"));
      world.settle();
      world.plug("wan0");
      world.settle();
      world.advance(Duration.ofMillis(10));
    }

    for (int i = 0; i < 7; i++) {
      String[] addresses = {"10.0.0.2/24", "10.0.0.3/24"};
      String address = addresses[i % 2];
      world.change("wan0", link -> Given.withAddresses(link, address));
      world.kernel.dropNextHops(Given.dev("wan0"));
      world.settle();
    }

    assertThat(world.kernel.nextHops).hasSize(1);
    assertThat(world.memory.repairs().fights()).isEmpty();
  }
}
