package net.routerd.linux;

import static net.routerd.linux.Machine.apply;
import static net.routerd.linux.Machine.forward;
import static net.routerd.linux.Machine.key;
import static net.routerd.linux.Machine.routes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.NextHopSupport;
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

/** Nexthop objects on the kernel of this machine (RT-12). */
class NextHopApplyTest {

  private static final long ID = NextHopObject.firstId(Machine.PROTOCOL);

  private final Machine machine = new Machine();
  private Platform platform;

  @BeforeEach
  void start() {
    machine.netns.sysctl(machine.ns, "net.ipv4.nexthop_compat_mode", "0");
    platform = machine.start();
  }

  @AfterEach
  void clean() {
    machine.close();
  }

  private static NextHopObject object(String gateway, String device) {
    IpFamily family = gateway.contains(":") ? IpFamily.IPV6 : IpFamily.IPV4;
    return new NextHopObject(ID, family, forward(gateway, device));
  }

  private static DesiredRoute through(RouteKey key) {
    return new DesiredRoute(key, new RouteAction.Through(ID), Optional.empty());
  }

  private List<ObservedNextHop> objects() {
    return platform.routes().current().nextHops();
  }

  private void applied(RouteChange... changes) {
    assertThat(apply(platform, List.of(changes))).allMatch(ApplyResult.Applied.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 10.0.0.2, 10.1.0.2",
    "2001:db8::/32, fd00::2, fd01::2",
    "192.0.2.0/24, fe80::2, fe80::3"
  })
  @DisplayName("RT-12 an object is made, used, changed under its routes, and deleted")
  void anObjectLives(String destination, String first, String second) {
    RouteKey key = key(destination, 7);

    applied(
        new RouteChange.AddNextHop(object(first, "wan0")), new RouteChange.AddRoute(through(key)));
    assertThat(objects()).allMatch(object(first, "wan0")::isSatisfiedBy).hasSize(1);
    assertThat(routes(platform, key)).singleElement().matches(through(key)::isSatisfiedBy);
    applied(new RouteChange.ReplaceNextHop(object(second, "wan1"), objects().getFirst()));
    assertThat(objects()).allMatch(object(second, "wan1")::isSatisfiedBy).hasSize(1);
    assertThat(routes(platform, key)).singleElement().matches(through(key)::isSatisfiedBy);
    applied(new RouteChange.DeleteRoute(routes(platform, key).getFirst()));
    applied(new RouteChange.DeleteNextHop(objects().getFirst()));

    assertThat(objects()).isEmpty();
    assertThat(machine.ip("nexthop")).isBlank();
    assertThat(platform.routes().current().nextHopSupport()).isEqualTo(NextHopSupport.OFFERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"carrier", "link set wan0 down", "link del wan0", "nexthop del id 114000000"})
  @DisplayName("RT-5 RT-12 the silent death of an object and of its routes is noticed")
  void silentDeathIsNoticed(String command) {
    RouteKey v4 = key("192.0.2.0/24", 0);
    applied(
        new RouteChange.AddNextHop(object("10.0.0.2", "wan0")),
        new RouteChange.AddRoute(through(v4)));

    if (command.equals("carrier")) {
      machine.netns.ip(machine.net, "link", "set", "up0", "down");
    } else {
      machine.ip(command);
    }

    machine.listener.await("object gone", () -> objects().isEmpty());
    machine.listener.await("route gone", () -> routes(platform, v4).isEmpty());
  }

  @Test
  @DisplayName("RT-1 RT-12 a foreign object at our number is neither replaced nor deleted")
  void foreignObjectsStay() {
    applied(new RouteChange.AddNextHop(object("10.0.0.2", "wan0")));
    ObservedNextHop was = objects().getFirst();
    machine.ip("nexthop replace id 114000000 via 10.1.0.2 dev wan1 proto 186");

    List<ApplyResult> results =
        apply(
            platform,
            List.of(
                new RouteChange.ReplaceNextHop(object("10.0.0.2", "wan0"), was),
                new RouteChange.DeleteNextHop(was)));

    assertThat(results)
        .allSatisfy(
            r ->
                assertThat(r)
                    .isInstanceOfSatisfying(
                        ApplyResult.Refused.class,
                        refused -> assertThat(refused.errnoName()).isEqualTo("EEXIST")));
    assertThat(machine.ip("nexthop show id 114000000"))
        .contains("via 10.1.0.2 dev wan1")
        .contains("proto bgp"); // 186 in rt_protos
  }

  @Test
  @DisplayName("RT-12 objects of others are not shown, unless they stand at a number of ours")
  void objectsOfOthersAreNotShown() {
    machine.ip("nexthop add id 7 via 10.0.0.2 dev wan0 proto 186");
    machine.ip("nexthop add id 114000003 via 10.0.0.2 dev wan0 proto 186");

    machine.listener.await("that in our range", () -> !objects().isEmpty());

    assertThat(objects())
        .containsExactly(
            new ObservedNextHop(114000003, IpFamily.IPV4, forward("10.0.0.2", "wan0"), 186));
  }

  @Test
  @DisplayName("RT-12 compat mode is seen when the objects are read")
  void compatModeIsSeen() {
    machine.netns.sysctl(machine.ns, "net.ipv4.nexthop_compat_mode", "1");

    platform.routes().refresh();

    machine.listener.await(
        "compat mode",
        () -> platform.routes().current().nextHopSupport() == NextHopSupport.COMPAT_MODE);
  }
}
