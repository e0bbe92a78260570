package net.routerd.select;

import static net.routerd.select.Given.DEFAULT;
import static net.routerd.select.Given.address;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.Expression;
import net.routerd.model.IPv6Route;
import net.routerd.model.Metadata;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What wins the kernel's lookup before a route of ours (STA-1). */
class ShadowTest {

  private static final RouteTable VPN = new RouteTable(51820);

  private final World world =
      new World(
          config(route("r").device(device("wan0")).gateway(address("10.0.0.1")).metric(9).build()));

  @BeforeEach
  void theKernelsOwnRule() {
    world.link(up("wan0", 1, "10.0.0.2/24")).link(up("wan1", 2, "10.0.1.2/24"));
    rule(32766, RouteTable.MAIN, Optional.empty(), 0);
  }

  private void rule(long priority, RouteTable table, Optional<Cidr> to, int shortest) {
    world.kernel.lookupRules.add(
        new LookupRule(
            IpFamily.IPV4, priority, to, table, shortest, priority + ": lookup " + table));
  }

  private void foreign(RouteTable table, String prefix, long metric) {
    world.kernel.hold(new RouteKey(table, Cidr.parse(prefix), metric), via("10.0.1.1", "wan1"), 16);
  }

  private String shadow() {
    world.settle();
    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Installed");
    return world.route("IPv4Route/r").conditions().stream()
        .filter(c -> c.type() == Reason.SHADOWED)
        .map(Condition::message)
        .findFirst()
        .orElse("");
  }

  @Test
  @DisplayName("STA-1 a foreign default of lower metric is named")
  void aForeignDefaultOfLowerMetric() {
    assertThat(shadow()).isEmpty();
    foreign(RouteTable.MAIN, "0.0.0.0/0", 5);
    assertThat(shadow())
        .contains("0.0.0.0/0 table main metric 5 via 10.0.1.1 dev wan1 proto 16")
        .contains("metric 5 comes before 9");
    world.kernel.routes.removeIf(r -> r.protocol() == 16);
    assertThat(shadow()).isEmpty();
  }

  @Test
  @DisplayName("STA-1 a foreign route of higher metric, or of another destination, is none")
  void othersDoNotShadow() {
    foreign(RouteTable.MAIN, "0.0.0.0/0", 10);
    foreign(RouteTable.MAIN, "10.0.0.0/8", 0);
    foreign(VPN, "0.0.0.0/0", 0);

    assertThat(shadow()).isEmpty();
    foreign(RouteTable.MAIN, "0.0.0.0/0", 9);
    assertThat(shadow()).as("of two at one key IPv4 uses the first").isEmpty();
  }

  @Test
  @DisplayName("STA-1 a foreign route that the kernel passes over without carrier is none")
  void aDeadRouteIsNoShadow() {
    world.link(
        new Link(
            Given.dev("wan1"),
            2,
            true,
            false,
            OperState.DOWN,
            1500,
            List.of(),
            0,
            Set.of(IpFamily.IPV4)));
    world.kernel.routes.add(
        new ObservedRoute(DEFAULT, via("10.0.1.1", "wan1"), Optional.empty(), 16, false));

    assertThat(shadow()).isEmpty();
    world.link(Given.with(up("wan1", 2), true, false, OperState.DOWN));
    assertThat(shadow()).contains("proto 16"); // without the setting it goes on winning
  }

  @Test
  @DisplayName("STA-1 a rule that is asked first and finds a route elsewhere is named")
  void aRuleThatLeadsElsewhere() {
    rule(32765, VPN, Optional.empty(), 0);
    assertThat(shadow()).as("an empty table leads on").isEmpty();

    foreign(VPN, "0.0.0.0/0", 0);

    assertThat(shadow()).contains("rule \"32765: lookup 51820\"").contains("table 51820");
  }

  @Test
  @DisplayName("STA-1 a rule that comes later, for other destinations, or passes over, is none")
  void rulesThatDoNotWin() {
    foreign(VPN, "0.0.0.0/0", 0);
    rule(32767, VPN, Optional.empty(), 0);
    rule(100, VPN, Optional.of(Cidr.parse("10.0.0.0/8")), 0);
    rule(101, VPN, Optional.empty(), 1);

    assertThat(shadow()).isEmpty();
  }

  @Test
  @DisplayName("STA-1 of several foreign routes that come before, the one that wins is named")
  void theLowestMetricIsNamed() {
    foreign(RouteTable.MAIN, "0.0.0.0/0", 5);
    foreign(RouteTable.MAIN, "0.0.0.0/0", 3);
    foreign(RouteTable.MAIN, "0.0.0.0/0", 4);

    assertThat(shadow()).contains("metric 3 comes before 9");
  }

  @Test
  @DisplayName("STA-1 a rule that finds another route of ours first is named as well")
  void aRuleThatFindsOurs() {
    rule(32765, VPN, Optional.empty(), 0);
    world.kernel.hold(new RouteKey(VPN, Cidr.parse("0.0.0.0/0"), 0), via("10.0.1.1", "wan1"), 114);
    world.configuration =
        config(
            route("r").device(device("wan0")).gateway(address("10.0.0.1")).metric(9).build(),
            route("vpn").device(device("wan1")).gateway(address("10.0.1.1")).table(VPN).build());

    assertThat(shadow()).contains("rule \"32765: lookup 51820\"").contains("proto 114");
  }

  private static String share(String gateway, RouteAction foreign) {
    World world =
        new World(
            config(
                IPv6Route.builder()
                    .metadata(Metadata.named("six"))
                    .destination(Expression.of(Cidr.parse("::/0")))
                    .device(device("wan0"))
                    .gateway(address(gateway))
                    .build()));
    world.link(up("wan0", 1, "2001:db8::2/64")).link(up("wan1", 2, "2001:db8:1::2/64"));
    world.settle();
    RouteKey key = new RouteKey(RouteTable.MAIN, Cidr.parse("::/0"), 1024);
    assertThat(world.kernel.at(key)).hasSize(1);
    world.kernel.hold(key, foreign, 4);
    world.settle();
    assertThat(world.route("IPv6Route/six").phase()).isEqualTo("Installed");
    return world.route("IPv6Route/six").conditions().toString();
  }

  @Test
  @DisplayName(
      "STA-1 a foreign IPv6 route at our key that has a gateway takes a share, and is named")
  void aShareOfAnIpv6Route() {
    assertThat(share("fe80::1", via("fe80::2", "wan1")))
        .contains("Shadowed", "via fe80::2 dev wan1 proto 4 takes a share of what goes to ::/0");
    assertThat(share("fe80::1", Given.through("wan1"))).as("no gateway").isEqualTo("[]");
  }
}
