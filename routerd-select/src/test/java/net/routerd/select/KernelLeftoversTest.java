package net.routerd.select;

import static net.routerd.select.Given.ANYWHERE;
import static net.routerd.select.Given.DEFAULT;
import static net.routerd.select.Given.TARGET;
import static net.routerd.select.Given.address;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What stands in the kernel under our protocol from before, or beside what others put there. */
class KernelLeftoversTest {

  private static final RouteTable FIRST = new RouteTable(114_000);
  private static final RouteTable SECOND = new RouteTable(114_001);

  private static World oneUplink() {
    World world =
        new World(config(iface("wan0"), check("check0").build(), policy("wan", uplink(0, 1))));
    return world.link(up("wan0", 10, "10.0.0.2/24"));
  }

  private static List<RouteTable> probed(World world) {
    return world.last().probes().stream()
        .flatMap(order -> order.path().stream())
        .map(ProbeOrder.Path::table)
        .toList();
  }

  @Test
  @DisplayName("PATH-1 a table in which a route of ours is left over is not given to another path")
  void aRouteLeftOver() {
    World world = oneUplink();
    world.kernel.hold(new RouteKey(FIRST, ANYWHERE, 0), via("10.9.9.1", "gone"), 114);
    world.settle();
    assertThat(probed(world)).containsExactly(SECOND);

    World foreign = oneUplink();
    foreign.kernel.hold(new RouteKey(FIRST, Cidr.parse("10.0.0.0/8"), 5), via("10.9.9.1", "x"), 4);
    foreign.settle();
    assertThat(probed(foreign)).as("one of others is no obstacle").containsExactly(FIRST);
  }

  @Test
  @DisplayName("PATH-1 a table to which a rule of ours is left over is not given to another path")
  void aRuleLeftOver() {
    World world = oneUplink();
    world.kernel.rules.add(
        new RouteRule(
            IpFamily.IPV4,
            11_401,
            Optional.of(dev("gone")),
            Optional.empty(),
            Optional.of(Cidr.host(TARGET)),
            0,
            FIRST));
    world.settle();

    assertThat(probed(world)).containsExactly(SECOND);
  }

  @Test
  @DisplayName("PATH-2 a path is not there while the rule for its replies is missing")
  void theRuleForRepliesIsMissing() {
    World world = oneUplink();
    world.settle();
    world.pass("check0");
    world.kernel.rules.removeIf(rule -> rule.from().isPresent());

    Decision decision = world.decide();

    assertThat(world.health("check0").verdict()).isEqualTo("Unknown");
    assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
    assertThat(decision.probes()).isEmpty();
    world.apply(decision);
    world.settle();
    assertThat(world.isProbed("check0")).isTrue();
  }

  @Test
  @DisplayName("RT-1 ours that leads astray beside a foreign route of its key goes, and returns")
  void besideAForeignRouteOfItsKey() {
    World world =
        new World(config(route("r").device(device("wan0")).gateway(address("10.0.0.1")).build()));
    world.link(up("wan0", 10, "10.0.0.2/24"));
    world.kernel.hold(DEFAULT, via("10.0.0.9", "wan0"), 4);
    world.kernel.hold(DEFAULT, via("10.0.0.7", "wan0"), 114);

    world.settle();
    assertThat(world.kernel.at(DEFAULT)).singleElement().matches(r -> r.protocol() == 4);
    assertThat(world.route("IPv4Route/r").reason()).isEqualTo(Reason.CONFLICT);

    world.kernel.routes.clear();
    world.settle();
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }
}
