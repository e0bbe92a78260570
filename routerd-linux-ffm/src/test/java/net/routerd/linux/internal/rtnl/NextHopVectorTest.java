package net.routerd.linux.internal.rtnl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import net.routerd.linux.internal.rtnl.nexthop.NextHopCodec;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMapper;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMessage;
import net.routerd.linux.internal.rtnl.route.RouteMapper;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.RouteAction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nexthop messages of iproute2 and the kernel are read, and written back byte for byte (RT-12). */
class NextHopVectorTest {

  private static final DeviceNames NAMES = new NumberedDevices("if", 0);

  static Stream<Vectors.Vector> recorded() {
    return Vectors.of("nexthop").stream();
  }

  private static NextHopMessage hop(byte[] datagram) {
    return NextHopCodec.decode(Vectors.message(datagram));
  }

  private static NextHopMessage told(String command) {
    return hop(Vectors.command("nexthop", command).notifications().getFirst());
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void messagesSurviveReadingAndWriting(Vectors.Vector vector) {
    assertThat(NextHopCodec.encode(hop(vector.request()))).isEqualTo(vector.body());
    assertThat(vector.notifications())
        .isNotEmpty()
        .allSatisfy(
            n -> {
              byte[] again = NextHopCodec.encode(hop(n));
              assertThat(n).endsWith(again).hasSize(again.length + 16);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip nexthop add id 1 via 10.0.0.2 dev v0 proto 77"
            + " | IPV4 | nexthop id 1 via 10.0.0.2 dev if2 proto 77",
        "ip nexthop add id 3 dev v0 proto 77 | IPV4 | nexthop id 3 dev if2 proto 77",
        "ip nexthop add id 4 blackhole proto 77 | IPV4 | nexthop id 4 blackhole proto 77",
        "ip nexthop add id 5 via 172.31.0.9 dev v0 onlink proto 77"
            + " | IPV4 | nexthop id 5 via 172.31.0.9 dev if2 onlink proto 77",
        "ip nexthop add id 6 via fe80::1 dev v0 proto 77"
            + " | IPV6 | nexthop id 6 via fe80::1 dev if2 proto 77",
        "ip nexthop add id 10 group 1/2 proto 77 | IPV4 | nexthop id 10 group proto 77",
        "ip nexthop add id 12 group 1/2 type resilient buckets 16 idle_timer 5"
            + " unbalanced_timer 60 proto 77 | IPV4 | nexthop id 12 group proto 77",
        "ip nexthop add id 20 via 10.0.0.2 fdb proto 77"
            + " | IPV4 | nexthop id 20 a nexthop that is no router and no device proto 77",
        "ip nexthop add id 4294967295 via 10.0.0.2 dev v0 proto 114"
            + " | IPV4 | nexthop id 4294967295 via 10.0.0.2 dev if3 proto 114",
        "ip -6 nexthop add id 114000001 dev v1 proto 114"
            + " | IPV6 | nexthop id 114000001 dev if5 proto 114",
      })
  void theKernelsObjectIsReadAsIpNexthopWouldSayIt(String command, IpFamily family, String object) {
    assertThat(NextHopMapper.observed(told(command), NAMES))
        .hasValueSatisfying(
            observed -> {
              assertThat(observed).hasToString(object);
              assertThat(observed.family()).isEqualTo(family);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip nexthop add id 1 via 10.0.0.2 dev v0 proto 77 | 1 | 10.0.0.2 | if2 | false | 77",
        "ip nexthop add id 5 via 172.31.0.9 dev v0 onlink proto 77"
            + " | 5 | 172.31.0.9 | if2 | true | 77",
        "ip nexthop add id 6 via fe80::1 dev v0 proto 77 | 6 | fe80::1 | if2 | false | 77",
        "ip nexthop add id 4294967295 via 10.0.0.2 dev v0 proto 114"
            + " | 4294967295 | 10.0.0.2 | if3 | false | 114",
      })
  @DisplayName("our request to make an object is iproute2's, byte for byte")
  void ourRequestIsIproutes(
      String command, long id, String gateway, String device, boolean onlink, int protocol) {
    IpAddress address = IpAddress.parse(gateway);
    LinkName name = new LinkName(device);
    NextHopObject wanted =
        new NextHopObject(
            id,
            address.family(),
            new RouteAction.Forward(Optional.of(name), Optional.of(address), onlink));

    NextHopMessage ours = NextHopMapper.install(wanted, protocol, NAMES.index(name).orElseThrow());

    assertThat(NextHopCodec.encode(ours)).isEqualTo(Vectors.command("nexthop", command).body());
  }

  @ParameterizedTest
  @CsvSource({"ip nexthop del id 12, 12", "ip nexthop del id 4294967295, 4294967295"})
  @DisplayName("our request to delete an object is iproute2's, byte for byte")
  void ourDeletionIsIproutes(String command, long id) {
    assertThat(NextHopCodec.encode(NextHopMapper.delete(id)))
        .isEqualTo(Vectors.command("nexthop", command).body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip route add 192.0.21.0/24 nhid 4294967295 proto 114"
            + " | 192.0.21.0/24 table main nhid 4294967295 proto 114",
        "ip -6 route add 2001:db8:21::/48 nhid 114000002 proto 114"
            + " | 2001:db8:21::/48 table main metric 1024 nhid 114000002 proto 114",
        "ip route replace 192.0.21.0/24 nhid 114000002 src 10.0.0.1 proto 114"
            + " | 192.0.21.0/24 table main nhid 114000002 src 10.0.0.1 proto 114",
      })
  @DisplayName("without compat mode a route is told by its object alone")
  void routesThroughObjects(String command, String route) {
    RouteMessage told =
        RouteMessage.of(
            Vectors.message(Vectors.command("route", command).notifications().getFirst()));

    assertThat(RouteMapper.observed(RouteMapper.key(told).orElseThrow(), told, NAMES))
        .hasToString(route)
        .matches(observed -> observed.usable());
  }
}
