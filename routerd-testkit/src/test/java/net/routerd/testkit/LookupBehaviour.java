package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which way packets go: rules, tables, prefixes, metrics; and where the kernel's answer lies. */
abstract class LookupBehaviour extends KernelBehaviour {

  @Test
  void theLongestPrefixWinsThenTheMetric() {
    ip("route add default via 172.17.0.1 dev wan0");
    ip("route add 8.8.8.0/24 via 172.17.1.1 dev wan1 metric 100");
    ip("route add 8.8.8.0/24 via 172.17.1.9 dev wan1 metric 50");

    assertThat(kernel().match("1.1.1.1")).isEqualTo("via 172.17.0.1 dev wan0 table main");
    assertThat(kernel().match("8.8.8.8")).isEqualTo("via 172.17.1.9 dev wan1 table main");
  }

  @Test
  void withoutARouteTheNetworkIsUnreachable() {
    assertThat(kernel().match("8.8.8.8")).isEqualTo("Network is unreachable");
    assertThat(kernel().send("8.8.8.8")).isEqualTo("Network is unreachable");
    assertThat(kernel().match("2001:db8::1")).isEqualTo("Network is unreachable");
    assertThat(kernel().send("2001:db8::1 oif wan0")).isEqualTo("Network is unreachable");
  }

  @Test
  @DisplayName(
      "PATH-2 a bound IPv4 socket without a route is sent on-link; FIB_MATCH says the truth")
  void aBoundSocketIsSentOnLink() {
    assertThat(kernel().send("8.8.8.8 oif wan0")).isEqualTo("dev wan0");
    assertThat(kernel().match("8.8.8.8 oif wan0")).isEqualTo("No route to host");
    assertThat(kernel().match("2001:db8::1 oif wan0")).isEqualTo("Network is unreachable");
  }

  @Test
  void ownAddressesAreLocal() {
    assertThat(kernel().match("172.17.0.2")).isEqualTo("local");
    assertThat(kernel().send("172.17.0.2")).isEqualTo("local");
  }

  @Test
  @DisplayName("PATH-1 a rule with oif catches bound sockets to its target only")
  void anOifRuleCatchesBoundSocketsOnly() {
    ip("route add default via 172.17.0.1 dev wan0");
    ip("route add default via 172.17.1.1 dev wan1 table 114000 proto 114");
    ip("rule add to 1.1.1.1 oif wan1 lookup 114000 priority 11400 protocol 114");

    assertThat(kernel().match("1.1.1.1 oif wan1"))
        .isEqualTo("via 172.17.1.1 dev wan1 table 114000");
    assertThat(kernel().match("1.1.1.1 oif wan0")).isEqualTo("via 172.17.0.1 dev wan0 table main");
    assertThat(kernel().match("1.1.1.1")).isEqualTo("via 172.17.0.1 dev wan0 table main");
    assertThat(kernel().match("8.8.8.8 oif wan1")).isEqualTo("No route to host");
  }

  @Test
  @DisplayName("PATH-1 the same with IPv6")
  void anOifRuleCatchesBoundIpv6Sockets() {
    ip("-6 route add default via fe80::1 dev wan0");
    ip("-6 route add default via fe80::1 dev wan1 table 114000 proto 114");
    ip("-6 rule add to 2001:db8::1 oif wan1 lookup 114000 priority 11400 protocol 114");

    assertThat(kernel().match("2001:db8::1 oif wan1"))
        .isEqualTo("via fe80::1 dev wan1 table 114000");
    assertThat(kernel().match("2001:db8::1")).isEqualTo("via fe80::1 dev wan0 table main");
  }

  @Test
  @DisplayName("PATH-1 a rule with from catches sockets that are bound to the address")
  void aFromRuleCatchesTheSource() {
    ip("route add default via 172.17.0.1 dev wan0");
    ip("route add default via 172.17.1.1 dev wan1 table 114000 proto 114");
    ip("rule add from 172.17.1.2 to 1.1.1.1 lookup 114000 priority 11401 protocol 114");

    assertThat(kernel().match("1.1.1.1 from 172.17.1.2"))
        .isEqualTo("via 172.17.1.1 dev wan1 table 114000");
    assertThat(kernel().match("8.8.8.8 from 172.17.1.2"))
        .isEqualTo("via 172.17.0.1 dev wan0 table main");
    assertThat(kernel().match("1.1.1.1")).isEqualTo("via 172.17.0.1 dev wan0 table main");
  }

  @Test
  @DisplayName("PATH-1 a rule with a mark catches marked sockets")
  void aMarkRuleCatchesTheMark() {
    ip("route add default via 172.17.0.1 dev wan0");
    ip("route add default via 172.17.1.1 dev wan1 table 114000 proto 114");
    ip("rule add to 1.1.1.1 fwmark 5 lookup 114000 priority 11402 protocol 114");

    assertThat(kernel().match("1.1.1.1 mark 5")).isEqualTo("via 172.17.1.1 dev wan1 table 114000");
    assertThat(kernel().match("1.1.1.1 mark 6")).isEqualTo("via 172.17.0.1 dev wan0 table main");
  }

