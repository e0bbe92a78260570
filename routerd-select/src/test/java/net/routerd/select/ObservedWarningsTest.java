package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.routerd.model.HealthCheck;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpFamily;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CheckOutsidePath where only the machine shows it; by configuration alone it is in the model. */
class ObservedWarningsTest {

  private static World world(HealthCheck check, Link... links) {
    World world =
        new World(
            config(
                iface("wan0"),
                iface("wan1"),
                check,
                policy("wan", uplink(0, 9), candidate("wan1", 1)),
                following("wan").build()));
    for (Link link : links) {
      world.link(link);
    }
    world.settle();
    return world;
  }

  private static World probing(String target, Link... links) {
    return world(
        named("check0")
            .target(ip(target))
            .interval(Duration.ofSeconds(1))
            .timeout(Duration.ofMillis(500))
            .build(),
        links);
  }

  static List<String> warnings(World world) {
    return new Decider(Settings.STANDARD)
            .warnings(
                world.configuration,
                world.observations(),
                world.memory,
                new Moment(world.nanos, world.wall))
            .stream()
            .map(Object::toString)
            .toList();
  }

  @Test
  @DisplayName("CLI-3 CheckOutsidePath: the target stands in a connected prefix of another device")
  void connectedElsewhere() {
    World world =
        probing("192.168.7.9", up("wan0", 1, "10.0.0.2/24"), up("lan", 3, "192.168.7.1/24"));

    assertThat(warnings(world))
        .containsExactly(
            "(program):0:0: HealthCheck/check0 spec.target: CheckOutsidePath: 192.168.7.9 stands in"
                + " 192.168.7.0/24 of lan, but the check is to probe the path by wan0; choose a"
                + " target beyond wan0");

    world.remove("lan");
    assertThat(warnings(world)).as("lan is gone").isEmpty();
  }

  @Test
  @DisplayName("CLI-3 CheckOutsidePath: not where the own device holds the target as well")
  void connectedToItsOwnDevice() {
    assertThat(
            warnings(
                probing("10.0.0.9", up("wan0", 1, "10.0.0.2/24"), up("lan", 3, "10.0.0.77/24"))))
        .isEmpty();
    assertThat(
            warnings(probing("1.1.1.1", up("wan0", 1, "10.0.0.2/24"), up("lan", 3, "9.9.9.9/8"))))
        .isEmpty();
  }

  @Test
  @DisplayName("CLI-3 CheckOutsidePath: once for a check that the configuration alone warns of")
  void saidOnce() {
    World world =
        new World(
            config(
                iface("wan0"),
                iface("wan1"),
                named("check0").target(ip("10.0.1.1")).build(),
                check("check1").build(),
                policy("wan", uplink(0, 9), uplink(1, 1)),
                following("wan").build()));
    world.link(up("wan0", 1, "10.0.0.2/24")).link(up("wan1", 2, "10.0.1.2/24")).settle();

    assertThat(warnings(world)).singleElement().asString().contains("is the gateway of candidate");
  }

  @Test
  @DisplayName("CLI-3 CheckOutsidePath: a link-local target stands on every link")
  void linkLocalTargets() {
    World world =
        new World(
            config(
                iface("wan0"),
                named("check0").target(ip("fe80::1")).build(),
                policy("wan")
                    .family(IpFamily.IPV6)
                    .addCandidates(candidate("wan0", 1).healthCheck("check0").build())
                    .build()));
    world.link(up("wan0", 1)).link(up("lan", 2, "fe80::2/64")).settle();

    assertThat(warnings(world)).noneMatch(w -> w.contains("CheckOutsidePath"));
  }
}
