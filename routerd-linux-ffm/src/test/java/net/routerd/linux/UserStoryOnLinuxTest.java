package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.routerd.api.OnClose;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.RouteStatus;
import net.routerd.model.yaml.RouterYaml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The user's document on the kernel of this machine")
class UserStoryOnLinuxTest {

  private static final Path YAML = Path.of("src/test/resources/story.yaml");

  private final Lab lab = new Lab();
  private final RouterConfig configuration = RouterYaml.reader().read(YAML);
  private final List<RouterdEvent> events = new CopyOnWriteArrayList<>();
  private final String beyondTunnel = lab.uplink("ds-routerd-test");
  private final String beyondUplink = lab.uplink("ix2215");
  private Routerd routerd = engine(OnClose.KEEP);

  private Routerd engine(OnClose onClose) {
    return Routerd.builder()
        .configuration(configuration)
        .platform(
            new LinuxPlatformProvider(LinuxOptions.inNetworkNamespace(Netns.path(lab.router()))))
        .listener(events::add)
        .onClose(onClose)
        .build();
  }

  @BeforeEach
  void theInternetAnswersOnBothWays() {
    lab.address(lab.router(), "ix2215", "172.17.0.2/24");
    lab.address(beyondUplink, "peer", "172.17.0.1/24");
    lab.netns().ip(beyondTunnel, "route", "add", "172.17.0.2/32", "dev", "peer");
    for (String ns : List.of(beyondTunnel, beyondUplink)) {
      lab.answer(ns, "1.1.1.1");
      lab.listen(ns, 443);
    }
  }

  @AfterEach
  void close() {
    routerd.close();
    lab.close();
  }

  private Optional<String> selected() {
    return routerd.status().policy("ipv4-default").flatMap(PolicyStatus::selectedCandidate);
  }

  private void awaitWay(String candidate, String route) {
    Await.until(candidate + " selected", this::selected, Optional.of(candidate)::equals);
    Await.until("the route of " + candidate, lab::defaultRoute, route::equals);
    Await.until(
        "the route's status",
        () ->
            routerd
                .status()
                .find(ResourceRef.parse("IPv4Route/default-route"), RouteStatus.class)
                .map(RouteStatus::phase),
        Optional.of("Installed")::equals);
  }

  @Test
  @DisplayName("SEL-3 SEL-4 three silent deaths move traffic three times, and back")
  void threeSilentDeathsMoveTrafficAndBack() {
    routerd.start();

    for (int round = 0; round < 3; round++) {
      awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
      assertThat(routerd.status().policy("ipv4-default").orElseThrow().selectedGateway()).isEmpty();
      lab.silence(beyondTunnel, "1.1.1.1");
      awaitWay("ix2215", "default via 172.17.0.1 dev ix2215 proto 114");
      lab.answer(beyondTunnel, "1.1.1.1");
    }
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
  }

  @Test
  @DisplayName("RT-2 a lost carrier moves traffic at once")
  void aLostCarrierMovesTraffic() {
    routerd.start();
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");

    lab.netns().ip(beyondTunnel, "link", "set", "peer", "down");

    awaitWay("ix2215", "default via 172.17.0.1 dev ix2215 proto 114");
    lab.netns().ip(beyondTunnel, "link", "set", "peer", "up");
    lab.netns().ip(beyondTunnel, "route", "replace", "172.17.0.2/32", "dev", "peer");
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
  }

  @Test
  @DisplayName("RT-4 RT-5 a route that somebody deletes, or the kernel drops silently, comes back")
  void aDroppedRouteComesBack() {
    routerd.start();
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
    lab.netns().ip(lab.router(), "route", "del", "default");
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");

    lab.netns().ip(lab.router(), "link", "set", "ds-routerd-test", "down");
    awaitWay("ix2215", "default via 172.17.0.1 dev ix2215 proto 114");
    lab.netns().ip(lab.router(), "link", "set", "ds-routerd-test", "up");
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
  }

  @Test
  @DisplayName("RT-1 a foreign default with our key stays, ours is put in when it is gone")
  void aForeignDefaultStays() {
    lab.netns().ip(lab.router(), "route", "add", "default", "via", "172.17.0.1", "proto", "static");
    routerd.start();

    Await.until(
        "the conflict",
        () ->
            routerd
                .status()
                .find(ResourceRef.parse("IPv4Route/default-route"), RouteStatus.class)
                .map(s -> s.phase() + " " + s.reason()),
        Optional.of("Failed Conflict")::equals);
    assertThat(lab.defaultRoute()).isEqualTo("default via 172.17.0.1 dev ix2215 proto static");
    lab.netns().ip(lab.router(), "route", "del", "default");
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
  }

  @Test
  @DisplayName("RT-7 PATH-1 a stop leaves the route, and withdraws it where asked")
  void aStopLeavesTheRoute() {
    routerd.start();
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
    routerd.close();
    assertThat(lab.defaultRoute()).isEqualTo("default dev ds-routerd-test proto 114 scope link");
    assertThat(lab.netns().ip(lab.router(), "rule")).doesNotContain("114");

    routerd = engine(OnClose.WITHDRAW);
    routerd.start();
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
    routerd.close();
    assertThat(lab.defaultRoute()).isEmpty();
  }

  @Test
  @DisplayName("RT-8 HC-8 a device that is deleted and made again is followed")
  void aRecreatedDeviceIsFollowed() {
    routerd.start();
    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");

    lab.netns().ip(lab.router(), "link", "del", "ds-routerd-test");
    awaitWay("ix2215", "default via 172.17.0.1 dev ix2215 proto 114");
    lab.netns().veth(lab.router(), "ds-routerd-test", beyondTunnel, "peer");
    lab.netns().ip(beyondTunnel, "route", "add", "172.17.0.2/32", "dev", "peer");

    awaitWay("ds-lite", "default dev ds-routerd-test proto 114 scope link");
  }
}
