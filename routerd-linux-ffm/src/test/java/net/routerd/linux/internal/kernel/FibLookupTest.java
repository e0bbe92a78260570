package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.linux.internal.probe.PathLookup.Answer;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel says about the way of a probe. */
class FibLookupTest {

  private final Libc libc = FfmLibc.load();
  private final Netns netns = new Netns();
  private final String ns = netns.add("fib");
  private final FibLookup lookup =
      netns.run(
          ns,
          () ->
              new FibLookup(
                  new NetlinkConversation(NetlinkSocket.open(libc, 1 << 20), System::nanoTime)));

  @BeforeEach
  void devices() {
    String other = netns.add("peer");
    for (int i = 0; i < 2; i++) {
      netns.veth(ns, "wan" + i, other, "up" + i);
      netns.address(ns, "wan" + i, "10." + i + ".0.1/24");
      netns.address(ns, "wan" + i, "fd0" + i + "::1/64");
    }
  }

  @AfterEach
  void clean() {
    lookup.close();
    netns.close();
  }

  private Answer find(String target, int device, long mark, String source) {
    return lookup.find(
        IpAddress.parse(target),
        netns.ifindex(ns, "wan" + device),
        mark,
        Optional.of(source).filter(s -> !s.isEmpty()).map(IpAddress::parse));
  }

  private void ip(String command) {
    netns.ip(ns, command.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"1.1.1.1", "2001:db8::1"})
  @DisplayName("PATH-2 without a route through the device there is no path, on-link neither")
  void noRouteIsNoPath(String target) {
    ip("route add default via 10.0.0.2 dev wan0");
    ip("-6 route add default via fd00::2 dev wan0");

    assertThat(find(target, 1, 0, "")).isInstanceOf(Answer.None.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1.1.1.1, 10.1.0.2, 114000",
    "2001:db8::1, fd01::2, 114001",
  })
  @DisplayName("PATH-2 the table of a rule for the device is found, with its gateway")
  void theProbesOwnTableIsFound(String target, String gateway, long table) {
    String six = target.contains(":") ? "-6 " : "-4 ";
    ip(six + "route add default via " + gateway + " dev wan1 table " + table);
    ip(six + "rule add oif wan1 to " + target + " lookup " + table + " pref 11400");

    assertThat(find(target, 1, 0, ""))
        .isEqualTo(
            new Answer.Found(
                new RouteTable(table),
                Optional.of(IpAddress.parse(gateway)),
                netns.ifindex(ns, "wan1")));
    assertThat(find(target, 0, 0, "")).isInstanceOf(Answer.None.class);
  }

  @ParameterizedTest
  @CsvSource({"-4, 1.1.1.1, 10.1.0.2, 10.1.0.3", "-6, 2001:db8::1, fd01::2, fd01::3"})
  @DisplayName("PATH-2 what was told before is told again as long as it is true")
  void eachAnswerIsTheOneOfNow(String family, String target, String one, String other) {
    String route = family + " route replace default dev wan1";
    List<Answer> told = new ArrayList<>();
    List<String> ways = List.of("", " via " + one, " via " + other, " via " + one, "");
    for (String way : ways) {
      ip(route + way);
      Answer first = find(target, 1, 0, "");
      assertThat(find(target, 1, 0, "")).isSameAs(first);
      told.add(first);
    }
    ip(family + " route add default dev wan1 table 1001");
    ip(family + " rule add to " + target + " lookup 1001 pref 11400");

    assertThat(told)
        .extracting(answer -> ((Answer.Found) answer).gateway().map(IpAddress::toString).orElse(""))
        .containsExactly("", one, other, one, "");
    assertThat(find(target, 1, 0, ""))
        .isInstanceOfSatisfying(
            Answer.Found.class, f -> assertThat(f.table()).isEqualTo(new RouteTable(1001)));
  }

  @Test
  @DisplayName("PATH-2 mark and source address are part of the question")
  void markAndSourceAreAskedWith() {
    ip("route add default via 10.1.0.2 dev wan1 table 1001");
    ip("route add default via 10.1.0.3 dev wan1 table 1002");
    ip("rule add from 10.1.0.1 to 1.1.1.1 lookup 1001 pref 11401");
    ip("rule add fwmark 0x72 to 1.1.1.1 lookup 1002 pref 11400");

    assertThat(find("1.1.1.1", 1, 0, "")).isInstanceOf(Answer.None.class);
    assertThat(find("1.1.1.1", 1, 0, "10.1.0.1"))
        .isInstanceOfSatisfying(
            Answer.Found.class, f -> assertThat(f.table()).isEqualTo(new RouteTable(1001)));
    assertThat(find("1.1.1.1", 1, 0x72, ""))
        .isInstanceOfSatisfying(
            Answer.Found.class, f -> assertThat(f.table()).isEqualTo(new RouteTable(1002)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blackhole", "unreachable", "prohibit"})
  void aRouteThatSendsNothingIsNoPath(String type) {
    ip("route add " + type + " 192.0.2.0/24");
    ip("-6 route add " + type + " 2001:db8::/32");

    assertThat(find("192.0.2.1", 0, 0, "")).isInstanceOf(Answer.None.class);
    assertThat(find("2001:db8::1", 0, 0, "")).isInstanceOf(Answer.None.class);
  }

  @Test
  void ofSeveralNextHopsTheOneOfTheDeviceIsTold() {
    ip("route add default nexthop via 10.0.0.2 dev wan0 nexthop via 10.1.0.2 dev wan1");

    assertThat(find("1.1.1.1", 1, 0, ""))
        .isEqualTo(
            new Answer.Found(
                RouteTable.MAIN,
                Optional.of(IpAddress.parse("10.1.0.2")),
                netns.ifindex(ns, "wan1")));
  }

  @Test
  void aDeviceThatIsGoneIsAnswered() {
    assertThat(lookup.find(IpAddress.parse("1.1.1.1"), 9999, 0, Optional.empty()))
        .isInstanceOfSatisfying(
            Answer.None.class, n -> assertThat(n.errno()).isIn(Errno.ENODEV, Errno.ENETUNREACH));
  }
}
