package net.routerd.linux;

import static net.routerd.linux.Machine.apply;
import static net.routerd.linux.Machine.forward;
import static net.routerd.linux.Machine.key;
import static net.routerd.linux.Machine.routes;
import static net.routerd.linux.Machine.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The snapshots follow the kernel, also where it is silent. */
class KernelWatchTest {

  private static final LinkName WAN0 = new LinkName("wan0");

  private final Machine machine = new Machine();

  @AfterEach
  void clean() {
    machine.close();
  }

  private static Link link(Platform platform, LinkName name) {
    return Objects.requireNonNull(platform.links().current().get(name), name.text());
  }

  private static boolean isThere(Platform platform, LinkName name) {
    return platform.links().current().containsKey(name);
  }

  @Test
  void theFirstSnapshotIsCompleteWhenStartReturns() {
    machine.ip("route add 192.0.2.0/24 via 10.0.0.2 proto 114");
    machine.ip("route add 192.0.3.0/24 via 10.0.0.2 proto 99");
    machine.ip("-6 route add 2001:db8::/32 via fd00::2 table 114001 proto 114");
    machine.ip("rule add to 1.1.1.1 lookup 114001 pref 11400 protocol 114");

    Platform platform = machine.start();

    assertThat(platform.routes().current().routes())
        .extracting(ObservedRoute::toString)
        .containsExactly(
            "192.0.2.0/24 table main via 10.0.0.2 dev wan0 proto 114",
            "2001:db8::/32 table 114001 metric 1024 via fd00::2 dev wan0 proto 114");
    assertThat(platform.routes().current().rules())
        .extracting(Object::toString)
        .containsExactly("11400: from all to 1.1.1.1/32 lookup 114001");
    Link wan0 = link(platform, WAN0);
    assertThat(wan0.isUp()).isTrue();
    assertThat(wan0.addresses())
        .contains(LinkAddress.parse("10.0.0.1/24"), LinkAddress.parse("fd00::1/64"));
    assertThat(machine.listener.count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"link set wan0 down", "address del 10.0.0.1/24 dev wan0", "link del wan0"})
  @DisplayName("RT-5 IPv4 routes that the kernel drops without telling are noticed")
  void silentLossIsNoticed(String command) {
    Platform platform = machine.start();
    RouteKey key = key("192.0.2.0/24", 0);
    apply(platform, new RouteChange.AddRoute(via(key, "10.0.0.2", "wan0")));

    machine.ip(command);
    machine.listener.await("route gone after " + command, () -> routes(platform, key).isEmpty());

    assertThat(machine.ip("route show proto 114")).isBlank();
  }

  @Test
  @DisplayName("RT-5 a lost carrier marks routes unusable without telling, and clears them again")
  void lostCarrierIsNoticed() {
    Platform platform = machine.start();
    RouteKey key = key("192.0.2.0/24", 0);
    apply(platform, new RouteChange.AddRoute(via(key, "10.0.0.2", "wan0")));

    machine.netns.ip(machine.net, "link", "set", "up0", "down");
    machine.listener.await("down", () -> !link(platform, WAN0).isUp());
    machine.listener.await("unusable", () -> !routes(platform, key).getFirst().usable());
    machine.netns.ip(machine.net, "link", "set", "up0", "up");
    machine.listener.await("up", () -> link(platform, WAN0).isUp());
    machine.listener.await("usable", () -> routes(platform, key).getFirst().usable());

    assertThat(link(platform, WAN0).adminUp()).isTrue();
  }

