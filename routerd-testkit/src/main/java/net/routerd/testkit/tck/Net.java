package net.routerd.testkit.tck;

import java.util.List;
import java.util.Optional;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction.Forward;
import net.routerd.model.route.RouteKey;

/**
 * The two uplinks of every stage, in one family. Prefixes and targets are those of documentation
 * (RFC 5737, RFC 3849).
 */
record Net(
    String name,
    IpFamily family,
    LinkAddress own0,
    LinkAddress own1,
    LinkAddress gateway0,
    LinkAddress gateway1,
    Cidr prefix,
    Cidr other,
    IpAddress target,
    IpAddress silent,
    IpAddress refusing,
    IpAddress unreachable) {

  static final LinkName WAN0 = new LinkName("wan0");
  static final LinkName WAN1 = new LinkName("wan1");

  /** Who else makes routes: a number that no program of iproute2's rt_protos has. */
  static final int FOREIGN = 99;

  static final Net V4 =
      of(
          "IPv4",
          "172.17.0.2/24 172.17.1.2/24 172.17.0.1/24 172.17.1.1/24",
          "192.0.2.0/24 198.51.100.0/24",
          "203.0.113.1 203.0.113.2 203.0.113.3 203.0.113.4");

  static final Net V6 =
      of(
          "IPv6",
          "fd00:0:0:a::2/64 fd00:0:0:b::2/64 fd00:0:0:a::1/64 fd00:0:0:b::1/64",
          "2001:db8:1::/48 2001:db8:2::/48",
          "2001:db8:f::1 2001:db8:f::2 2001:db8:f::3 2001:db8:f::4");

  static final List<Net> ALL = List.of(V4, V6);

  private static Net of(String name, String addresses, String prefixes, String targets) {
    List<LinkAddress> a = words(addresses).stream().map(LinkAddress::parse).toList();
    List<Cidr> p = words(prefixes).stream().map(Cidr::parse).toList();
    List<IpAddress> t = words(targets).stream().map(IpAddress::parse).toList();
    return new Net(
        name,
        a.getFirst().address().family(),
        a.get(0),
        a.get(1),
        a.get(2),
        a.get(3),
        p.get(0),
        p.get(1),
        t.get(0),
        t.get(1),
        t.get(2),
        t.get(3));
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  /** A place for a route of the rules. */
  RouteKey key() {
    return new RouteKey(RouteTable.MAIN, prefix, 50);
  }

  RouteKey otherKey() {
    return new RouteKey(RouteTable.MAIN, other, 50);
  }

  Forward via0() {
    return via(WAN0, gateway0);
  }

  Forward via1() {
    return via(WAN1, gateway1);
  }

  private static Forward via(LinkName device, LinkAddress gateway) {
    return new Forward(Optional.of(device), Optional.of(gateway.address()), false);
  }

  static DesiredRoute wanted(RouteKey key, Forward way) {
    return new DesiredRoute(key, way, Optional.empty());
  }

  static ObservedRoute made(RouteKey key, Forward way, int protocol) {
    return new ObservedRoute(key, way, Optional.empty(), protocol, true);
  }
}
