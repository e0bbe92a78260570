package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What nexthop objects do (RT-12). Objects 4 and 6 stand ready on wan0, one for each family, both
 * with a route of ours; so does 46, an IPv6 next hop of an IPv4 route.
 */
abstract class NextHopObjectBehaviour extends KernelBehaviour {

  private static final String V4 = "10.4.0.0/16";
  private static final String V6 = "2001:db8:6::/48";
  private static final String MIXED = "10.46.0.0/16";

  @BeforeEach
  final void objectsOnWan0() {
    kernel().nexthopCompatMode(false);
    ip("nexthop add id 4 via 172.17.0.1 dev wan0 proto 114");
    ip("nexthop add id 6 via fe80::1 dev wan0 proto 114");
    ip("nexthop add id 46 via fe80::1 dev wan0 proto 114");
    ip("route add " + V4 + " nhid 4 proto 114");
    ip("-6 route add " + V6 + " nhid 6 proto 114");
    ip("route add " + MIXED + " nhid 46 proto 114");
  }

  private void assertRoutes(int each) {
    assertThat(kernel().routes("main", V4)).hasSize(each);
    assertThat(kernel().routes("main", V6)).hasSize(each);
    assertThat(kernel().routes("main", MIXED)).hasSize(each);
  }

  @Test
  void routesNameTheirObjectAndPacketsGoWhereItLeads() {
    assertThat(kernel().nextHops())
        .containsExactly(
            "nexthop id 4 via 172.17.0.1 dev wan0 proto 114",
            "nexthop id 6 via fe80::1 dev wan0 proto 114",
            "nexthop id 46 via fe80::1 dev wan0 proto 114");
    assertThat(kernel().routes("main", V4)).containsExactly(V4 + " nhid 4 proto 114");
    assertThat(kernel().routes("main", V6)).containsExactly(V6 + " metric 1024 nhid 6 proto 114");
    assertThat(kernel().send("10.4.0.1")).isEqualTo("via 172.17.0.1 dev wan0");
    assertThat(kernel().send("2001:db8:6::1")).isEqualTo("via fe80::1 dev wan0");
    assertThat(kernel().send("10.46.0.1")).isEqualTo("via fe80::1 dev wan0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "RT-12 a replace moves every route that uses the object, whatever nexthop_compat_mode")
  void aReplaceMovesItsRoutes(boolean compatMode) {
    kernel().nexthopCompatMode(compatMode);
    ip("route add 10.5.0.0/16 nhid 4 proto 114");

    ip("nexthop replace id 4 via 172.17.1.1 dev wan1 proto 114");
    ip("nexthop replace id 6 via fe80::2 dev wan1 proto 114");

    assertThat(kernel().send("10.4.0.1")).isEqualTo("via 172.17.1.1 dev wan1");
    assertThat(kernel().send("10.5.0.1")).isEqualTo("via 172.17.1.1 dev wan1");
    assertThat(kernel().send("2001:db8:6::1")).isEqualTo("via fe80::2 dev wan1");
    assertThat(kernel().routes("main", V4)).containsExactly(V4 + " nhid 4 proto 114");
  }

  @Test
  void aReplaceOfNothingAdds() {
    ip("nexthop replace id 9 via 172.17.1.1 dev wan1 proto 114");

    assertThat(kernel().nextHops()).contains("nexthop id 9 via 172.17.1.1 dev wan1 proto 114");
  }

  @Test
  @DisplayName("RT-1 a replace and a deletion ask not who made the object")
  void theProtocolGuardsNothing() {
    assertThat(kernel().ip("nexthop add id 4 via 172.17.0.9 dev wan0 proto 186"))
        .isEqualTo("File exists");

    ip("nexthop replace id 4 via 172.17.0.9 dev wan0 proto 186");
    assertThat(kernel().nextHops()).contains("nexthop id 4 via 172.17.0.9 dev wan0 proto 186");

    ip("nexthop del id 4");
    assertThat(kernel().routes("main", V4)).isEmpty();
  }

  @Test
  void aDeletionTakesTheRoutesOfTheObjectAndNoOthers() {
    ip("route add 10.5.0.0/16 via 172.17.0.1 dev wan0 proto 114");

    ip("nexthop del id 4");
    ip("nexthop del id 6");

    assertThat(kernel().routes("main", V4)).isEmpty();
    assertThat(kernel().routes("main", V6)).isEmpty();
    assertThat(kernel().routes("main", MIXED)).hasSize(1);
    assertThat(kernel().routes("main", "10.5.0.0/16")).hasSize(1);
    assertThat(kernel().ip("nexthop del id 4")).isEqualTo("No such file or directory");
  }

  @Test
  @DisplayName("RT-12 a lost carrier kills the objects and their routes, and brings none back")
  void aLostCarrierKills() {
    ip("route add 10.5.0.0/16 via 172.17.0.1 dev wan0 proto 114");
    ip("-6 route add 2001:db8:5::/48 via fe80::1 dev wan0 proto 114");

    kernel().carrier("wan0", false);

    assertThat(kernel().nextHops()).isEmpty();
    assertRoutes(0);
    assertThat(kernel().routes("main", "10.5.0.0/16")).as("a plain route stays").hasSize(1);
    assertThat(kernel().routes("main", "2001:db8:5::/48")).hasSize(1);
    kernel().carrier("wan0", true);
    assertThat(kernel().nextHops()).isEmpty();
    assertRoutes(0);
  }

  @Test
  @DisplayName("RT-5 RT-12 admin-down kills the objects and their routes, and brings none back")
  void adminDownKills() {
    kernel().down("wan0");

    assertThat(kernel().nextHops()).isEmpty();
    assertRoutes(0);
    kernel().up("wan0");
    assertThat(kernel().nextHops()).isEmpty();
    assertRoutes(0);
  }

  @Test
  void theDeletionOfTheDeviceKills() {
    kernel().deleteDevice("wan0");

    assertThat(kernel().nextHops()).isEmpty();
    assertRoutes(0);
  }

  @Test
  @DisplayName("RT-5 RT-12 the last address takes plain IPv4 routes, and no object nor its routes")
  void theLastAddressTakesNoObject() {
    ip("route add 10.5.0.0/16 via 172.17.0.1 dev wan0 proto 114");

    kernel().removeAddress("wan0", "172.17.0.2/24");
    kernel().removeAddress("wan0", "fd00:0:0:a::2/64");

    assertThat(kernel().routes("main", "10.5.0.0/16")).isEmpty();
    assertThat(kernel().nextHops()).hasSize(3);
    assertRoutes(1);
    assertThat(kernel().ip("nexthop add id 9 via 172.17.0.1 dev wan0"))
        .isEqualTo("Nexthop has invalid gateway");
  }

  @Test
  void aPreferredSourceThatGoesTakesTheRouteAndLeavesTheObject() {
    ip("route add 10.5.0.0/16 nhid 4 src 172.17.1.2 proto 114");

    kernel().removeAddress("wan1", "172.17.1.2/24");

    assertThat(kernel().routes("main", "10.5.0.0/16")).isEmpty();
    assertRoutes(1);
  }

  @ParameterizedTest
  @CsvSource({
    "id 9 via 172.17.0.1, 'Device attribute required for non-blackhole and non-fdb nexthops'",
    "id 9 via fe80::1, 'Device attribute required for non-blackhole and non-fdb nexthops'",
    "id 9 via 172.17.0.1 dev nope0, No such device",
    "id 9 via 10.9.9.9 dev wan0, Nexthop has invalid gateway",
    "id 9 via 172.17.1.1 dev wan0, Nexthop has invalid gateway",
    "id 9 via 2001:db8::1 dev wan0, No route to host",
    "id 9 via fd00:0:0:a::2 dev wan0, Gateway can not be a local address",
    "id 4 via 10.9.9.9 dev wan0, Nexthop has invalid gateway",
    "id 4 via 172.17.0.1 dev wan0, File exists"
  })
  void whatIsRefused(String hop, String words) {
    assertThat(kernel().ip("nexthop add " + hop)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "add id 9 via 172.17.1.1 dev wan1",
    "add id 9 via fe80::1 dev wan1",
    "add id 9 dev wan1",
    "add id 9 via 10.9.9.9 dev wan1",
    "replace id 4 via 172.17.1.1 dev wan1"
  })
  @DisplayName("RT-12 a device that cannot carry refuses objects, which plain routes do not need")
  void aDeviceThatCannotCarryRefuses(String command) {
    kernel().carrier("wan1", false);
    assertThat(kernel().ip("nexthop " + command)).isEqualTo("Carrier for nexthop device is down");
    ip("route add 10.5.0.0/16 via 172.17.1.1 dev wan1 proto 114");

    kernel().down("wan1");

    assertThat(kernel().ip("nexthop " + command)).isEqualTo("Nexthop device is not up");
    assertThat(kernel().send("10.4.0.1")).as("as it was").isEqualTo("via 172.17.0.1 dev wan0");
  }

  @Test
  void onlinkAndAnOwnIpv4AddressAreTaken() {
    ip("nexthop add id 9 via 10.9.9.9 dev wan0 onlink proto 114");
    ip("nexthop add id 10 via 172.17.0.2 dev wan0 proto 114");
    ip("nexthop add id 11 via 2001:db8::1 dev wan0 onlink proto 114");

    assertThat(kernel().nextHops())
        .contains(
            "nexthop id 9 via 10.9.9.9 dev wan0 onlink proto 114",
            "nexthop id 11 via 2001:db8::1 dev wan0 onlink proto 114");
  }

  @Test
  void routesNeedTheirObject() {
    assertThat(kernel().ip("route add 10.5.0.0/16 nhid 99")).isEqualTo("Nexthop id does not exist");
    assertThat(kernel().ip("-6 route add 2001:db8:5::/48 nhid 99"))
        .isEqualTo("Nexthop id does not exist");
    assertThat(kernel().ip("route add 10.5.0.0/16 nhid 4 dev wan0"))
        .isEqualTo("Nexthop specification and nexthop id are mutually exclusive");
    assertThat(kernel().ip("route add 10.5.0.0/16 nhid 4 via 172.17.0.1"))
        .isEqualTo("Nexthop specification and nexthop id are mutually exclusive");
  }

  @Test
  void anIpv6RouteNeedsAnIpv6Object() {
    assertThat(kernel().ip("-6 route add 2001:db8:5::/48 nhid 4"))
        .isEqualTo("IPv6 routes can not use an IPv4 nexthop");
    assertThat(kernel().ip("nexthop replace id 6 via 172.17.0.1 dev wan0"))
        .isEqualTo("IPv6 routes can not use an IPv4 nexthop");
    ip("nexthop replace id 46 via 172.17.0.1 dev wan0");
    ip("-6 nexthop add id 9 dev wan1");
    ip("route add 10.5.0.0/16 nhid 9");
    assertThat(kernel().send("10.5.0.1")).isEqualTo("dev wan1");
  }

  @Test
  void aBlackholeObjectDropsAndNeedsNoDevice() {
    ip("nexthop add id 9 blackhole proto 114");
    ip("route add 10.5.0.0/16 nhid 9 proto 114");

    kernel().down("wan0");
    kernel().deleteDevice("wan1");

    assertThat(kernel().nextHops()).containsExactly("nexthop id 9 blackhole proto 114");
    assertThat(kernel().match("10.5.0.1")).isEqualTo("Invalid argument");
  }

  @Test
  @DisplayName("RT-2 a plain route and one of an object take each other's place in one step")
  void plainAndObjectRoutesReplaceEachOther() {
    ip("route replace " + V4 + " via 172.17.1.1 dev wan1 proto 114");
    ip("-6 route replace " + V6 + " via fe80::2 dev wan1 proto 114");
    assertThat(kernel().routes("main", V4))
        .containsExactly(V4 + " via 172.17.1.1 dev wan1 proto 114");
    assertThat(kernel().routes("main", V6))
        .containsExactly(V6 + " metric 1024 via fe80::2 dev wan1 proto 114");

    ip("route replace " + V4 + " nhid 4 proto 114");
    ip("-6 route replace " + V6 + " nhid 6 proto 114");

    assertRoutes(1);
    assertThat(kernel().send("10.4.0.1")).isEqualTo("via 172.17.0.1 dev wan0");
  }

  @Test
  void anIpv6ReplaceTakesARouteOfItsOwnSort() {
    ip("-6 route append " + V6 + " via fe80::2 dev wan1 proto 114");

    ip("-6 route replace " + V6 + " via fe80::3 dev wan1 proto 114");

    assertThat(kernel().routes("main", V6))
        .containsExactlyInAnyOrder(
            V6 + " metric 1024 nhid 6 proto 114",
            V6 + " metric 1024 via fe80::3 dev wan1 proto 114");
    ip("-6 route append " + V6 + " via fe80::4 dev wan0 proto 114");
    assertThat(kernel().routes("main", V6))
        .containsExactlyInAnyOrder(V6 + " metric 1024 nhid 6 proto 114", "multipath");
  }

  @Test
  void aDeletionFindsARouteByItsObject() {
    ip("nexthop add id 9 via 172.17.1.1 dev wan1 proto 114");

    assertThat(kernel().ip("route del " + V4 + " nhid 9")).isEqualTo("No such process");
    assertThat(kernel().ip("-6 route del " + V6 + " nhid 46")).isEqualTo("No such process");
    ip("route del " + V4 + " nhid 4");
    ip("-6 route del " + V6 + " nhid 6");

    assertThat(kernel().routes("main", V4)).isEmpty();
    assertThat(kernel().routes("main", V6)).isEmpty();
    assertThat(kernel().nextHops()).hasSize(4);
  }

  @Test
  void aDeletionThatNamesANextHopTakesAnyIpv6RouteOfAnObjectAndNoIpv4One() {
    assertThat(kernel().ip("route del " + V4 + " dev wan0")).isEqualTo("No such process");
    ip("-6 route del " + V6 + " via fe80::9 dev wan1");

    assertThat(kernel().routes("main", V6)).isEmpty();
  }

  @Test
  @DisplayName("PATH-2 a bound socket sees the routes whose object leads to its device")
  void aBoundSocketSeesWhereTheObjectLeads() {
    assertThat(kernel().send("2001:db8:6::1 oif wan0")).isEqualTo("via fe80::1 dev wan0");
    assertThat(kernel().send("2001:db8:6::1 oif wan1")).isEqualTo("Network is unreachable");
    assertThat(kernel().match("10.4.0.1 oif wan1")).isEqualTo("No route to host");
  }

  @Test
  @DisplayName("RT-8 an object follows its device's name")
  void anObjectFollowsARename() {
    kernel().rename("wan0", "dsl0");

    assertThat(kernel().nextHops().getFirst())
        .isEqualTo("nexthop id 4 via 172.17.0.1 dev dsl0 proto 114");
    assertRoutes(1);
  }
}
