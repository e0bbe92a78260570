package net.routerd.linux;

import static net.routerd.linux.Machine.apply;
import static net.routerd.linux.Machine.device;
import static net.routerd.linux.Machine.discard;
import static net.routerd.linux.Machine.forward;
import static net.routerd.linux.Machine.key;
import static net.routerd.linux.Machine.routes;
import static net.routerd.linux.Machine.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.route.RouteType;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes reach the kernel, and are read back before they are told. */
class RouteApplyTest {

  private final Machine machine = new Machine();
  private Platform platform;

  @BeforeEach
  void start() {
    platform = machine.start();
  }

  @AfterEach
  void clean() {
    machine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0, 10.0.0.2, 10.1.0.2",
    "192.0.2.0/24, 4294967295, 10.0.0.2, 10.1.0.2",
    "::/0, 0, fd00::2, fd01::2",
    "2001:db8::/32, 50, fd00::2, fd01::2"
  })
  void aRouteIsAddedReplacedAndDeletedAndReadBackEachTime(
      String destination, long metric, String first, String second) {
    RouteKey key = key(destination, metric);

    ApplyResult added = apply(platform, new RouteChange.AddRoute(via(key, first, "wan0")));
    List<ObservedRoute> afterAdd = routes(platform, key);
    ApplyResult replaced =
        apply(
            platform, new RouteChange.ReplaceRoute(via(key, second, "wan1"), afterAdd.getFirst()));
    List<ObservedRoute> afterReplace = routes(platform, key);
    ApplyResult deleted = apply(platform, new RouteChange.DeleteRoute(afterReplace.getFirst()));

    assertThat(List.of(added, replaced, deleted)).allMatch(ApplyResult.Applied.class::isInstance);
    assertThat(afterAdd)
        .containsExactly(
            new ObservedRoute(key, forward(first, "wan0"), Optional.empty(), 114, true));
    assertThat(afterReplace)
        .containsExactly(
            new ObservedRoute(key, forward(second, "wan1"), Optional.empty(), 114, true));
    assertThat(routes(platform, key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.0/24", "2001:db8::/32"})
  void everyKindOfRouteTakesThePlaceOfEveryOther(String destination) {
    RouteKey key = key(destination, 7);
    String gateway = destination.contains(":") ? "fd00::2" : "10.0.0.2";
    List<DesiredRoute> kinds =
        List.of(
            via(key, gateway, "wan0"),
            device(key, "wan1"),
            discard(key, RouteType.BLACKHOLE),
            discard(key, RouteType.UNREACHABLE),
            discard(key, RouteType.PROHIBIT));
    apply(platform, new RouteChange.AddRoute(kinds.getFirst()));

    for (DesiredRoute from : kinds) {
      for (DesiredRoute to : kinds) {
        for (DesiredRoute wanted : List.of(from, to)) {
          ObservedRoute was = routes(platform, key).getFirst();
          assertThat(apply(platform, new RouteChange.ReplaceRoute(wanted, was)))
              .isInstanceOf(ApplyResult.Applied.class);
          assertThat(routes(platform, key)).singleElement().matches(wanted::isSatisfiedBy);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = RouteType.class, names = "UNICAST", mode = EnumSource.Mode.EXCLUDE)
  void discardingRoutesAreDeleted(RouteType type) {
    for (String destination : List.of("192.0.2.0/24", "2001:db8::/32")) {
      RouteKey key = key(destination, 3);
      apply(platform, new RouteChange.AddRoute(discard(key, type)));
      ObservedRoute there = routes(platform, key).getFirst();

      apply(platform, new RouteChange.DeleteRoute(there));

      assertThat(routes(platform, key)).isEmpty();
      assertThat(machine.ip("route show table all proto 114")).isBlank();
    }
  }

  @Test
  void tablesAbove255OnlinkGatewaysAndPreferredSourcesAreReadBackAsWritten() {
    RouteKey key = new RouteKey(new RouteTable(114_007), Cidr.parse("0.0.0.0/0"), 9);
    DesiredRoute route =
        new DesiredRoute(
            key,
            new RouteAction.Forward(
                Optional.of(new LinkName("wan0")),
                Optional.of(IpAddress.parse("172.31.0.1")),
                true),
            Optional.of(IpAddress.parse("10.0.0.1")));

    ApplyResult result = apply(platform, new RouteChange.AddRoute(route));

    assertThat(result).isInstanceOf(ApplyResult.Applied.class);
    assertThat(routes(platform, key)).singleElement().matches(route::isSatisfiedBy);
  }

  @Test
  void anIpv4RouteThroughAnIpv6GatewayIsReadBackAsWritten() {
    DesiredRoute route = via(key("192.0.2.0/24", 0), "fe80::99", "wan0");

    apply(platform, new RouteChange.AddRoute(route));

    assertThat(routes(platform, route.key())).singleElement().matches(route::isSatisfiedBy);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.0/24, 10.0.0.2, 10.1.0.2", "2001:db8::/32, fd00::2, fd01::2"})
  @DisplayName("RT-1 a route of somebody else at our key is refused with EEXIST and untouched")
  void aForeignRouteIsNeverReplaced(String destination, String theirs, String ours) {
    machine.ip("route add " + destination + " via " + theirs + " metric 5 proto 99");
    RouteKey key = key(destination, 5);
    DesiredRoute wanted = via(key, ours, "wan1");
    ObservedRoute was = new ObservedRoute(key, forward(ours, "wan1"), Optional.empty(), 114, true);

    ApplyResult added = apply(platform, new RouteChange.AddRoute(wanted));
    platform.routes().watch(Set.of(key));
    ApplyResult replaced = apply(platform, new RouteChange.ReplaceRoute(wanted, was));
    ApplyResult deleted = apply(platform, new RouteChange.DeleteRoute(was));

    assertThat(List.of(added, replaced))
        .allSatisfy(
            r ->
                assertThat(r)
                    .isInstanceOfSatisfying(
                        ApplyResult.Refused.class,
                        x -> assertThat(x.errnoName()).isEqualTo("EEXIST")));
    assertThat(deleted).isInstanceOf(ApplyResult.Applied.class);
    assertThat(machine.ip(show(destination))).contains(theirs);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.0/24, 10.0.0.2, 10.1.0.2", "2001:db8::/32, fd00::2, fd01::2"})
  @DisplayName("RT-1 a route of somebody else that took the place of ours is not taken back")
  void ourRouteThatWasReplacedByAForeignOneStaysReplaced(
      String destination, String ours, String theirs) {
    RouteKey key = key(destination, 5);
    apply(platform, new RouteChange.AddRoute(via(key, ours, "wan0")));
    ObservedRoute was = routes(platform, key).getFirst();
    platform.routes().watch(Set.of(key));
    machine.ip("route replace " + destination + " via " + theirs + " metric 5 proto 99");

    ApplyResult replaced =
        apply(platform, new RouteChange.ReplaceRoute(via(key, ours, "wan0"), was));

    assertThat(replaced).isInstanceOf(ApplyResult.Refused.class);
    assertThat(routes(platform, key))
        .singleElement()
        .satisfies(r -> assertThat(r.protocol()).isEqualTo(99));
    assertThat(machine.ip(show(destination))).contains(theirs);
  }

  @Test
  @DisplayName("RT-1 a foreign route at a watched key is shown and told, elsewhere it wakes nobody")
  void foreignRoutesMatterAtWatchedKeysOnly() {
    RouteKey watched = key("192.0.2.0/24", 5);
    platform.routes().watch(Set.of(watched));
    int before = machine.listener.count();

    machine.ip("route add 198.51.100.0/24 via 10.0.0.2 metric 5 proto 99");
    machine.ip("rule add from 198.51.100.0/24 lookup 100 pref 50");
    apply(platform, List.of());
    int afterNoise = machine.listener.count();
    machine.ip("route add 192.0.2.0/24 via 10.0.0.2 metric 5 proto 99");
    machine.listener.await("shown", () -> routes(platform, watched).size() == 1);
    machine.ip("route del 192.0.2.0/24 metric 5");
    machine.listener.await("gone", () -> routes(platform, watched).isEmpty());

    assertThat(afterNoise).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.0/24, 10.0.0.2, 10.1.0.2", "2001:db8::/32, fd00::2, fd01::2"})
  @DisplayName("RT-1 a replace of what is no longer there does not hit an unwatched foreign route")
  void aStaleReplaceIsAnAddition(String destination, String theirs, String ours) {
    machine.ip("route add " + destination + " via " + theirs + " metric 5 proto 99");
    RouteKey key = key(destination, 5);
    ObservedRoute stale =
        new ObservedRoute(key, forward(ours, "wan1"), Optional.empty(), 114, true);

    ApplyResult replaced =
        apply(platform, new RouteChange.ReplaceRoute(via(key, ours, "wan1"), stale));

    assertThat(replaced).isInstanceOf(ApplyResult.Refused.class);
    assertThat(machine.ip(show(destination))).contains(theirs);
  }

  @Test
  void aRefusalCarriesErrnoNameAndTheKernelsOwnWords() {
    ApplyResult result =
        apply(
            platform, new RouteChange.AddRoute(via(key("192.0.2.0/24", 0), "172.31.0.1", "wan0")));

    assertThat(result)
        .isInstanceOfSatisfying(
            ApplyResult.Refused.class,
            r -> {
              assertThat(r.errno()).isEqualTo(101);
              assertThat(r.errnoName()).isEqualTo("ENETUNREACH");
              assertThat(r.kernelText()).isEqualTo("Nexthop has invalid gateway");
            });
  }

  @Test
  void anUnknownDeviceIsRefusedAndStopsNothingBehindIt() {
    DesiredRoute good = via(key("192.0.2.0/24", 0), "10.0.0.2", "wan0");

    List<ApplyResult> results =
        apply(
            platform,
            List.of(
                new RouteChange.AddRoute(via(key("198.51.100.0/24", 0), "10.9.0.2", "wan9")),
                new RouteChange.AddRoute(good)));

    assertThat(results.getFirst())
        .isInstanceOfSatisfying(
            ApplyResult.Refused.class,
            r -> {
              assertThat(r.errnoName()).isEqualTo("ENODEV");
              assertThat(r.kernelText()).isEqualTo("no device wan9");
            });
    assertThat(results.getLast()).isInstanceOf(ApplyResult.Applied.class);
  }

  @Test
  void deletingWhatIsGoneIsDone() {
    ObservedRoute gone =
        new ObservedRoute(
            key("192.0.2.0/24", 0), forward("10.0.0.2", "wan0"), Optional.empty(), 114, true);
    RouteRule rule = rule("wan0", 114_000);

    assertThat(
            apply(
                platform,
                List.of(new RouteChange.DeleteRoute(gone), new RouteChange.DeleteRule(rule))))
        .allMatch(ApplyResult.Applied.class::isInstance);
  }

  @Test
  void aDeletionTakesOnlyTheRouteWithItsNextHop() {
    RouteKey key = key("192.0.2.0/24", 5);
    apply(platform, new RouteChange.AddRoute(via(key, "10.0.0.2", "wan0")));
    machine.ip("route append 192.0.2.0/24 via 10.1.0.2 metric 5 proto 114");
    machine.listener.await("both", () -> routes(platform, key).size() == 2);
    ObservedRoute second =
        routes(platform, key).stream()
            .filter(r -> r.action().equals(forward("10.1.0.2", "wan1")))
            .findFirst()
            .orElseThrow();

    apply(platform, new RouteChange.DeleteRoute(second));

    assertThat(routes(platform, key))
        .singleElement()
        .satisfies(r -> assertThat(r.action()).isEqualTo(forward("10.0.0.2", "wan0")));
  }

  @Test
  @DisplayName("RT-1 what others append to an IPv6 route of ours is neither replaced nor deleted")
  void whatOthersAppendStays() {
    RouteKey key = key("2001:db8::/32", 5);
    apply(platform, new RouteChange.AddRoute(via(key, "fd00::2", "wan0")));
    machine.ip("-6 route append 2001:db8::/32 via fd01::9 metric 5 proto static");
    platform.routes().watch(Set.of(key));
    machine.listener.await("both", () -> routes(platform, key).size() == 2);
    ObservedRoute ours = routes(platform, key).getFirst();

    ApplyResult replaced =
        apply(platform, new RouteChange.ReplaceRoute(via(key, "fd01::2", "wan1"), ours));

    assertThat(replaced)
        .isInstanceOfSatisfying(
            ApplyResult.Refused.class,
            refused -> assertThat(refused.errnoName()).isEqualTo("EEXIST"));
    assertThat(routes(platform, key))
        .extracting(ObservedRoute::action)
        .containsExactly(forward("fd00::2", "wan0"), forward("fd01::9", "wan1"));

    assertThat(apply(platform, new RouteChange.DeleteRoute(ours)))
        .isInstanceOf(ApplyResult.Applied.class);
    assertThat(machine.ip("-6 route show 2001:db8::/32"))
        .contains("via fd01::9 dev wan1 proto static");
    assertThat(routes(platform, key))
        .extracting(ObservedRoute::protocol)
        .containsExactly(4); // RTPROT_STATIC
  }

  @Test
  void aThousandRoutesAreAcknowledgedReadBackMovedAndTakenAway() {
    List<RouteChange> add = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      RouteKey key = key("198." + (18 + i / 256) + "." + i % 256 + ".0/24", 5);
      add.add(new RouteChange.AddRoute(via(key, "10.0.0.2", "wan0")));
    }

    List<ApplyResult> added = apply(platform, add);
    List<ObservedRoute> there = platform.routes().current().routes();
    List<ApplyResult> moved =
        apply(
            platform,
            there.stream()
                .<RouteChange>map(
                    r -> new RouteChange.ReplaceRoute(via(r.key(), "10.1.0.2", "wan1"), r))
                .toList());
    List<ObservedRoute> afterMove = platform.routes().current().routes();
    List<ApplyResult> deleted =
        apply(platform, afterMove.stream().<RouteChange>map(RouteChange.DeleteRoute::new).toList());

    assertThat(added).hasSize(1000).allMatch(ApplyResult.Applied.class::isInstance);
    assertThat(there).hasSize(1000);
    assertThat(moved).hasSize(1000).allMatch(ApplyResult.Applied.class::isInstance);
    assertThat(afterMove)
        .hasSize(1000)
        .allSatisfy(r -> assertThat(r.action()).isEqualTo(forward("10.1.0.2", "wan1")));
    assertThat(deleted).hasSize(1000).allMatch(ApplyResult.Applied.class::isInstance);
    assertThat(platform.routes().current().routes()).isEmpty();
  }

  @Test
  void rulesAreAddedReadBackAndDeletedAndForeignOnesNeverSeen() {
    machine.ip("rule add to 1.1.1.1 lookup 114000 oif wan0 pref 11400");
    RouteRule ours = rule("wan0", 114_000);
    RouteRule sixth =
        new RouteRule(
            IpFamily.IPV6,
            11401,
            Optional.of(new LinkName("wan1")),
            Optional.of(Cidr.parse("fd01::1/128")),
            Optional.of(Cidr.parse("2001:db8::1/128")),
            0x72,
            new RouteTable(114_001));

    List<ApplyResult> added =
        apply(platform, List.of(new RouteChange.AddRule(ours), new RouteChange.AddRule(sixth)));
    List<RouteRule> there = platform.routes().current().rules();
    List<ApplyResult> deleted =
        apply(
            platform, List.of(new RouteChange.DeleteRule(ours), new RouteChange.DeleteRule(sixth)));

    assertThat(added).allMatch(ApplyResult.Applied.class::isInstance);
    assertThat(there).containsExactly(ours, sixth);
    assertThat(deleted).allMatch(ApplyResult.Applied.class::isInstance);
    assertThat(platform.routes().current().rules()).isEmpty();
    assertThat(machine.ip("rule show")).contains("to 1.1.1.1 oif wan0 lookup 114000");
  }

  private static String show(String destination) {
    return (destination.contains(":") ? "-6 " : "-4 ") + "route show proto 99 " + destination;
  }

  private static RouteRule rule(String device, long table) {
    return new RouteRule(
        IpFamily.IPV4,
        11400,
        Optional.of(new LinkName(device)),
        Optional.empty(),
        Optional.of(Cidr.parse("1.1.1.1/32")),
        0,
        new RouteTable(table));
  }
}
