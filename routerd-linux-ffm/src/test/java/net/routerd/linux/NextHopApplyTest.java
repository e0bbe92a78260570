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

/**
 * Nexthop objects on the kernel of this machine (RT-12), beyond what the contract kit tries there:
 * {@link LinuxPlatformContractTest}, the rules HOP.
 */
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

  @Test
  @DisplayName("RT-5 RT-12 the silent death of an object and its routes with the device is noticed")
  void deathWithTheDeviceIsNoticed() {
    RouteKey v4 = key("192.0.2.0/24", 0);
    applied(
        new RouteChange.AddNextHop(object("10.0.0.2", "wan0")),
        new RouteChange.AddRoute(through(v4)));

    machine.ip("link del wan0");

    machine.listener.await("object gone", () -> objects().isEmpty());
    machine.listener.await("route gone", () -> routes(platform, v4).isEmpty());
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
