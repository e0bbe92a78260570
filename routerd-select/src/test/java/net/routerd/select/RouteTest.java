package net.routerd.select;

import static net.routerd.select.Given.DEFAULT;
import static net.routerd.select.Given.address;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.through;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.model.Expression;
import net.routerd.model.IPv4Route;
import net.routerd.model.IPv6Route;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wanted routes against the kernel's (RT-1, RT-2, RT-4, RT-8 to RT-10, RT-13). */
class RouteTest {

  private static final String ROUTE = "IPv4Route/r";

  private static World world(Resource... resources) {
    return new World(config(resources)).link(up("wan0", 1, "10.0.0.2/24")).link(up("wan1", 2));
  }

  private static IPv4Route.Builder toWan0() {
    return route("r").device(device("wan0")).gateway(address("10.0.0.1"));
  }

  @Test
  @DisplayName("KIND-3 every field of a route reaches the kernel")
  void everyFieldReachesTheKernel() {
    World world =
        world(
            route("r", "9.0.0.0/8")
                .device(device("wan0"))
                .gateway(address("10.9.9.9"))
                .onlink(true)
                .metric(7)
                .table(new RouteTable(99))
                .preferredSource(address("10.0.0.2"))
                .build(),
            route("hole", "8.0.0.0/8").type(RouteType.PROHIBIT).build(),
            route("gateway-only", "7.0.0.0/8").gateway(address("10.0.0.1")).build());
    world.settle();

    assertThat(world.kernel.routes)
        .containsExactlyInAnyOrder(
            new ObservedRoute(
                new RouteKey(new RouteTable(99), Cidr.parse("9.0.0.0/8"), 7),
                new RouteAction.Forward(
                    Optional.of(dev("wan0")), Optional.of(ip("10.9.9.9")), true),
                Optional.of(ip("10.0.0.2")),
                114,
                true),
            new ObservedRoute(
                new RouteKey(RouteTable.MAIN, Cidr.parse("8.0.0.0/8"), 0),
                new RouteAction.Discard(RouteType.PROHIBIT),
                Optional.empty(),
                114,
                true),
            new ObservedRoute(
                new RouteKey(RouteTable.MAIN, Cidr.parse("7.0.0.0/8"), 0),
                new RouteAction.Forward(Optional.empty(), Optional.of(ip("10.0.0.1")), false),
                Optional.empty(),
                114,
                true));
  }

  @Test
  @DisplayName("PATH-1 a route in a table that is taken for probe paths is not installed: Conflict")
  void aProbeTableIsTaken() {
    World world =
        new World(
            config(toWan0().table(new RouteTable(5001)).build()),
            new Settings(114, 5000, 10, 11_400, OptionalInt.empty()));
    world.link(Given.up("wan0", 10, "10.0.0.2/24"));
    world.settle();

    assertThat(world.kernel.routes).isEmpty();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Failed");
    assertThat(world.route(ROUTE).reason()).isEqualTo(Reason.CONFLICT);
    assertThat(world.route(ROUTE).message()).contains("table 5001", "probe paths");

    world.configuration = config(toWan0().table(new RouteTable(5010)).build());
    world.settle();
    assertThat(world.route(ROUTE).phase()).as("beside the range").isEqualTo("Installed");
  }

  @Test
  @DisplayName("RT-1 a foreign route with the same key is left alone: Failed, Conflict")
  void aForeignRouteIsLeftAlone() {
    World world = world(toWan0().build());
    world.kernel.hold(DEFAULT, through("wan1"), 3);

    Decision decision = world.settle();

    assertThat(decision.plan().isEmpty()).isTrue();
    assertThat(world.defaultRoute()).contains(through("wan1"));
    assertThat(world.route(ROUTE).phase()).isEqualTo("Failed");
    assertThat(world.route(ROUTE).reason()).isEqualTo(Reason.CONFLICT);
    assertThat(world.route(ROUTE).message()).contains("proto 3");
    assertThat(WatchedKeys.of(decision.routes())).contains(DEFAULT);

    world.kernel.routes.clear();
    world.settle();
    assertThat(world.route(ROUTE).phase()).as("the foreign one is gone").isEqualTo("Installed");
  }

  @Test
  @DisplayName("RT-1 a foreign route beside ours at another metric is nobody's business")
  void aForeignRouteAtAnotherMetric() {
    World world = world(toWan0().metric(5).build());
    world.kernel.hold(DEFAULT, through("wan1"), 3);

    world.settle();

    assertThat(world.kernel.routes).hasSize(2);
    assertThat(world.route(ROUTE).phase()).isEqualTo("Installed");
  }