  @Test
  @DisplayName("RT-5 a foreign route at a watched key that is lost without telling is noticed")
  void silentLossOfAForeignRouteIsNoticed() {
    machine.ip("route add 192.0.2.0/24 via 10.0.0.2 proto 99");
    Platform platform = machine.start();
    RouteKey key = key("192.0.2.0/24", 0);
    platform.routes().watch(Set.of(key));
    machine.listener.await("shown", () -> routes(platform, key).size() == 1);

    machine.ip("link set wan0 down");
    machine.listener.await("gone", () -> routes(platform, key).isEmpty());

    assertThat(machine.ip("route show proto 99")).isBlank();
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.0/24, 10.0.0.2", "2001:db8::/32, fd00::2"})
  @DisplayName("RT-4 a deletion and a change by somebody else are noticed (platform half)")
  void deletionByOthersIsNoticed(String destination, String gateway) {
    Platform platform = machine.start();
    RouteKey key = key(destination, 5);
    apply(platform, new RouteChange.AddRoute(via(key, gateway, "wan0")));
    String other = gateway.contains(":") ? "fd01::2" : "10.1.0.2";

    machine.ip("route replace " + destination + " via " + other + " metric 5 proto 114");
    machine.listener.await(
        "changed",
        () ->
            routes(platform, key).stream()
                .map(ObservedRoute::action)
                .toList()
                .equals(List.of(forward(other, "wan1"))));
    machine.ip("route del " + destination + " metric 5");
    machine.listener.await("gone", () -> routes(platform, key).isEmpty());

    assertThat(platform.routes().current().routes()).isEmpty();
  }

  @Test
  void asecondIpv6GatewayThatTheKernelMergesIsShownBesideOursAndItsLossAsOne() {
    Platform platform = machine.start();
    RouteKey key = key("2001:db8::/32", 5);
    apply(platform, new RouteChange.AddRoute(via(key, "fd00::2", "wan0")));

    machine.ip("-6 route append 2001:db8::/32 via fd01::2 metric 5 proto 114");
    machine.listener.await(
        "both",
        () ->
            routes(platform, key).stream()
                .map(ObservedRoute::action)
                .toList()
                .equals(List.of(forward("fd00::2", "wan0"), forward("fd01::2", "wan1"))));
    assertThat(routes(platform, key))
        .extracting(ObservedRoute::protocol)
        .containsExactly(114, ObservedRoute.UNTOLD_PROTOCOL);
    machine.ip("-6 route del 2001:db8::/32 via fd01::2 metric 5");
    machine.listener.await(
        "one again",
        () ->
            routes(platform, key).stream()
                .map(ObservedRoute::action)
                .toList()
                .equals(List.of(forward("fd00::2", "wan0"))));
  }

  @Test
  void addressesRenamesAndNewIndexesAreFollowed() {
    Platform platform = machine.start();
    RouteKey key = key("2001:db8::/32", 5);
    apply(platform, new RouteChange.AddRoute(via(key, "fd01::2", "wan1")));
    LinkName renamed = new LinkName("dsl0");

    machine.ip("address add 10.0.0.9/24 dev wan0");
    machine.listener.await("address", () -> link(platform, WAN0).addresses().size() > 3);
    machine.ip("link set wan1 name dsl0");
    machine.listener.await("renamed", () -> isThere(platform, renamed));

    assertThat(link(platform, WAN0).addresses())
        .contains(
            new LinkAddress(
                LinkAddress.parse("10.0.0.9/24").address(), 24, Optional.empty(), true));
    assertThat(platform.links().current()).doesNotContainKey(new LinkName("wan1"));
    assertThat(routes(platform, key))
        .singleElement()
        .satisfies(r -> assertThat(r.action()).isEqualTo(forward("fd01::2", "dsl0")));
    int before = link(platform, renamed).index();
    machine.ip("link del dsl0");
    machine.ip("link add dsl0 type veth peer name dsl1");
    machine.listener.await(
        "new index", () -> isThere(platform, renamed) && link(platform, renamed).index() != before);
  }

  @Test
  void anAddressThatIsStillBeingTriedOutIsNotThereYet() {
    Platform platform = machine.start();
    LinkAddress address = LinkAddress.parse("2001:db8:9::1/64");

    machine.ip("address add 2001:db8:9::1/64 dev wan0");
    machine.listener.await("usable", () -> link(platform, WAN0).addresses().contains(address));

    assertThat(machine.ip("address show dev wan0"))
        .doesNotContain("2001:db8:9::1/64 scope global tentative");
  }

  @Test
  @DisplayName("PATH-3 the effective reverse path filter is the larger of all and device")
  void reversePathFilterChangesAreSeen() {
    Platform platform = machine.start();
    int before = link(platform, WAN0).rpFilter();

    machine.netns.sysctl(machine.ns, "net.ipv4.conf.wan0.rp_filter", "2");
    machine.listener.await("device", () -> link(platform, WAN0).rpFilter() == 2);
    machine.netns.sysctl(machine.ns, "net.ipv4.conf.wan0.rp_filter", "0");
    machine.netns.sysctl(machine.ns, "net.ipv4.conf.all.rp_filter", "1");
    machine.listener.await("all", () -> link(platform, WAN0).rpFilter() == 1);

    assertThat(before).isEqualTo(0);
  }

  @Test
  @DisplayName("RT-11 ignore_routes_with_linkdown is seen as it counts, IPv4 and IPv6")
  void ignoringRoutesWithLinkdownIsSeen() {
    Platform platform = machine.start();
    Set<IpFamily> before = link(platform, WAN0).ignoreRoutesWithLinkdown();

    machine.netns.sysctl(machine.ns, "net.ipv4.conf.wan0.ignore_routes_with_linkdown", "1");
    machine.listener.await(
        "device",
        () -> link(platform, WAN0).ignoreRoutesWithLinkdown().equals(Set.of(IpFamily.IPV4)));
    machine.netns.sysctl(machine.ns, "net.ipv4.conf.wan0.ignore_routes_with_linkdown", "0");
    machine.netns.sysctl(machine.ns, "net.ipv4.conf.all.ignore_routes_with_linkdown", "1");
    machine.netns.sysctl(machine.ns, "net.ipv6.conf.all.ignore_routes_with_linkdown", "1");
    machine.listener.await(
        "all", () -> link(platform, WAN0).ignoreRoutesWithLinkdown().size() == 2);

    assertThat(before).isEmpty();
    machine.ip("link add later type veth peer name other");
    LinkName later = new LinkName("later");
    machine.listener.await(
        "a new device",
        () ->
            isThere(platform, later)
                && link(platform, later).ignoreRoutesWithLinkdown().contains(IpFamily.IPV4));
  }

  @Test
  @DisplayName("STA-1 foreign routes of any metric to a watched destination are shown, no others")
  void rivalsOfAWatchedDestinationAreShown() {
    machine.ip("route add 192.0.2.0/24 via 10.1.0.2 metric 5 proto 16");
    Platform platform = machine.start();
    platform.routes().watch(Set.of(key("192.0.2.0/24", 9)));
    machine.ip("route add 192.0.2.0/24 via 10.1.0.2 metric 6 proto 16");
    machine.ip("route add 192.0.2.0/25 via 10.1.0.2 proto 16");
    machine.ip("route add 192.0.2.0/24 via 10.1.0.2 table 77 proto 16");

    machine.listener.await("both", () -> platform.routes().current().routes().size() == 2);

    assertThat(platform.routes().current().routes())
        .extracting(r -> r.key().metric())
        .containsExactly(5L, 6L);
  }

  @Test
  @DisplayName("STA-1 rules that ordinary packets meet are shown, and what they find elsewhere")
  void rulesOfOthersAreShown() {
    Platform platform = machine.start();
    platform.routes().watch(Set.of(key("192.0.2.0/24", 0)));
    machine.ip("rule add from 10.0.0.1 lookup 70 pref 70");
    machine.ip("rule add fwmark 7 lookup 71 pref 71");
    machine.ip("rule add not fwmark 51820 lookup 72 pref 72");
    machine.ip("rule add lookup main suppress_prefixlength 0 pref 73");
    machine.ip("route add default via 10.1.0.2 table 72 proto 16");
    machine.ip("route add 192.0.2.7 via 10.1.0.2 table 72 proto 16");

    machine.listener.await("the route", () -> !platform.routes().current().routes().isEmpty());

    assertThat(platform.routes().current().routes())
        .extracting(ObservedRoute::toString)
        .containsExactly("0.0.0.0/0 table 72 via 10.1.0.2 dev wan1 proto 16");
    assertThat(platform.routes().current().lookupRules())
        .filteredOn(rule -> rule.family() == IpFamily.IPV4)
        .extracting(Object::toString)
        .containsExactly(
            "72: not from all fwmark 0xca6c lookup 72",
            "73: from all lookup main suppress_prefixlength 0",
            "32766: from all lookup main",
            "32767: from all lookup default");
  }

  @Test
  @DisplayName("ENG-3 a refresh that finds nothing new tells nobody")
  void refreshTellsDifferencesOnly() {
    Platform platform = machine.start();
    for (LinkName name : List.of(WAN0, new LinkName("wan1"))) {
      machine.listener.await(
          "its own address, checked for duplicates",
          () -> link(platform, name).addresses().stream().anyMatch(a -> a.address().isLinkLocal()));
    }
    apply(platform, new RouteChange.AddRoute(via(key("192.0.2.0/24", 0), "10.0.0.2", "wan0")));
    int before = machine.listener.count();

    platform.routes().refresh();
    apply(platform, List.of());

    assertThat(machine.listener.count()).isEqualTo(before);
  }

  @Test
  @DisplayName("ENG-5 a platform that only observes needs no lock and refuses to change")
  void observingChangesNothing() {
    machine.start();
    Platform observer = machine.open(Access.OBSERVE);
    observer.start(new Machine.Listener());

    ApplyResult result =
        apply(observer, new RouteChange.AddRoute(via(key("192.0.2.0/24", 0), "10.0.0.2", "wan0")));

    assertThat(observer.links().current()).containsKey(WAN0);
    assertThat(result)
        .isInstanceOfSatisfying(
            ApplyResult.Refused.class, r -> assertThat(r.errnoName()).isEqualTo("EPERM"));
    assertThat(machine.ip("route show proto 114")).isBlank();
  }

  @Test
  @DisplayName("RDY-2 a device that leaves a bridge is told of as deleted by the bridge, and stays")
  void aPortOfABridge() {
    machine.ip("link add br0 type bridge");
    machine.ip("link set br0 up");
    Platform platform = machine.open(PlatformOptions.Access.OBSERVE);
    List<Boolean> there = new CopyOnWriteArrayList<>();
    platform.start(
        new PlatformListener() {
          @Override
          public void changed() {
            there.add(isThere(platform, WAN0));
            machine.listener.changed();
          }

          @Override
          public void failed(PlatformException cause) {
            machine.listener.failed(cause);
          }
        });
    LinkName bridge = new LinkName("br0");

    machine.ip("link set wan0 master br0");
    machine.listener.await("bridge up", () -> link(platform, bridge).isUp());
    machine.ip("link set wan0 nomaster");
    machine.listener.await("bridge down", () -> !link(platform, bridge).isUp());
    machine.ip("link set wan0 mtu 1400");
    machine.listener.await("told last", () -> link(platform, WAN0).mtu() == 1400);

    assertThat(there).isNotEmpty().doesNotContain(false);
    assertThat(link(platform, WAN0).addresses()).contains(LinkAddress.parse("10.0.0.1/24"));
  }
}
