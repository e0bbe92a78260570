package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of routes when devices and addresses change. */
abstract class DeviceBehaviour extends KernelBehaviour {

  @BeforeEach
  final void routesThroughWan0() {
    ip("route add default via 172.17.0.1 dev wan0 proto 114");
    ip("route add default via 172.17.0.1 dev wan0 table 114000 proto 114");
    ip("-6 route add default via fe80::1 dev wan0 proto 114");
  }

  @Test
  @DisplayName("RT-5 admin-down takes every route of the device, connected ones too")
  void adminDownTakesTheRoutes() {
    kernel().down("wan0");

    assertThat(kernel().routes("main", "0.0.0.0/0")).isEmpty();
    assertThat(kernel().routes("114000", "0.0.0.0/0")).isEmpty();
    assertThat(kernel().routes("main", "172.17.0.0/24")).isEmpty();
    assertThat(kernel().routes("main", "::/0")).isEmpty();
  }

  @Test
  @DisplayName("RT-5 up again brings the connected IPv4 prefix back and nothing else")
  void upBringsOnlyConnectedIpv4Back() {
    kernel().down("wan0");
    kernel().up("wan0");

    assertThat(kernel().routes("main", "172.17.0.0/24"))
        .containsExactly("172.17.0.0/24 dev wan0 src 172.17.0.2 proto 2");
    assertThat(kernel().routes("main", "fd00:0:0:a::/64")).isEmpty();
    assertThat(kernel().routes("main", "0.0.0.0/0")).isEmpty();
    assertThat(kernel().routes("main", "::/0")).isEmpty();
  }

  @Test
  void discardRoutesSurviveEveryDevice() {
    ip("route add blackhole 10.9.0.0/16 proto 114");
    ip("-6 route add blackhole 2001:db8:9::/48 proto 114");

    kernel().down("wan0");
    kernel().deleteDevice("wan1");

    assertThat(kernel().routes("main", "10.9.0.0/16")).hasSize(1);
    assertThat(kernel().routes("main", "2001:db8:9::/48")).hasSize(1);
  }

  @Test
  void carrierLossKeepsRoutesAndMarksThem() {
    kernel().carrier("wan0", false);

    assertThat(kernel().routes("main", "0.0.0.0/0"))
        .containsExactly("0.0.0.0/0 via 172.17.0.1 dev wan0 proto 114 linkdown");
    assertThat(kernel().routes("main", "172.17.0.0/24"))
        .containsExactly("172.17.0.0/24 dev wan0 src 172.17.0.2 proto 2 linkdown");
    assertThat(kernel().routes("main", "::/0"))
        .containsExactly("::/0 metric 1024 via fe80::1 dev wan0 proto 114 linkdown");
    assertThat(kernel().match("8.8.8.8")).isEqualTo("via 172.17.0.1 dev wan0 table main");
  }

  @Test
  void carrierReturnsAndTheMarkGoes() {
    kernel().carrier("wan0", false);
    kernel().carrier("wan0", true);

    assertThat(kernel().routes("main", "0.0.0.0/0"))
        .containsExactly("0.0.0.0/0 via 172.17.0.1 dev wan0 proto 114");
  }

  @Test
  void routesAreTakenThroughADeviceWithoutCarrier() {
    kernel().carrier("wan0", false);

    ip("route add 10.0.0.0/8 via 172.17.0.1 dev wan0 proto 114");
    ip("-6 route add 2001:db8::/32 via fe80::1 dev wan0 proto 114");
  }

  @Test
  @DisplayName("RT-11 ignore_routes_with_linkdown lets the standby route take over by itself")
  void ignoringLinkdownMovesTraffic() {
    ip("route add default via 172.17.1.1 dev wan1 metric 1 proto 114");
    ip("-6 route add default via fe80::1 dev wan1 metric 2000 proto 114");
    kernel().ignoreRoutesWithLinkdown();

    kernel().carrier("wan0", false);

    assertThat(kernel().match("8.8.8.8")).isEqualTo("via 172.17.1.1 dev wan1 table main");
    assertThat(kernel().match("2001:db8::1")).isEqualTo("via fe80::1 dev wan1 table main");
  }