  @Test
  void rulesAreAskedByPriority() {
    ip("route add default via 172.17.0.1 dev wan0 table 1000");
    ip("route add default via 172.17.1.1 dev wan1 table 2000");
    ip("rule add to 1.1.1.1 lookup 2000 priority 200");
    ip("rule add to 1.1.1.1 lookup 1000 priority 100");

    assertThat(kernel().match("1.1.1.1")).isEqualTo("via 172.17.0.1 dev wan0 table 1000");
  }

  @Test
  void aTableWithoutARouteIsPassedBy() {
    ip("route add default via 172.17.0.1 dev wan0");
    ip("rule add to 1.1.1.1 lookup 1000 priority 100");

    assertThat(kernel().match("1.1.1.1")).isEqualTo("via 172.17.0.1 dev wan0 table main");
  }

  @Test
  void aRuleBehindTableMainIsAskedLast() {
    ip("route add default via 172.17.1.1 dev wan1 table 1000");
    ip("rule add to 1.1.1.1 lookup 1000 priority 40000");
    assertThat(kernel().match("1.1.1.1")).isEqualTo("via 172.17.1.1 dev wan1 table 1000");

    ip("route add default via 172.17.0.1 dev wan0");
    assertThat(kernel().match("1.1.1.1")).isEqualTo("via 172.17.0.1 dev wan0 table main");
  }

  @Test
  void discardRoutesAnswerInTheirOwnWords() {
    ip("route add blackhole 10.1.0.0/16");
    ip("route add unreachable 10.2.0.0/16");
    ip("route add prohibit 10.3.0.0/16");
    ip("-6 route add blackhole 2001:db8:1::/48");
    ip("-6 route add unreachable 2001:db8:2::/48");
    ip("-6 route add prohibit 2001:db8:3::/48");

    assertThat(kernel().match("10.1.0.1")).isEqualTo("Invalid argument");
    assertThat(kernel().match("10.2.0.1")).isEqualTo("No route to host");
    assertThat(kernel().match("10.3.0.1")).isEqualTo("Permission denied");
    assertThat(kernel().match("2001:db8:1::1")).isEqualTo("Invalid argument");
    assertThat(kernel().match("2001:db8:2::1")).isEqualTo("No route to host");
    assertThat(kernel().match("2001:db8:3::1")).isEqualTo("Permission denied");
  }

  @Test
  void aBlackholeStopsTheSearchAlsoForABoundIpv4Socket() {
    ip("route add default via 172.17.0.1 dev wan0");
    ip("route add blackhole 10.1.0.0/16");

    assertThat(kernel().match("10.1.0.1 oif wan0")).isEqualTo("No route to host");
    assertThat(kernel().send("10.1.0.1 oif wan0")).isEqualTo("dev wan0");
  }

  @Test
  void aBoundIpv6SocketPassesABlackholeBy() {
    ip("-6 route add default via fe80::1 dev wan0");
    ip("-6 route add blackhole 2001:db8::/32");

    assertThat(kernel().match("2001:db8::1 oif wan0")).isEqualTo("via fe80::1 dev wan0 table main");
  }

  @Test
  void theSourceIsTheAddressInThePrefixOfTheNextHop() {
    kernel().address("wan0", "192.168.5.2/24");
    ip("route add default via 192.168.5.1 dev wan0");
    ip("route add 10.0.0.0/8 via 172.17.0.1 dev wan0 src 172.17.1.2");

    assertThat(kernel().source("8.8.8.8")).isEqualTo("192.168.5.2");
    assertThat(kernel().source("172.17.0.9")).isEqualTo("172.17.0.2");
    assertThat(kernel().source("10.0.0.1")).isEqualTo("172.17.1.2");
  }

  @Test
  @DisplayName("PATH-3 a device without an address borrows one of another device")
  void aDeviceWithoutAnAddressBorrowsOne() {
    kernel().addDevice("tun0");
    ip("route add default dev tun0");

    assertThat(kernel().source("8.8.8.8")).isEqualTo("172.17.0.2");
  }

  @Test
  void aSecondEqualRuleIsRefusedAndOneOfAnotherProtocolIsNot() {
    ip("rule add to 1.1.1.1 lookup 1000 priority 100 protocol 114");

    assertThat(kernel().ip("rule add to 1.1.1.1 lookup 1000 priority 100 protocol 114"))
        .isEqualTo("File exists");
    ip("rule add to 1.1.1.1 lookup 1000 priority 100 protocol 99");
  }

  @Test
  void aRuleIsDeletedOnce() {
    ip("rule add to 1.1.1.1 oif ghost lookup 1000 priority 100 protocol 114");
    ip("rule del to 1.1.1.1 oif ghost lookup 1000 priority 100 protocol 114");

    assertThat(kernel().ip("rule del to 1.1.1.1 oif ghost lookup 1000 priority 100 protocol 114"))
        .isEqualTo("No such file or directory");
  }
}
