package net.routerd.linux.internal.rtnl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlHeader;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.addr.AddressCodec;
import net.routerd.linux.internal.rtnl.addr.AddressMapper;
import net.routerd.linux.internal.rtnl.link.LinkCodec;
import net.routerd.linux.internal.rtnl.link.LinkMessage;
import net.routerd.linux.internal.rtnl.link.LinkReader;
import net.routerd.linux.internal.rtnl.route.RouteMapper;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.linux.internal.rtnl.route.RouteRequests;
import net.routerd.linux.internal.rtnl.rule.RuleCodec;
import net.routerd.linux.internal.rtnl.rule.RuleMapper;
import net.routerd.linux.internal.rtnl.rule.RuleMessage;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.route.RouteType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What iproute2 and the kernel were recorded to say is read, and written back byte for byte. */
class VectorTest {

  private static final DeviceNames NAMES = new NumberedDevices("v", 2);

  static Stream<Vectors.Vector> routes() {
    return Vectors.of("route").stream();
  }

  static Stream<Vectors.Vector> rules() {
    return Vectors.of("rule").stream();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void routeMessagesSurviveReadingAndWriting(Vectors.Vector vector) {
    assertThat(vector.request()).isEqualTo(again(vector.request()));
    assertThat(vector.notifications()).allSatisfy(n -> assertThat(n).isEqualTo(again(n)));
  }

  private static byte[] again(byte[] datagram) {
    NlMessage message = Vectors.message(datagram);
    byte[] fixed = new byte[12];
    message.body().get(message.body().position(), fixed);
    return message(message.header(), out -> out.bytes(fixed).attributes(attributes(message)));
  }

  private static byte[] message(NlHeader header, Consumer<NlWriter> body) {
    NlWriter written = new NlWriter();
    body.accept(written);
    return new NlWriter().message(header, written.toBytes()).toBytes();
  }

  private static NlMessage asked(Consumer<NlWriter> body) {
    return Vectors.message(message(new NlHeader(RtnlMessages.NEW_ROUTE, 0, 0, 0), body));
  }

  private static NlAttrs attributes(NlMessage route) {
    return route.attributesAfter(12);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleMessagesSurviveReadingAndWriting(Vectors.Vector vector) {
    assertThat(RuleCodec.encode(RuleCodec.decode(Vectors.message(vector.request()))))
        .isEqualTo(vector.body());
    assertThat(vector.notifications())
        .allSatisfy(
            n -> assertThat(n).endsWith(RuleCodec.encode(RuleCodec.decode(Vectors.message(n)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip route add 192.0.2.0/24 via 10.0.0.2 proto 77"
            + " | 192.0.2.0/24 table main via 10.0.0.2 dev v0 proto 77",
        "ip route add 192.0.3.0/24 dev v0 proto 77 metric 4294967295"
            + " | 192.0.3.0/24 table main metric 4294967295 dev v0 proto 77",
        "ip route add 192.0.4.0/24 via 10.0.0.2 table 70001 proto 77"
            + " | 192.0.4.0/24 table 70001 via 10.0.0.2 dev v0 proto 77",
        "ip route add 192.0.6.0/24 via inet6 fe80::99 dev v0 proto 77"
            + " | 192.0.6.0/24 table main via fe80::99 dev v0 proto 77",
        "ip route add 192.0.7.0/24 via 172.31.0.1 dev v0 onlink proto 77"
            + " | 192.0.7.0/24 table main via 172.31.0.1 dev v0 onlink proto 77",
        "ip route add blackhole 192.0.8.0/24 proto 77 metric 9"
            + " | 192.0.8.0/24 table main metric 9 blackhole proto 77",
        "ip route add unreachable 192.0.9.0/24 proto 77"
            + " | 192.0.9.0/24 table main unreachable proto 77",
        "ip route add prohibit 192.0.10.0/24 proto 77"
            + " | 192.0.10.0/24 table main prohibit proto 77",
        "ip route add throw 192.0.11.0/24 table 100 proto 77"
            + " | 192.0.11.0/24 table 100 throw proto 77",
        "ip route add 192.0.12.0/24 via 10.0.0.2 src 10.0.0.1 realm 5/6 proto 77"
            + " | 192.0.12.0/24 table main via 10.0.0.2 dev v0 src 10.0.0.1 proto 77",
        "ip route add default via 10.0.0.2 proto 77 metric 50"
            + " | 0.0.0.0/0 table main metric 50 via 10.0.0.2 dev v0 proto 77",
        "ip -6 route add 2001:db8:1::/48 via fd00::2 proto 77"
            + " | 2001:db8:1::/48 table main metric 1024 via fd00::2 dev v0 proto 77",
        "ip -6 route add unreachable 2001:db8:5::/48 proto 77"
            + " | 2001:db8:5::/48 table main metric 1024 unreachable proto 77",
        "ip route add 192.0.20.0/24 nhid 10 proto 77"
            + " | 192.0.20.0/24 table main nhid 10 proto 77",
        "ip route add 192.0.5.0/24 proto 77 nexthop via 10.0.0.2 dev v0 weight 1 nexthop via"
            + " 10.1.0.2 dev v1 weight 256 | 192.0.5.0/24 table main nexthop via 10.0.0.2 dev v0"
            + " weight 1 nexthop via 10.1.0.2 dev v1 weight 256 proto 77",
        "ip -6 route append 2001:db8:1::/48 via fd00::2 proto 77 metric 50"
            + " | 2001:db8:1::/48 table main metric 50 nexthop via fd00::2 dev v0 weight 1 nexthop"
            + " via fd01::2 dev v1 weight 1 proto 77",
      })
  void theKernelsRouteIsReadAsIpRouteWouldSayIt(String command, String route) {
    Vectors.Vector vector = Vectors.command("route", command);

    assertThat(observed(vector.notifications().getFirst())).hasToString(route);
  }

  @Test
  void routesWithTypeOfServiceOrSourcePrefixHaveNoPlaceInTheModel() {
    assertThat(key("ip route add 192.0.13.0/24 tos 0x10 via 10.0.0.2 proto 77")).isEmpty();
    assertThat(key("ip -6 route add default from 2001:db8:ff::/48 via fd00::2 proto 77")).isEmpty();
  }

  @Test
  void ourRequestSaysWhatIprouteSaysWithTableAndMetricSpelledOut() {
    assertRequest(
        "ip route add 192.0.7.0/24 via 172.31.0.1 dev v0 onlink proto 77",
        "192.0.7.0/24",
        new RouteAction.Forward(dev("v0"), ip("172.31.0.1"), true));
    assertRequest(
        "ip route add 192.0.6.0/24 via inet6 fe80::99 dev v0 proto 77",
        "192.0.6.0/24",
        new RouteAction.Forward(dev("v0"), ip("fe80::99"), false));
    assertRequest(
        "ip route add prohibit 192.0.10.0/24 proto 77",
        "192.0.10.0/24",
        new RouteAction.Discard(RouteType.PROHIBIT));
    assertRequest(
        "ip -6 route add 2001:db8:1::/48 via fd00::2 proto 77",
        "2001:db8:1::/48",
        new RouteAction.Forward(Optional.empty(), ip("fd00::2"), false));
  }

  @Test
  void aDeletionNamesProtocolMetricTableAndNextHop() {
    ObservedRoute route =
        observed(
            Vectors.command("route", "ip route add 192.0.4.0/24 via 10.0.0.2 table 70001 proto 77")
                .notifications()
                .getFirst());

    NlMessage asked = asked(out -> RouteRequests.delete(out, route, 77, OptionalInt.of(2)));

    RouteMessage delete = RouteMessage.of(asked);
    assertThat(delete.protocol()).isEqualTo(77);
    assertThat(delete.scope()).isEqualTo(255);
    assertThat(delete.table()).isEqualTo(70001);
    assertThat(attributes(asked).find(6)).isPresent();
    assertThat(delete.gateway()).isEqualTo(ip("10.0.0.2"));
    assertThat(delete.outDevice()).isEqualTo(2);
  }

  @Test
  void rulesOfOurFormAreReadAndOthersAreNot() {
    assertThat(rule("ip rule add from 10.0.0.0/24 table 100 pref 1000 protocol 77"))
        .hasValueSatisfying(r -> assertThat(r).hasToString("1000: from 10.0.0.0/24 lookup 100"));
    assertThat(rule("ip rule add oif v0 table 70001 pref 1001"))
        .hasValueSatisfying(r -> assertThat(r).hasToString("1001: from all oif v0 lookup 70001"));
    assertThat(rule("ip -6 rule add from 2001:db8::/32 table 100 pref 1000"))
        .hasValueSatisfying(r -> assertThat(r.family()).isEqualTo(IpFamily.IPV6));
    assertThat(rule("ip rule add iif v1 fwmark 0x10/0xff table 101 pref 1002")).isEmpty();
    assertThat(rule("ip rule add to 198.51.100.0/24 prohibit pref 1003")).isEmpty();
    assertThat(rule("ip rule add uidrange 0-1000 table 100 pref 1004")).isEmpty();
    assertThat(rule("ip rule add not from 10.0.0.1 suppress_prefixlength 0 table main pref 1006"))
        .isEmpty();
    assertThat(rule("ip rule add l3mdev pref 1007")).isEmpty();
  }

  @Test
  void aRuleThatWeWriteIsReadBackAsItself() {
    RouteRule rule =
        new RouteRule(
            IpFamily.IPV4,
            11400,
            dev("wan0"),
            Optional.of(Cidr.parse("192.0.2.1/32")),
            Optional.of(Cidr.parse("1.1.1.1/32")),
            0x72,
            new RouteTable(114000));

    RuleMessage message = RuleMapper.message(rule, 114);

    assertThat(message.protocol()).isEqualTo(114);
    assertThat(RuleMapper.observed(message)).contains(rule);
  }

  @Test
  void linksAreReadWithCarrierAndOperationalState() {
    assertThat(link("ip link set v1 mtu 1400"))
        .hasValueSatisfying(
            l -> {
              assertThat(l.isUp()).isTrue();
              assertThat(l.mtu()).isEqualTo(1400);
              assertThat(l.name()).hasToString("v1");
              assertThat(l.index()).isEqualTo(3);
            });
    assertThat(link("ip link set v1 down")).hasValueSatisfying(l -> assertThat(l.isUp()).isFalse());
  }

  @Test
  void addressesAreReadOfBothFamilies() {
    assertThat(addresses("ip addr add 10.77.0.1/24 dev v0 valid_lft 600 preferred_lft 300"))
        .containsExactly(LinkAddress.parse("10.77.0.1/24"));
    assertThat(addresses("ip -6 addr add 2001:db8:77::1/64 dev v0 nodad"))
        .containsExactly(LinkAddress.parse("2001:db8:77::1/64"));
  }

  @Test
  void linksAndAddressesSurviveReadingAndWriting() {
    assertThat(Vectors.of("addr"))
        .allSatisfy(
            v ->
                assertThat(AddressCodec.encode(AddressCodec.decode(Vectors.message(v.request()))))
                    .isEqualTo(v.body()));
    assertThat(Vectors.of("link"))
        .allSatisfy(
            v ->
                assertThat(LinkCodec.encode(ifinfomsg(Vectors.message(v.request()))))
                    .isEqualTo(v.body()));
  }

  /** As linux/rtnetlink.h has it. */
  private static LinkMessage ifinfomsg(NlMessage message) {
    ByteBuffer fixed = message.fixed(16, "struct ifinfomsg");
    int at = fixed.position();
    return new LinkMessage(
        fixed.get(at),
        fixed.getShort(at + 2),
        fixed.getInt(at + 4),
        fixed.getInt(at + 8),
        fixed.getInt(at + 12),
        message.attributesAfter(16));
  }

  private static void assertRequest(String command, String destination, RouteAction action) {
    NlMessage request = Vectors.message(Vectors.command("route", command).request());
    RouteMessage theirs = RouteMessage.of(request);
    RouteKey key = new RouteKey(RouteTable.MAIN, Cidr.parse(destination), 0);
    OptionalInt device =
        theirs.outDevice() == 0 ? OptionalInt.empty() : OptionalInt.of(theirs.outDevice());

    DesiredRoute wanted = new DesiredRoute(key, action, Optional.empty());
    NlMessage asked = asked(out -> RouteRequests.install(out, wanted, 77, device));

    RouteMessage ours = RouteMessage.of(asked);
    assertThat(ours.table()).isEqualTo(theirs.table());
    assertThat(fixed(asked, 4)).isZero(); // the table stands in its attribute
    for (int field : new int[] {0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11}) {
      assertThat(fixed(asked, field)).as("byte " + field).isEqualTo(fixed(request, field));
    }
    assertThat(attributes(asked).list()).containsAll(attributes(request).list());
    assertThat(attributes(asked).list().stream().map(a -> a.type()).toList())
        .contains(6, 15)
        .hasSize(attributes(request).list().size() + 2);
  }

  private static byte fixed(NlMessage route, int offset) {
    return route.body().get(route.body().position() + offset);
  }

  private static ObservedRoute observed(byte[] notification) {
    RouteMessage route = RouteMessage.of(Vectors.message(notification));
    return RouteMapper.observed(RouteMapper.key(route).orElseThrow(), route, NAMES);
  }

  private static Optional<RouteKey> key(String command) {
    return RouteMapper.key(
        RouteMessage.of(
            Vectors.message(Vectors.command("route", command).notifications().getFirst())));
  }

  private static Optional<RouteRule> rule(String command) {
    byte[] told = Vectors.command("rule", command).notifications().getFirst();
    return RuleMapper.observed(RuleCodec.decode(Vectors.message(told)));
  }

  private static Optional<net.routerd.model.link.Link> link(String command) {
    byte[] told = Vectors.command("link", command).notifications().getFirst();
    return LinkReader.of(Vectors.message(told)).link(null);
  }

  private static List<LinkAddress> addresses(String command) {
    return Vectors.command("addr", command).notifications().stream()
        .map(Vectors::message)
        .filter(m -> m.header().type() == RtnlMessages.NEW_ADDRESS)
        .map(NlMessage.class::cast)
        .flatMap(m -> AddressMapper.observed(AddressCodec.decode(m)).stream())
        .toList();
  }

  private static Optional<LinkName> dev(String name) {
    return Optional.of(new LinkName(name));
  }

  private static Optional<IpAddress> ip(String address) {
    return Optional.of(IpAddress.parse(address));
  }
}