  @Test
  @DisplayName("RT-5 the last IPv4 address takes every IPv4 route of the device with it")
  void theLastIpv4AddressTakesTheRoutes() {
    kernel().removeAddress("wan0", "172.17.0.2/24");

    assertThat(kernel().routes("main", "0.0.0.0/0")).isEmpty();
    assertThat(kernel().routes("114000", "0.0.0.0/0")).isEmpty();
    assertThat(kernel().routes("main", "::/0")).hasSize(1);
  }

  @Test
  void anotherIpv4AddressKeepsRoutesWhoseGatewayIsNoLongerConnected() {
    kernel().address("wan0", "192.168.5.2/24");
    ip("route add 10.71.0.0/16 via 192.168.5.1 dev wan0 src 172.17.0.2");

    kernel().removeAddress("wan0", "172.17.0.2/24");

    assertThat(kernel().routes("main", "172.17.0.0/24")).isEmpty();
    assertThat(kernel().routes("main", "0.0.0.0/0")).hasSize(1);
    assertThat(kernel().routes("main", "10.71.0.0/16")).as("preferred the address").isEmpty();
  }

  @Test
  void aSecondaryAddressGoesWithItsPrimary() {
    kernel().address("wan0", "172.17.0.3/24");

    kernel().removeAddress("wan0", "172.17.0.2/24");

    assertThat(kernel().routes("main", "0.0.0.0/0")).isEmpty();
    assertThat(kernel().match("172.17.0.3 oif wan0")).isEqualTo("No route to host");
  }

  @Test
  void anIpv6AddressTakesOnlyItsPrefix() {
    ip("-6 route add 2001:db8::/32 via fd00:0:0:a::1 dev wan0 src fd00:0:0:a::2 proto 114");

    kernel().removeAddress("wan0", "fd00:0:0:a::2/64");

    assertThat(kernel().routes("main", "fd00:0:0:a::/64")).isEmpty();
    assertThat(kernel().routes("main", "2001:db8::/32"))
        .containsExactly("2001:db8::/32 metric 1024 via fd00:0:0:a::1 dev wan0 proto 114");
  }

  @Test
  void deletionTakesTheRoutesAndLeavesTheRules() {
    ip("rule add to 1.1.1.1 oif wan0 lookup 114000 priority 11400 protocol 114");
    ip("route add default via 172.17.1.1 dev wan1 table 114000 metric 1 proto 114");

    kernel().deleteDevice("wan0");

    assertThat(kernel().routes("main", "0.0.0.0/0")).isEmpty();
    assertThat(kernel().routes("114000", "0.0.0.0/0")).hasSize(1);
    assertThat(
            kernel().ip("rule add to 1.1.1.1 oif wan0 lookup 114000 priority 11400 protocol 114"))
        .isEqualTo("File exists");
  }

  @Test
  @DisplayName("RT-8 a re-created device has another number")
  void aRecreatedDeviceHasAnotherNumber() {
    int before = kernel().index("wan0");

    kernel().deleteDevice("wan0");
    kernel().addDevice("wan0");

    assertThat(kernel().index("wan0")).isNotEqualTo(before);
  }

  @Test
  @DisplayName("RT-8 routes follow a renamed device, rules do not")
  void routesFollowARenameRulesDoNot() {
    ip("rule add to 1.1.1.1 oif wan0 lookup 114000 priority 11400 protocol 114");

    kernel().down("wan1");
    kernel().rename("wan1", "spare");
    kernel().rename("wan0", "uplink");

    assertThat(kernel().routes("main", "0.0.0.0/0"))
        .containsExactly("0.0.0.0/0 via 172.17.0.1 dev uplink proto 114");
    assertThat(kernel().match("1.1.1.1 oif uplink"))
        .isEqualTo("via 172.17.0.1 dev uplink table main");
  }
}