  @Test
  @DisplayName("RT-1 another protocol number makes other routes ours")
  void theProtocolNumberIsASetting() {
    World world =
        new World(config(toWan0().build()), Settings.STANDARD.withProtocol(200))
            .link(up("wan0", 1, "10.0.0.2/24"));
    world.kernel.hold(DEFAULT, through("wan0"), 114);
    world.settle();
    assertThat(world.route(ROUTE).reason()).isEqualTo(Reason.CONFLICT);
  }

  @Test
  @DisplayName("RT-2 a switch is one replace")
  void aSwitchIsOneReplace() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    world.pass("check0", "check1");

    world.unplug("wan0");
    Decision decision = world.decide();

    assertThat(decision.plan().changes())
        .hasSize(1)
        .first()
        .isInstanceOfSatisfying(
            RouteChange.ReplaceRoute.class,
            replace -> {
              assertThat(replace.route().action()).isEqualTo(via("10.0.1.1", "wan1"));
              assertThat(replace.was().action()).isEqualTo(via("10.0.0.1", "wan0"));
            });
  }

  @Test
  @DisplayName(
      "RT-2 traffic first, tables before the rules to them, rules away before their tables")
  void theOrderOfAPlan() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    Decision first = world.decide();
    assertThat(first.plan().changes().stream().map(c -> c.getClass().getSimpleName()))
        .containsExactly("AddRoute", "AddRoute", "AddRule", "AddRule", "AddRule", "AddRule");
    world.settle();
    world.pass("check0", "check1");

    world.configuration =
        config(
            iface("wan1"),
            policy("wan", candidate("wan1", 1)),
            route("default-route")
                .device(device(Given.selected("wan", "Device")))
                .metric(9)
                .build());

    assertThat(world.decide().plan().changes().stream().map(c -> c.getClass().getSimpleName()))
        .containsExactly(
            "AddRoute",
            "DeleteRule",
            "DeleteRule",
            "DeleteRule",
            "DeleteRule",
            "DeleteRoute",
            "DeleteRoute");
    world.settle();
    assertThat(world.kernel.routes).as("the old metric went once the new one stood").hasSize(1);
  }

  @Test
  @DisplayName("RT-2 one way out of a prefix comes before another turns into a blackhole")
  void aBlackholeComesBehindTheOtherWayOut() {
    World world = world(route("a").device(device("wan0")).metric(1).build());
    world.settle();

    world.configuration =
        config(
            route("a").type(RouteType.BLACKHOLE).metric(1).build(),
            route("b").device(device("wan1")).metric(0).build());

    assertThat(world.decide().plan().changes().stream().map(c -> c.getClass().getSimpleName()))
        .containsExactly("AddRoute", "ReplaceRoute");
  }

  @Test
  @DisplayName("RT-2 a route moves to another metric only once the new one can stand")
  void anOldKeyStaysUntilTheNewOneStands() {
    World world = world(toWan0().build());
    world.settle();

    world.configuration = config(route("r").device(device("wan9")).metric(5).build());
    assertThat(world.settle().plan().isEmpty()).as("wan9 does not exist").isTrue();
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));

    world.link(up("wan9", 9));
    Decision decision = world.decide();
    assertThat(decision.plan().changes().getFirst()).isInstanceOf(RouteChange.AddRoute.class);
    RouteChange add = decision.plan().changes().getFirst();
    world.refusals.put(Refusal.subject(add), new Refusal(add, "EPERM", 1, world.nanos + 1));
    assertThat(world.decide().plan().isEmpty()).as("refused, and waits").isTrue();

    world.refusals.clear();
    world.settle();
    assertThat(world.kernel.routes).hasSize(1);
    assertThat(world.kernel.routes.getFirst().key().metric()).isEqualTo(5);
  }

  @Test
  @DisplayName("RT-4 ours deleted by somebody, or changed, is put right in the next decision")
  void oursIsPutRight() {
    World world = world(toWan0().build());
    world.settle();

    world.kernel.routes.clear();
    assertThat(world.decide().plan().changes().getFirst()).isInstanceOf(RouteChange.AddRoute.class);
    world.settle();

    world.kernel.routes.clear();
    world.kernel.hold(DEFAULT, via("10.0.0.77", "wan0"), 114);
    assertThat(world.decide().plan().changes().getFirst())
        .isInstanceOf(RouteChange.ReplaceRoute.class);
    world.settle();
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("RT-4 a second route of ours at one key, appended by somebody, goes")
  void duplicatesGo() {
    World world = world(toWan0().build());
    world.settle();
    world.kernel.hold(DEFAULT, through("wan1"), 114);

    world.settle();

    assertThat(world.kernel.routes).hasSize(1);
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("RT-5, RT-8 what the kernel dropped with its device waits, and is put back")
  void whatTheKernelDroppedIsPutBack() {
    World world = world(toWan0().build());
    world.settle();

    world.setDown("wan0");
    world.settle();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Pending");
    assertThat(world.route(ROUTE).reason()).isEqualTo(Reason.DEVICE_DOWN);
    world.remove("wan0");
    world.settle();
    assertThat(world.route(ROUTE).message()).contains("wan0 does not exist");

    world.link(up("wan0", 8, "10.0.0.2/24"));
    world.settle();
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("RT-9 an equal configuration, read again, changes nothing at all")
  void anEqualConfigurationChangesNothing() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ofSeconds(30)));
    world.settle();
    Decision before = world.pass("check0", "check1");

    world.configuration = twoUplinks(Duration.ofSeconds(30));
    Decision after = world.decide();

    assertThat(after.plan().isEmpty()).isTrue();
    assertThat(after.memory()).isEqualTo(before.memory());
    assertThat(after.statuses()).isEqualTo(before.statuses());
  }

  @Test
  @DisplayName(
      "RT-10 a refused change is said on its resource, waits for its time, then is retried")
  void aRefusedChangeIsRetried() {
    World world = world(toWan0().build(), route("z", "9.0.0.0/8").device(device("wan0")).build());
    RouteChange add = world.decide().plan().changes().getFirst();
    world.refusals.put(
        Refusal.subject(add),
        new Refusal(add, "ENETUNREACH (101)", 1, world.nanos + 1_000_000_000));

    Decision decision = world.settle();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Failed");
    assertThat(world.route(ROUTE).reason()).isEqualTo(Reason.REFUSED);
    assertThat(world.route(ROUTE).message()).isEqualTo("ENETUNREACH (101)");
    assertThat(world.route("IPv4Route/z").phase()).as("holds up no other").isEqualTo("Installed");
    assertThat(decision.wakeUpNanos()).hasValue(world.nanos + 1_000_000_000);

    world.advance(Duration.ofSeconds(1));
    assertThat(world.decide().plan().changes()).containsExactly(add);
  }

  @Test
  @DisplayName("RT-10 another change of the same route does not wait for the refused one's time")
  void anotherChangeDoesNotWait() {
    World world = world(toWan0().build());
    RouteChange add = world.decide().plan().changes().getFirst();
    world.refusals.put(
        Refusal.subject(add), new Refusal(add, "EINVAL", 1, world.nanos + 1_000_000_000));

    world.configuration = config(route("r").device(device("wan1")).build());
    Decision decision = world.decide();

    assertThat(decision.plan().changes()).hasSize(1);
    assertThat(world.route(ROUTE).reason()).isEqualTo(Reason.INSTALLING);
  }

  @Test
  @DisplayName("RT-10 a refused rule is said on the check whose path it belongs to")
  void aRefusedRuleIsSaidOnItsCheck() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    RouteChange rule =
        world.decide().plan().changes().stream()
            .filter(RouteChange.AddRule.class::isInstance)
            .findFirst()
            .orElseThrow();
    world.refusals.put(
        Refusal.subject(rule), new Refusal(rule, "EOPNOTSUPP (95)", 1, world.nanos + 1_000));

    world.settle();

    assertThat(world.health("check0").message()).contains("EOPNOTSUPP (95)");
    assertThat(world.health("check1").message()).doesNotContain("EOPNOTSUPP");
    assertThat(world.isProbed("check1")).isTrue();
  }

  @Test
  @DisplayName("RT-13 an IPv6 route of metric 0 has 1024, in the plan as in the kernel and status")
  void anIpv6MetricOfZeroIs1024() {
    World world =
        world(
            IPv6Route.builder()
                .metadata(Metadata.named("six"))
                .destination(Expression.of(Cidr.parse("::/0")))
                .device(device("wan0"))
                .build());

    world.settle();

    assertThat(world.kernel.routes).extracting(r -> r.key().metric()).isEqualTo(List.of(1024L));
    assertThat(world.route("IPv6Route/six").metric()).isEqualTo(1024);
    assertThat(world.route("IPv6Route/six").phase()).isEqualTo("Installed");
  }

  @Test
  @DisplayName("REF-1, KIND-3 a reference to a list of prefixes is one kernel route for each")
  void oneRouteForEachPrefix() {
    World world =
        world(
            iface("wan0"),
            policy("wan")
                .addDestinationCidrs(Cidr.parse("9.0.0.0/8"), Cidr.parse("8.0.0.0/8"))
                .addCandidates(candidate("wan0", 1).build())
                .build(),
            route("r", "${EgressRoutePolicy/wan.status.destinationCIDRs}")
                .device(device(Given.selected("wan", "Device")))
                .build());
    world.settle();

    assertThat(world.kernel.routes)
        .extracting(r -> r.key().destination().toString())
        .containsExactlyInAnyOrder("9.0.0.0/8", "8.0.0.0/8");
    assertThat(world.route(ROUTE).destination()).hasSize(2);
  }
}
