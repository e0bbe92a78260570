package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import net.routerd.api.RouterdEvent;
import net.routerd.model.ConfigException;
import net.routerd.model.net.IpFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of routes that no other test shows on the kernel of this machine. The others are shown
 * by
 *
 * <ul>
 *   <li>RT-1: {@link RouteApplyTest}, {@link UserStoryOnLinuxTest}, {@link NextHopStoryTest}
 *   <li>RT-2: {@link SwitchLossTest}
 *   <li>RT-4, RT-5: {@link KernelWatchTest}, {@link NextHopStoryTest}, ForeignHandsTest
 *   <li>RT-6, RT-7: {@link UserStoryOnLinuxTest}, ProcessFailuresTest
 *   <li>RT-8: LinkFailuresTest
 *   <li>RT-11, and STA-1's Shadowed: {@link StandbyStoryTest}
 *   <li>RT-12: {@link NextHopApplyTest}, {@link NextHopStoryTest}
 * </ul>
 */
class RouteRulesTest {

  private Uplinks uplinks = new Uplinks(IpFamily.IPV4);

  @AfterEach
  void close() {
    uplinks.close();
  }

  private String routes() {
    return uplinks.machine.ip((uplinks.v6() ? "-6 " : "-4 ") + "route show proto 114").strip();
  }

  @Test
  @DisplayName("RT-3 the transition is told when the kernel already sends packets the new way")
  void theTransitionComesAfterTheReadBack() {
    List<String> told = new CopyOnWriteArrayList<>();
    uplinks.start(
        1,
        "",
        builder ->
            builder.listener(
                event -> {
                  if (event instanceof RouterdEvent.Transition move) {
                    told.add(
                        move.from().map(RouterdEvent.Way::candidate)
                            + " "
                            + move.to().map(RouterdEvent.Way::candidate)
                            + " "
                            + uplinks.way(uplinks.inside(0)));
                  }
                }));
    uplinks.awaitWay("wan0", 1);
    uplinks.plug(0, false);
    uplinks.awaitWay("wan1", 1);

    Await.until(
        "two transitions",
        () -> told,
        List.of("Optional.empty Optional[wan0] wan0", "Optional[wan0] Optional[wan1] wan1")
            ::equals);
  }

  @Test
  @DisplayName(
      "RT-10 a refusal tells the kernel's words, and is tried at once when an address comes")
  void aRefusalIsToldAndTriedAgain() {
    uplinks.start(1, "preferredSource: 192.0.2.1", UnaryOperator.identity());
    Await.until(
        "refused",
        () -> uplinks.route().map(r -> r.phase() + " " + r.message()),
        told -> told.filter(t -> t.contains("Invalid prefsrc address")).isPresent());

    uplinks.machine.ip("address add 192.0.2.1/32 dev lo");

    uplinks.awaitWay("wan0", 1);
    assertThat(routes()).contains("src 192.0.2.1");
  }

  @Test
  @DisplayName("RT-13 IPv6 metric 0 is 1024, and is not changed again and again")
  void ipv6MetricZero() {
    uplinks.close();
    uplinks = new Uplinks(IpFamily.IPV6);
    uplinks.start(1, "metric: 0", UnaryOperator.identity());
    uplinks.awaitWay("wan0", 1);

    uplinks.machine.ip("address add fd00::77/64 dev wan0 nodad");
    uplinks.machine.ip("-6 route del " + uplinks.prefix(0) + " metric 1024");
    Await.until("put back", this::routes, r -> r.contains("metric 1024"));

    assertThat(uplinks.wire.changes()).containsExactly("NEWROUTE", "NEWROUTE");
  }

