package net.routerd.testkit.sim;

import java.util.List;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.IpFamily;
import net.routerd.testkit.FakeMachine;

/**
 * One way out of the simulated machine.
 *
 * @param number its number, which its addresses carry
 * @param tunnel whether it is point-to-point, without a gateway
 * @param linkLocal whether its IPv6 gateway is {@code fe80::1}, as behind every other such uplink
 */
record Uplink(int number, boolean tunnel, boolean linkLocal) {

  /** What is probed beyond the uplinks. */
  static final List<String> TARGETS =
      List.of("1.1.1.1", "9.9.9.9", "2606:4700::1111", "2620:fe::fe");

  String device() {
    return (tunnel ? "tun" : "wan") + number;
  }

  String resource() {
    return "up" + number;
  }

  ResourceRef lease(IpFamily family) {
    return new ResourceRef(
        family == IpFamily.IPV4 ? "DHCPv4Lease" : "DHCPv6Client", "lease" + number);
  }

  String address(IpFamily family) {
    return family == IpFamily.IPV4 ? "10.0." + number + ".2/24" : "2001:db8:" + number + "::2/64";
  }

  String gateway(IpFamily family, boolean other) {
    if (family == IpFamily.IPV4) {
      return "10.0." + number + (other ? ".254" : ".1");
    }
    return (linkLocal ? "fe80" : "2001:db8:" + number) + (other ? "::fe" : "::1");
  }

  List<String> addresses() {
    return List.of(address(IpFamily.IPV4), address(IpFamily.IPV6));
  }

  /** The world beyond is as it should be: every gateway lives, every target answers. */
  void answersEverything(FakeMachine machine) {
    String[] targets = TARGETS.toArray(String[]::new);
    if (tunnel) {
      machine.network().pointToPoint(device()).returns().answers(targets).answersEverything();
      return;
    }
    for (IpFamily family : IpFamily.values()) {
      for (boolean other : new boolean[] {false, true}) {
        machine
            .network()
            .gateway(device(), gateway(family, other))
            .returns()
            .answers(targets)
            .answersEverything();
      }
    }
  }

  @Override
  public String toString() {
    return device();
  }
}
