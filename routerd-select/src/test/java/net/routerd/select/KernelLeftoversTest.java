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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
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
  @DisplayName("PATH-2 a path is not there while its route leads another way, or is not ours")
  void theRouteLeadsAnotherWay() {
    for (int protocol : new int[] {114, 4}) {
      World world = oneUplink();
      world.settle();
      world.pass("check0");
      RouteKey key = new RouteKey(FIRST, ANYWHERE, 0);
      String gateway = protocol == 114 ? "10.0.0.9" : "10.0.0.1";
      world.kernel.replace(key, via(gateway, "wan0"), protocol);

      world.decide();

      assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
    }
  }

  @Test
  @DisplayName("PATH-2 a path is not there while the rule for its probes leads to another table")
  void theRuleLeadsElsewhere() {
    World world = oneUplink();
    world.settle();
    world.pass("check0");
    world.kernel.rules.replaceAll(rule -> rule.from().isPresent() ? rule : leadingTo(SECOND, rule));

    world.decide();

    assertThat(world.health("check0").reason()).isEqualTo(Reason.NO_PATH);
  }

  private static RouteRule leadingTo(RouteTable table, RouteRule rule) {
    return new RouteRule(
        rule.family(),
        rule.priority(),
        rule.outgoingDevice(),
        rule.from(),
        rule.to(),
        rule.mark(),
        table);
  }

  private static final int LEASED = 0;
  private static final String LEASE = "${DHCPv4Lease/x.status.gateway}";

  /** Candidates of one device and target, through gateways that end in these numbers. */
  private static RouterConfig sharing(int... gateways) {
    List<Resource> all = new ArrayList<>(List.of(iface("wan0")));
    EgressRoutePolicy.Builder policy = policy("wan");
    for (int gateway : gateways) {
      all.add(check("check" + gateway).build());
      policy.addCandidates(
          Candidate.builder()
              .name("by" + gateway)
              .source(Given.ref("Interface/wan0"))
              .gateway(address(gateway == LEASED ? LEASE : "10.0.0." + gateway))
              .healthCheck("check" + gateway)
              .build());
    }
    all.add(policy.build());
    return RouterConfig.of(all);
  }

  private static World shared(int... gateways) {
    World world = new World(sharing(gateways)).link(up("wan0", 10, "10.0.0.2/24"));
    world.settle();
    return world;
  }

  @Test
  @DisplayName(
      "PATH-1 after a restart two paths that share device and target find their own tables")
  void aRestartFindsTheTables() {
    World world = shared(9);
    world.configuration = sharing(5, 9);
    world.settle();
    assertThat(probed(world)).containsExactly(SECOND, FIRST);

    world.memory = Memory.EMPTY;
    assertThat(world.decide().plan().isEmpty()).as("nothing has to be changed").isTrue();
    assertThat(probed(world)).containsExactly(SECOND, FIRST);

    world.memory = Memory.EMPTY;
    world.kernel.routes.clear();
    world.settle();
    assertThat(probed(world)).as("by their rules alone").containsExactlyInAnyOrder(FIRST, SECOND);
  }

  private static List<Long> marks(World world) {
    return world.last().probes().stream().map(order -> order.path().orElseThrow().mark()).toList();
  }

  @Test
  @DisplayName("PATH-1 where one of three paths that share device and target goes, two keep marks")
  void oneOfThreeGoes() {
    World world = new World(sharing(5, 9, LEASED)).link(up("wan0", 10, "10.0.0.2/24"));
    world.publish("DHCPv4Lease/x", "Bound", "gateway", "10.0.0.7");
    world.settle();
    assertThat(marks(world)).hasSize(3);

    world.external.clear();
    world.settle();
    assertThat(marks(world)).hasSize(2).doesNotContain(0L);
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
