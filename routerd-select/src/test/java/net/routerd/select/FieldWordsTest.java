package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.through;
import static net.routerd.select.Given.tunnel;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.RouteTable;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of references to each kind of field, and what is said of those without a value. */
class FieldWordsTest {

  private static World of(Resource... resources) {
    World world = new World(config(resources)).link(up("wan0", 1, "10.0.0.2/24"));
    world.settle();
    return world;
  }

  private static IPv4Route byVia() {
    return route("r")
        .device(device("wan0"))
        .gateway(address("${HealthCheck/check0.status.via}"))
        .build();
  }

  private static HealthCheck.Builder unused() {
    return check("check0").sourceInterface("wan0");
  }

  @Test
  @DisplayName("REF-4, REF-5 a check's via is a gateway; that of a check without one is absent")
  void theViaOfACheck() {
    assertThat(of(unused().via(address("10.0.0.1")).build(), byVia()).defaultRoute())
        .contains(via("10.0.0.1", "wan0"));
    assertThat(of(unused().build(), byVia()).defaultRoute()).contains(through("wan0"));
  }

  private static String message(World world) {
    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Pending");
    return world.route("IPv4Route/r").message();
  }

  @Test
  @DisplayName("REF-4 a route says which resource has no device, no choice or no value for it")
  void routesThatWait() {
    assertThat(
            message(
                of(
                    tunnel("t", "tun0"),
                    route("r").device(device("${DSLiteTunnel/t.status.interface}")).build())))
        .contains("DSLiteTunnel/t: device tun0 does not exist");
    assertThat(
            message(
                of(
                    iface("gone"),
                    policy("wan", candidate("gone", 1)),
                    route("r")
                        .device(device("${EgressRoutePolicy/wan.status.selectedDevice}"))
                        .build())))
        .contains("EgressRoutePolicy/wan has no ready candidate");
    assertThat(
            message(
                of(
                    tunnel("t", "tun0"),
                    route("first")
                        .metric(7)
                        .device(device("${DSLiteTunnel/t.status.interface}"))
                        .build(),
                    route("r").device(device("${IPv4Route/first.status.device}")).build())))
        .contains("IPv4Route/first: ", "device tun0 does not exist");
  }

  @Test
  @DisplayName("GW-2, REF-4 a candidate whose gateway turns out to be absent has none")
  void aGatewayThatIsAbsent() {
    World world =
        of(
            iface("wan0"),
            unused().build(),
            policy(
                "wan", candidate("wan0", 1).gateway(address("${HealthCheck/check0.status.via}"))));

    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.GATEWAY_UNRESOLVED);
    assertThat(world.candidate("wan", "wan0").message())
        .contains("${HealthCheck/check0.status.via} has no value");
  }

  @Test
  @DisplayName("PATH-1 a route in a table for probe paths is Failed, and says so")
  void aRouteAmongProbePaths() {
    RouterConfig configuration =
        config(route("r").device(device("wan0")).table(new RouteTable(50_005)).build());
    World world =
        new World(configuration, new Settings(114, 50_000, 1_000, 11_400, OptionalInt.empty()));
    world.link(up("wan0", 1)).settle();

    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Failed");
    assertThat(world.route("IPv4Route/r").reason()).isEqualTo(Reason.CONFLICT);
    assertThat(world.route("IPv4Route/r").message())
        .isEqualTo("table 50005 is one of those for probe paths; choose another");
  }

  @Test
  @DisplayName("SEL-6, SEL-9 a policy says who is selected and why, or that nobody is ready")
  void policies() {
    World world = of(iface("wan0"), policy("wan", candidate("wan0", 1)), following("wan").build());
    assertThat(world.policy("wan").message())
        .isEqualTo("wan0: the highest weight (1) among the ready");

    world.unplug("wan0");
    world.settle();
    assertThat(world.policy("wan").message())
        .isEqualTo("no candidate is ready; see why at each of them");
  }

  private static String notProbed(RouterConfig configuration) {
    World world = new World(configuration).link(up("wan0", 1, "10.0.0.2/24"));
    world.settle();
    assertThat(world.isProbed("check0")).isFalse();
    return world.health("check0").message();
  }

  @Test
  @DisplayName("HC-4, HC-6 a check that is not probed says what is missing")
  void checksThatAreNotProbed() {
    assertThat(notProbed(config(check("check0").sourceInterface("wan7").build())))
        .isEqualTo("not probed: device wan7 does not exist");
    assertThat(notProbed(config(check("check0").sourceInterface("a.name.too.long").build())))
        .isEqualTo("not probed: device a.name.too.long does not exist");
    assertThat(
            notProbed(
                config(
                    iface("wan0"),
                    check("check0").build(),
                    policy("a", uplink(0, 1)),
                    policy("b", uplink(0, 1).onlink(true)))))
        .isEqualTo(
            "not probed: its candidates go out by different paths: [via 10.0.0.1 dev wan0,"
                + " via 10.0.0.1 dev wan0 onlink]");
  }

  @Test
  @DisplayName("HC-4 a resource without a device does not stand for the device of its name")
  void aResourceWithoutADevice() {
    World world =
        of(
            iface("other"),
            policy("wan0", candidate("other", 1)),
            check("check0").sourceInterface("wan0").build());

    assertThat(world.isProbed("check0")).isTrue();
    assertThat(world.last().probes())
        .extracting(ProbeOrder::device)
        .isEqualTo(List.of(dev("wan0")));
  }
}
