package net.routerd.select;

import static net.routerd.select.Given.ANYWHERE;
import static net.routerd.select.Given.address;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.ref;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.through;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.routerd.model.Expression;
import net.routerd.model.ExternalKind;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.StatusFieldType;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.select.resolve.ReferenceResolver;
import net.routerd.select.resolve.Resolution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** References as the decision resolves them (semantics 3). */
class ReferenceTest {

  private static final Expression<IpAddress> GATEWAY = address("${PPPoESession/p.status.gateway}");

  private static ReferenceResolver answering(Resolution<Object> answer) {
    return new ReferenceResolver(reference -> answer);
  }

  @Test
  @DisplayName("REF-4 a literal is its own value")
  void aLiteralIsItsOwnValue() {
    ReferenceResolver resolver = answering(new Resolution.Absent<>());

    assertThat(resolver.address(address("10.0.0.1")))
        .isEqualTo(new Resolution.Value<>(ip("10.0.0.1")));
    assertThat(resolver.prefixes(Expression.of(ANYWHERE)))
        .isEqualTo(new Resolution.Value<>(List.of(ANYWHERE)));
  }

  @Test
  @DisplayName("REF-4 a reference has three outcomes, and absent is not unresolved")
  void aReferenceHasThreeOutcomes() {
    assertThat(answering(new Resolution.Value<>(ip("10.0.0.1"))).address(GATEWAY).value())
        .contains(ip("10.0.0.1"));
    assertThat(answering(new Resolution.Absent<>()).address(GATEWAY))
        .isEqualTo(new Resolution.Absent<>());
    assertThat(answering(new Resolution.Unresolved<>("no lease")).address(GATEWAY).whyUnresolved())
        .contains("no lease");
  }

  @Test
  @DisplayName("REF-4 a value of another type is unresolved; its text never comes back")
  void aValueOfAnotherTypeIsUnresolved() {
    Resolution<IpAddress> outcome = answering(new Resolution.Value<>(dev("wan0"))).address(GATEWAY);

    assertThat(outcome.value()).isEmpty();
    assertThat(outcome.whyUnresolved().orElseThrow())
        .contains("${PPPoESession/p.status.gateway}", "wan0");
  }

  @Test
  @DisplayName("REF-4 a destination may be one prefix or a list of them, nothing else")
  void prefixesAreOneOrAList() {
    Expression<Cidr> reference = Expression.reference("${Site/a.status.prefixes}");
    Cidr ten = Cidr.parse("10.0.0.0/8");

    assertThat(answering(new Resolution.Value<>(ten)).prefixes(reference).value())
        .contains(List.of(ten));
    assertThat(
            answering(new Resolution.Value<>(List.of(ten, ANYWHERE))).prefixes(reference).value())
        .contains(List.of(ten, ANYWHERE));
    assertThat(
            answering(new Resolution.Value<>(List.of("10.0.0.0/8")))
                .prefixes(reference)
                .whyUnresolved())
        .isPresent();
  }