  @ParameterizedTest
  @CsvSource({
    "keep, 198.18.0.0/24 via 10.1.0.2 dev wan1 linkdown",
    "withdraw, ''",
    "blackhole, blackhole 198.18.0.0/24"
  })
  @DisplayName("RT-14 what stands while nothing is ready, and that the route comes back")
  void whileNothingIsReady(String policy, String stands) {
    uplinks.start(1, "whenUnresolved: " + policy, UnaryOperator.identity());
    uplinks.awaitWay("wan0", 1);

    uplinks.plug(0, false);
    uplinks.awaitWay("wan1", 1);
    uplinks.plug(1, false);

    Await.until("what stands", () -> routes().replace(" proto 114", "").strip(), stands::equals);
    uplinks.plug(0, true);
    uplinks.awaitWay("wan0", 1);
  }

  @Test
  @DisplayName("RT-9 a reload of an equal configuration sends nothing")
  void anEqualReloadSendsNothing() {
    uplinks.start(1, "", UnaryOperator.identity());
    uplinks.awaitWay("wan0", 1);
    uplinks.wire.forget();

    uplinks.engine().reload(uplinks.configuration(1, ""));
    uplinks.engine().pin("out", "wan0"); // decided after the reload, and changes nothing either

    assertThat(uplinks.engine().plan(uplinks.configuration(1, "")).changes()).isEmpty();
    assertThat(uplinks.wire.changes()).isEmpty();
  }

  @Test
  @DisplayName("RT-9 an invalid configuration is refused whole, and the running one goes on")
  void anInvalidReloadSendsNothing() {
    uplinks.start(1, "", UnaryOperator.identity());
    uplinks.awaitWay("wan0", 1);
    String stands = routes();
    uplinks.wire.forget();

    assertThatThrownBy(
            () -> uplinks.engine().reload(uplinks.configuration(3, "standby: true\nmetrik: 7")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("metrik");
    uplinks.engine().pin("out", "wan0");

    assertThat(uplinks.wire.changes()).isEmpty();
    assertThat(routes()).isEqualTo(stands);
    uplinks.plug(0, false);
    uplinks.awaitWay("wan1", 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 2"})
  @DisplayName("RT-5 RT-12 a cable that is out for less than the kernel's linkwatch takes to look")
  void shortFlaps(int destinations, int objectsFrom) {
    uplinks.machine.netns.sysctl(uplinks.machine.ns, "net.ipv4.nexthop_compat_mode", "0");
    uplinks.start(destinations, "", b -> objectsFrom > 0 ? b.nexthopObjects(objectsFrom) : b);
    uplinks.awaitWay("wan0", destinations);
    String stands = routes();

    for (int flap = 0; flap < 20; flap++) {
      uplinks.machine.netns.batch(uplinks.machine.net, "link set up0 down", "link set up0 up");
    }
    uplinks.awaitCarrier(0, true);

    uplinks.awaitWay("wan0", destinations);
    Await.until("as before", this::routes, stands::equals);
  }

  @Test
  @DisplayName("RT-1 a next hop that others append to our IPv6 route outlives the switch of ours")
  void anAppendedLeg() {
    uplinks.close();
    uplinks = new Uplinks(IpFamily.IPV6);
    uplinks.start(1, "metric: 50", UnaryOperator.identity());
    uplinks.awaitWay("wan0", 1);
    String theirs = uplinks.prefix(0) + " via fd01::9 dev wan1 metric 50 proto 186";

    uplinks.machine.ip("-6 route append " + theirs);
    awaitStatus("Installed", told -> told.contains("takes a share") && told.contains("fd01::9"));
    uplinks.plug(0, false);
    awaitStatus("Failed", told -> told.contains("proto 186"));

    assertThat(uplinks.machine.ip("-N -6 route show " + uplinks.prefix(0)))
        .contains("via fd01::9 dev wan1 proto 186")
        .doesNotContain("wan0");
    uplinks.machine.ip("-6 route del " + theirs);
    uplinks.awaitWay("wan1", 1);
    awaitStatus("Installed", told -> !told.contains("takes a share"));
  }

  private void awaitStatus(String phase, Predicate<String> words) {
    Await.until(
        phase,
        uplinks::route,
        told ->
            told.filter(r -> r.phase().toString().equalsIgnoreCase(phase))
                .filter(r -> words.test(r.toString()))
                .isPresent());
  }
}
