package net.routerd.linux;

import static net.routerd.linux.Machine.apply;
import static net.routerd.linux.Machine.forward;
import static net.routerd.linux.Machine.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What refers to a nexthop object: routes of others (RT-1), and routes of ours (RT-12). */
@DisplayName("What refers to a nexthop object")
class NextHopUseTest {

  private static final long ID = NextHopObject.firstId(Machine.PROTOCOL);
  private static final String OURS = "nexthop add id " + ID + " via fd00::2 dev wan0 proto 114";
  private static final RouteKey KEY = key("192.0.2.0/24", 7);

  private final Machine machine = new Machine();

  @BeforeEach
  void offered() {
    machine.netns.sysctl(machine.ns, "net.ipv4.nexthop_compat_mode", "0");
  }

  @AfterEach
  void close() {
    machine.close();
  }

  private static List<ObservedNextHop> objects(Platform platform) {
    return platform.routes().current().nextHops();
  }

  private static RouteChange add(String gateway, String device) {
    return new RouteChange.AddNextHop(
        new NextHopObject(ID, IpFamily.IPV4, forward(gateway, device)));
  }

  private static RouteChange addRoute() {
    return new RouteChange.AddRoute(
        new DesiredRoute(KEY, new RouteAction.Through(ID), Optional.empty()));
  }

  private ApplyResult deleted(Platform platform) {
    return apply(platform, new RouteChange.DeleteNextHop(objects(platform).getFirst()));
  }

  private static void assertRefused(ApplyResult result, String errno, String words) {
    assertThat(result)
        .isInstanceOfSatisfying(
            ApplyResult.Refused.class,
            refused -> {
              assertThat(refused.errnoName()).isEqualTo(errno);
              assertThat(refused.kernelText()).contains(words);
            });
  }

  /** Starts a platform whose object others hold by what they do before. */
  private Platform heldBy(String words, String... theirs) {
    machine.ip(OURS);
    List.of(theirs).forEach(machine::ip);
    Platform platform = machine.start();
    assertRefused(deleted(platform), "EBUSY", words);
    return platform;
  }

  private void assertLetGo(Platform platform) {
    machine.listener.await("free", () -> objects(platform).getFirst().foreignUser().isEmpty());
    assertThat(deleted(platform)).isInstanceOf(ApplyResult.Applied.class);
  }

  @ParameterizedTest
  @CsvSource({
    "-4 route, 203.0.113.0/24 nhid 114000000 proto 186, 203.0.113.0/24",
    "-4 route, 203.0.113.0/24 tos 8 nhid 114000000 proto 186, tos 8",
    "-4 route, 203.0.113.0/24 nhid 114000000 table 70001 proto static, table 70001",
    "-6 route, 2001:db8::/32 nhid 114000000 proto 186, 2001:db8::/32",
    "nexthop, id 7 group 114000000 proto 186, nexthop id 7 group"
  })
  @DisplayName("RT-1 an object that something of others refers to stays until that is gone")
  void whatOthersReferToStays(String kind, String theirs, String words) {
    for (boolean before : new boolean[] {true, false}) {
      machine.ip(OURS);
      if (before) {
        machine.ip(kind + " add " + theirs);
      }
      try (Platform platform = machine.start()) {
        if (!before) {
          machine.ip(kind + " add " + theirs);
        }

        assertRefused(deleted(platform), "EBUSY", words);

        assertThat(machine.ip(kind + " show" + (words.contains("table") ? " table 70001" : "")))
            .contains("114000000");
        assertThat(objects(platform).getFirst().foreignUser())
            .hasValueSatisfying(user -> assertThat(user).contains(words));

        machine.ip(kind + " del " + theirs.replaceFirst(" group.*", ""));
        assertLetGo(platform);
        assertThat(machine.ip("nexthop")).isBlank();
      }
    }
  }

  @Test
  @DisplayName("RT-1 of two routes that refer to it the second holds it as well")
  void theSecondHoldsItToo() {
    Platform platform =
        heldBy(
            "nhid 114000000",
            "route add 203.0.113.0/24 nhid 114000000 proto 186",
            "route add 198.51.100.0/24 nhid 114000000 proto 186");

    machine.ip("route del 203.0.113.0/24 nhid 114000000 proto 186");

    assertRefused(deleted(platform), "EBUSY", "198.51.100.0/24");
  }

  @Test
  @DisplayName("RT-1 RT-5 a route of others that the kernel drops silently holds nothing any more")
  void aSilentLossLetsGo() {
    Platform platform =
        heldBy(
            "203.0.113.0/24",
            "address add 10.9.0.1/32 dev wan1",
            "route add 203.0.113.0/24 nhid 114000000 src 10.9.0.1 proto 186");

    machine.ip("address del 10.9.0.1/32 dev wan1");

    assertLetGo(platform);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wan1", "nope0"})
  @DisplayName("RT-12 a route of a refused object is not sent, and says why; others are")
  void aRouteOfARefusedObjectIsNotSent(String device) {
    machine.netns.ip(machine.net, "link", "set", "up1", "down");
    Uplinks.awaitCarrier(machine, 1, false);
    Platform platform = machine.start();
    DesiredRoute plain = Machine.via(key("198.51.100.0/24", 0), "10.0.0.2", "wan0");

    List<ApplyResult> results =
        apply(
            platform,
            List.of(add("10.1.0.2", device), addRoute(), new RouteChange.AddRoute(plain)));

    String words = device.equals("wan1") ? "Carrier for nexthop device is down" : "no device nope0";
    assertRefused(results.get(0), device.equals("wan1") ? "ENETDOWN" : "ENODEV", words);
    assertRefused(
        results.get(1), device.equals("wan1") ? "ENETDOWN" : "ENODEV", "refused: " + words);
    assertThat(results.get(2)).isInstanceOf(ApplyResult.Applied.class);
  }
}
