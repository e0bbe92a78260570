package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import net.routerd.model.net.IpFamily;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A route that stands by in the kernel of this machine (RT-11), and rivals of a route (STA-1). */
@DisplayName("A standby route, and what wins before a route of ours")
class StandbyStoryTest {

  private Uplinks uplinks = new Uplinks(IpFamily.IPV4);

  @AfterEach
  void close() {
    uplinks.close();
  }

  private void started(IpFamily family, String spec) {
    if (family == IpFamily.IPV6) {
      uplinks.close();
      uplinks = new Uplinks(family);
    }
    uplinks.start(1, spec, UnaryOperator.identity());
    uplinks.awaitWay("wan0", 1);
  }

  private void ignoreLinkdown() {
    String family = uplinks.v6() ? "ipv6" : "ipv4";
    uplinks.machine.netns.sysctl(
        uplinks.machine.ns, "net." + family + ".conf.wan0.ignore_routes_with_linkdown", "1");
  }

  private String way() {
    return uplinks.way(uplinks.inside(0));
  }

  private String routes() {
    return uplinks.machine.ip((uplinks.v6() ? "-6 " : "-4 ") + "route show proto 114");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "RT-11 with no engine at all the kernel moves traffic to the standby route, and back")
  void theKernelAloneFallsBack(IpFamily family) {
    started(family, "standby: true");
    uplinks.awaitCondition(Reason.LINKDOWN_ROUTES_USED);
    ignoreLinkdown();
    uplinks.awaitNoCondition(Reason.LINKDOWN_ROUTES_USED);
    assertThat(uplinks.conditions()).isEmpty();
    uplinks.stop();

    for (int flap = 0; flap < 2; flap++) {
      uplinks.plug(0, false);
      Await.until("the standby route carries", this::way, "wan1"::equals);
      uplinks.plug(0, true);
      Await.until("the first route carries again", this::way, "wan0"::equals);
    }
    assertThat(routes().lines()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("RT-11 why the condition warns: without the setting the dead route goes on winning")
  void withoutTheSettingTheDeadRouteWins(IpFamily family) {
    started(family, "standby: true");
    uplinks.awaitCondition(Reason.LINKDOWN_ROUTES_USED);
    uplinks.stop();

    uplinks.plug(0, false);
    uplinks.awaitCarrier(0, false);

    assertThat(way()).isEqualTo("wan0");
    assertThat(routes()).contains("linkdown");
  }

  @Test
  @DisplayName("RT-11 RT-8 the standby route goes and comes with its device; none is a condition")
  void theStandbyGoesAndComes() {
    started(IpFamily.IPV4, "standby: true\nstandbyMetric: 77");
    Await.until("a standby route", this::routes, r -> r.contains("dev wan1 metric 77"));

    uplinks.machine.ip("link set wan1 down");
    uplinks.awaitCondition(Reason.STANDBY_MISSING);
    assertThat(routes()).doesNotContain("wan1");
    uplinks.machine.ip("link set wan1 up");
    uplinks.awaitNoCondition(Reason.STANDBY_MISSING);
    Await.until("a standby route", this::routes, r -> r.contains("dev wan1 metric 77"));
    uplinks.machine.ip("link set wan0 down");
    uplinks.awaitWay("wan1", 1);

    Await.until("what stood by carries alone", this::routes, r -> r.lines().count() == 1);
    assertThat(routes()).contains("via 10.1.0.2 dev wan1").doesNotContain("metric 77");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("STA-1 a foreign route of lower metric is Shadowed, for as long as it stands")
  void aRivalShadows(IpFamily family) {
    started(family, "metric: 50");
    String rival = uplinks.prefix(0) + " via " + uplinks.gateway(1) + " dev wan1 metric 20";

    uplinks.machine.ip("route add " + rival + " proto 16");
    uplinks.awaitCondition(Reason.SHADOWED);
    assertThat(way()).isEqualTo("wan1");
    assertThat(uplinks.route().orElseThrow().conditions())
        .singleElement()
        .satisfies(c -> assertThat(c.message()).contains(uplinks.gateway(1), "proto 16"));
    assertThat(uplinks.route().orElseThrow().phase()).isEqualTo("Installed");
    uplinks.machine.ip("route del " + rival);

    uplinks.awaitNoCondition(Reason.SHADOWED);
    uplinks.awaitWay("wan0", 1);
  }

  @Test
  @DisplayName("STA-1 a rival whose device goes down silently shadows no more")
  void aRivalThatDiesSilentlyShadowsNoMore() {
    started(IpFamily.IPV4, "metric: 50");
    uplinks.machine.ip("route add 198.18.0.0/24 via 10.1.0.2 metric 20 proto 16");
    uplinks.awaitCondition(Reason.SHADOWED);

    uplinks.machine.ip("link set wan1 down");

    uplinks.awaitNoCondition(Reason.SHADOWED);
    assertThat(way()).isEqualTo("wan0");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "STA-1 a rule of others that is asked first is Shadowed, for as long as it finds a route")
  void aRuleShadows(IpFamily family) {
    started(family, "");
    String ip = family == IpFamily.IPV6 ? "-6 " : "-4 ";
    String route = uplinks.prefix(0) + " via " + uplinks.gateway(1) + " dev wan1 table 70";

    uplinks.machine.ip(ip + "rule add lookup 70 pref 700");
    uplinks.machine.ip(ip + "route add " + route + " proto 16");
    uplinks.awaitCondition(Reason.SHADOWED);
    assertThat(way()).isEqualTo("wan1");
    uplinks.machine.ip(ip + "route del " + route);
    uplinks.awaitNoCondition(Reason.SHADOWED);
    uplinks.machine.ip(ip + "route add " + route + " proto 16");
    uplinks.awaitCondition(Reason.SHADOWED);
    uplinks.machine.ip(ip + "rule del pref 700");

    uplinks.awaitNoCondition(Reason.SHADOWED);
    assertThat(way()).isEqualTo("wan0");
  }
}