  @Test
  @DisplayName("REF-4 a published field has the type that its kind was registered with")
  void publishedFieldsHaveTheirRegisteredType() {
    ExternalKind site =
        new ExternalKind(
            "Site",
            Map.of(
                "phase", StatusFieldType.TEXT,
                "prefixes", StatusFieldType.CIDR_LIST,
                "tunnel", StatusFieldType.DEVICE));
    RouterConfig configuration =
        RouterConfig.of(
            List.of(
                route("sites", "${Site/a.status.prefixes}")
                    .device(device("${Site/a.status.tunnel}"))
                    .build()),
            List.of(site));
    World world = new World(configuration).link(up("tun0", 5));
    world.publish(
        "Site/a", "Up", "tunnel", "tun0", "prefixes", List.of("10.1.0.0/16", "10.2.0.0/16"));

    assertThat(world.settle().routes())
        .extracting(r -> r.key().destination().toString(), DesiredRoute::action)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("10.1.0.0/16", through("tun0")),
            org.assertj.core.groups.Tuple.tuple("10.2.0.0/16", through("tun0")));
  }

  @Test
  @DisplayName("REF-6 a chain as long as any goes where its end goes, in the same decision")
  void theLongestChainFollowsItsEnd() {
    List<Resource> chain = new ArrayList<>(List.of(iface("wan0")));
    chain.add(route("r31").device(device("${Interface/wan0.status.ifname}")).build());
    for (int i = 0; i < 31; i++) {
      String next = "${IPv4Route/r" + (i + 1) + ".status.device}";
      chain.add(route("r" + i).metric(100 + i).device(device(next)).build());
    }
    World world = new World(RouterConfig.of(chain));

    assertThat(world.settle().routes()).isEmpty();
    world.link(up("wan0", 5));
    assertThat(world.settle().routes())
        .hasSize(32)
        .allSatisfy(wanted -> assertThat(wanted.action()).isEqualTo(through("wan0")));
  }

  @Test
  @DisplayName("REF-5 a gateway that is absent makes a device route")
  void anAbsentGatewayMakesADeviceRoute() {
    World world =
        new World(
            config(iface("tun0"), policy("wan", candidate("tun0", 1)), following("wan").build()));
    world.link(up("tun0", 5));

    world.settle();

    assertThat(world.defaultRoute()).contains(through("tun0"));
    assertThat(world.route("IPv4Route/default-route").gateway()).isEmpty();
  }

  @Test
  @DisplayName("REF-5 a route with anything unresolved is not installed half")
  void aRouteWithAnythingUnresolvedIsNotInstalled() {
    World world =
        new World(
            config(
                route("r")
                    .device(device("wan0"))
                    .gateway(address("${PPPoESession/p.status.gateway}"))
                    .build()));
    world.link(up("wan0", 5, "10.0.0.2/24"));

    assertThat(world.settle().routes()).isEmpty();
    assertThat(world.route("IPv4Route/r").message()).contains("PPPoESession/p");

    world.publish("PPPoESession/p", "Up", "gateway", "10.0.0.1");
    world.settle();
    assertThat(world.defaultRoute()).contains(via("10.0.0.1", "wan0"));
  }

  @Test
  @DisplayName("REF-5 an unresolved preferred source holds the route back as well")
  void anUnresolvedPreferredSourceHoldsTheRouteBack() {
    World world =
        new World(
            config(
                route("r")
                    .device(device("wan0"))
                    .preferredSource(address("${PPPoESession/p.status.gateway}"))
                    .build()));
    world.link(up("wan0", 5, "10.0.0.2/24"));
    assertThat(world.settle().routes()).isEmpty();

    world.publish("PPPoESession/p", "Up", "gateway", "10.0.0.2");

    assertThat(world.settle().routes())
        .extracting(r -> r.preferredSource().orElseThrow())
        .containsExactly(ip("10.0.0.2"));
  }

  @Test
  @DisplayName("REF-6 policy, routes behind it and routes behind those agree in one pass")
  void everythingBehindAPolicyFollowsInOnePass() {
    List<net.routerd.model.Resource> resources =
        new ArrayList<>(twoUplinks(Duration.ZERO).resources().values());
    resources.add(
        route("again", "9.0.0.0/8")
            .device(device("${IPv4Route/default-route.status.device}"))
            .gateway(address("${IPv4Route/default-route.status.gateway}"))
            .build());
    World world = World.ofTwoUplinks(RouterConfig.of(resources));
    world.settle();
    world.pass("check0", "check1");
    assertThat(world.selected("wan")).contains("wan0");

    world.unplug("wan0");
    Decision decision = world.decide();

    assertThat(world.selected("wan")).contains("wan1");
    assertThat(decision.routes())
        .filteredOn(r -> r.key().table().equals(Given.DEFAULT.table()))
        .hasSize(2)
        .allMatch(r -> r.action().equals(via("10.0.1.1", "wan1")));
  }

  @Test
  @DisplayName("REF-6 what does not depend on a change stays as it is")
  void whatDoesNotDependStaysAsItIs() {
    World world =
        new World(
            config(
                iface("a"),
                iface("b"),
                policy("first", candidate("a", 1)),
                policy("second", candidate("b", 1)),
                following("first").build(),
                route("other", "9.0.0.0/8").device(device(selected("second", "Device"))).build()));
    world.link(up("a", 1)).link(up("b", 2));
    Decision before = world.settle();

    world.unplug("a");
    Decision after = world.decide();

    for (String untouched : List.of("EgressRoutePolicy/second", "IPv4Route/other", "Interface/b")) {
      assertThat(after.statuses().statuses().get(ref(untouched)))
          .isEqualTo(before.statuses().statuses().get(ref(untouched)));
    }
    assertThat(after.statuses().policy("first").orElseThrow().phase()).isEqualTo("Pending");
  }

  @Test
  @DisplayName("REF-6 a policy may take its gateway from another policy's choice")
  void aPolicyMayFollowAnother() {
    World world =
        new World(
            config(
                iface("a"),
                iface("tun"),
                policy("under", candidate("a", 1).gateway(address("10.0.0.1"))),
                policy(
                    "over",
                    candidate("tun", 1)
                        .gateway(address(selected("under", "Gateway")))
                        .onlink(true)),
                following("over").build()));
    world.link(up("a", 1, "10.0.0.2/24")).link(up("tun", 2));

    world.settle();
    assertThat(world.policy("over").selectedGateway()).contains(ip("10.0.0.1"));

    world.unplug("a");
    world.decide();
    assertThat(world.policy("over").phase()).isEqualTo("Pending");
  }

  @Test
  @DisplayName("RT-8 the ifname of an interface is unresolved while its device is missing")
  void theNameOfAMissingDeviceIsUnresolved() {
    World world =
        new World(
            config(
                iface("wan0"),
                route("r").device(device("${Interface/wan0.status.ifname}")).build()));

    world.settle();
    assertThat(world.route("IPv4Route/r").message()).contains("device wan0 does not exist");

    world.link(up("wan0", 3));
    world.settle();
    assertThat(world.route("IPv4Route/r").device()).contains(new LinkName("wan0"));
  }
}
