package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which next hops are taken, and the words for those that are not. */
abstract class NextHopBehaviour extends KernelBehaviour {

  @Test
  @DisplayName("GW-4 an IPv4 gateway that no connected prefix of the device covers is refused")
  void anUncoveredIpv4GatewayIsRefused() {
    assertThat(kernel().ip("route add 10.0.0.0/8 via 192.168.9.1 dev wan0"))
        .isEqualTo("Nexthop has invalid gateway");
    assertThat(kernel().ip("route add 10.0.0.0/8 via 172.17.1.1 dev wan0"))
        .isEqualTo("Nexthop has invalid gateway");
    assertThat(kernel().ip("route add 10.0.0.0/8 via 192.168.9.1"))
        .isEqualTo("Nexthop has invalid gateway");
  }

  @Test
  void anUncoveredIpv6GatewayIsRefusedWithoutText() {
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fd00:9::1 dev wan0"))
        .isEqualTo("No route to host");
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fd00:0:0:b::1 dev wan0"))
        .isEqualTo("No route to host");
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fd00:9::1"))
        .isEqualTo("No route to host");
  }

  @Test
  void onlinkNeedsNoConnectedPrefix() {
    ip("route add 10.0.0.0/8 via 192.168.9.1 dev wan0 onlink proto 114");
    ip("-6 route add 2001:db8::/32 via fd00:9::1 dev wan0 onlink proto 114");
    ip("route add 10.1.0.0/16 via 172.17.1.1 dev wan0 onlink proto 114");

    assertThat(kernel().routes("main", "10.0.0.0/8"))
        .containsExactly("10.0.0.0/8 via 192.168.9.1 dev wan0 onlink proto 114");
    assertThat(kernel().routes("main", "2001:db8::/32"))
        .containsExactly("2001:db8::/32 metric 1024 via fd00:9::1 dev wan0 onlink proto 114");
  }

  @Test
  void anIpv6OnlinkGatewayOfAnotherDeviceIsRefused() {
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fd00:0:0:b::1 dev wan0 onlink"))
        .isEqualTo("Nexthop has invalid gateway or device mismatch");
  }

  @Test
  void onlinkNeedsADevice() {
    assertThat(kernel().ip("route add 10.0.0.0/8 via 172.17.0.1 onlink"))
        .isEqualTo("Nexthop device required for onlink");
  }

  @Test
  void withoutADeviceTheConnectedPrefixFindsIt() {
    ip("route add 10.0.0.0/8 via 172.17.1.1 proto 114");
    ip("-6 route add 2001:db8::/32 via fd00:0:0:b::1 proto 114");

    assertThat(kernel().routes("main", "10.0.0.0/8"))
        .containsExactly("10.0.0.0/8 via 172.17.1.1 dev wan1 proto 114");
    assertThat(kernel().routes("main", "2001:db8::/32"))
        .containsExactly("2001:db8::/32 metric 1024 via fd00:0:0:b::1 dev wan1 proto 114");
  }

  @Test
  void aDeviceRouteCoversAGatewayToo() {
    ip("route add 192.168.9.0/24 dev wan0");
    ip("-6 route add fd00:9::/64 dev wan0");

    ip("route add 10.0.0.0/8 via 192.168.9.1 dev wan0");
    ip("-6 route add 2001:db8::/32 via fd00:9::1 dev wan0");
  }

  @Test
  void aDeviceRouteOfATableCoversGatewaysOfThatTableOnly() {
    ip("route add 192.168.9.0/24 dev wan0 table 1000");

    ip("route add 10.0.0.0/8 via 192.168.9.1 dev wan0 table 1000");
    assertThat(kernel().ip("route add 10.0.0.0/8 via 192.168.9.1 dev wan0"))
        .isEqualTo("Nexthop has invalid gateway");
  }

  @Test
  @DisplayName("GW-4 the peer of a point-to-point address covers itself as a gateway")
  void aPeerIsAGateway() {
    kernel().peer("wan0", "10.64.0.2", "10.64.0.1");

    ip("route add 10.0.0.0/8 via 10.64.0.1 dev wan0 proto 114");

    assertThat(kernel().routes("main", "10.64.0.1/32"))
        .containsExactly("10.64.0.1/32 dev wan0 src 10.64.0.2 proto 2");
  }

  @Test
  void aHostAddressConnectsNothingInIpv4() {
    kernel().address("wan0", "10.65.0.2/32");
    kernel().address("wan0", "fd00:8::1/128");

    assertThat(kernel().routes("main", "10.65.0.2/32")).isEmpty();
    assertThat(kernel().routes("main", "fd00:8::1/128"))
        .containsExactly("fd00:8::1/128 metric 256 dev wan0 proto 2");
  }

  @Test
  void aLinkLocalGatewayNeedsADevice() {
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fe80::1"))
        .isEqualTo("Egress device not specified");
    ip("-6 route add 2001:db8::/32 via fe80::1 dev wan0");
  }

  @Test
  void anIpv4RouteMayHaveAnIpv6Gateway() {
    ip("route add 10.0.0.0/8 via inet6 fe80::1 dev wan0 proto 114");

    assertThat(kernel().routes("main", "10.0.0.0/8"))
        .containsExactly("10.0.0.0/8 via fe80::1 dev wan0 proto 114");
    assertThat(kernel().ip("route add 10.1.0.0/16 via inet6 fd00:9::1 dev wan0"))
        .isEqualTo("No route to host");
  }

  @Test
  void onlyIpv6RefusesAnOwnAddressAsGateway() {
    ip("route add 10.0.0.0/8 via 172.17.0.2 dev wan0");
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fd00:0:0:a::2 dev wan0"))
        .isEqualTo("Gateway can not be a local address");
  }

  @Test
  void aDeviceThatIsMissingIsRefused() {
    assertThat(kernel().ip("route add 10.0.0.0/8 dev nope0")).isEqualTo("No such device");
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fe80::1 dev nope0"))
        .isEqualTo("No such device");
  }

  @Test
  void aDeviceThatIsDownIsRefusedInDifferentWords() {
    kernel().down("wan0");

    assertThat(kernel().ip("route add 10.0.0.0/8 dev wan0"))
        .isEqualTo("Device for nexthop is not up");
    assertThat(kernel().ip("route add 10.0.0.0/8 via 172.17.0.1 dev wan0"))
        .isEqualTo("Nexthop has invalid gateway");
    assertThat(kernel().ip("route add 10.0.0.0/8 via 172.17.0.1 dev wan0 onlink"))
        .isEqualTo("Nexthop device is not up");
    assertThat(kernel().ip("-6 route add 2001:db8::/32 dev wan0"))
        .isEqualTo("Nexthop device is not up");
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fe80::1 dev wan0"))
        .isEqualTo("Nexthop device is not up");
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fd00:0:0:a::1 dev wan0"))
        .isEqualTo("No route to host");
  }

  @Test
  void aPreferredSourceMustStandOnTheMachine() {
    assertThat(kernel().ip("route add 10.0.0.0/8 via 172.17.0.1 src 192.0.2.1"))
        .isEqualTo("Invalid prefsrc address");
    assertThat(kernel().ip("-6 route add 2001:db8::/32 via fe80::1 dev wan0 src 2001:db8::1"))
        .isEqualTo("Invalid source address");
    ip("route add 10.0.0.0/8 via 172.17.0.1 src 172.17.1.2");
  }
}
