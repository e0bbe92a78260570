package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.IpFamily;
import net.routerd.model.status.LinkStatus;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine whose routes share a nexthop object, on the kernel of this machine (RT-12). */
@DisplayName("Many routes that share a nexthop object")
class NextHopStoryTest {

  private static final int MANY = 300;
  private static final int FEW = 3;

  private Uplinks uplinks = new Uplinks(IpFamily.IPV4);

  @AfterEach
  void close() {
    uplinks.close();
  }

  private void started(int destinations) {
    uplinks.machine.netns.sysctl(uplinks.machine.ns, "net.ipv4.nexthop_compat_mode", "0");
    uplinks.start(destinations, "", builder -> builder.nexthopObjects(2));
    uplinks.awaitWay("wan0", FEW);
  }

  private void forIpv6() {
    uplinks.close();
    uplinks = new Uplinks(IpFamily.IPV6);
  }

  private long throughObjects() {
    return uplinks
        .machine
        .ip((uplinks.v6() ? "-6 " : "-4 ") + "route show proto 114")
        .lines()
        .filter(line -> line.contains("nhid 114000000 "))
        .count();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("RT-12 a switch of 300 routes is one message, there and back")
  void aSwitchIsOneMessage(IpFamily family) {
    if (family == IpFamily.IPV6) {
      forIpv6();
    }
    started(MANY);
    assertThat(uplinks.wire.changes())
        .startsWith("NEWNEXTHOP")
        .filteredOn("NEWROUTE"::equals)
        .hasSize(MANY);
    assertThat(uplinks.conditions()).containsExactly(Reason.NEXTHOP_OBJECT_FRAGILE);

    for (String way : List.of("wan1", "wan0")) {
      uplinks.wire.forget();
      uplinks.engine().pin("out", way);
      uplinks.awaitWay(way, FEW);
      assertThat(uplinks.wire.changes()).containsExactly("NEWNEXTHOP REPLACE");
      assertThat(uplinks.way(uplinks.inside(MANY - 1))).isEqualTo(way);
    }
    assertThat(throughObjects()).isEqualTo(MANY);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "RT-5 RT-12 a lost carrier kills the object silently: all comes back by the other way")
  void theSilentDeathIsRepaired(IpFamily family) {
    if (family == IpFamily.IPV6) {
      forIpv6();
    }
    started(FEW);

    for (int round = 0; round < 2; round++) {
      uplinks.plug(0, false);
      uplinks.awaitWay("wan1", FEW);
      uplinks.plug(0, true);
      uplinks.awaitWay("wan0", FEW);
    }

    assertThat(throughObjects()).isEqualTo(FEW);
    assertThat(uplinks.conditions()).containsExactly(Reason.NEXTHOP_OBJECT_FRAGILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"link set wan0 down", "link del wan0", "address del 10.0.0.1/24 dev wan0"})
  @DisplayName("RT-5 RT-12 whatever the kernel leaves of object and routes, all go the other way")
  void whateverTheKernelLeaves(String command) {
    started(FEW);

    uplinks.machine.ip(command);

    uplinks.awaitWay("wan1", FEW);
    assertThat(throughObjects()).isEqualTo(FEW);
  }

  @Test
  @DisplayName("RT-4 RT-12 an object that somebody deletes comes back with its routes, each time")
  void aDeletedObjectComesBack() {
    started(FEW);

    for (int i = 0; i < 3; i++) {
      uplinks.machine.ip("nexthop del id 114000000");
      Await.until("all back", this::throughObjects, n -> n == FEW);
    }

    assertThat(uplinks.conditions()).doesNotContain(Reason.OWNERSHIP_CONFLICT);
  }

  @Test
  @DisplayName("RT-4 RT-12 an object that somebody changes under our protocol is changed back")
  void aChangedObjectIsChangedBack() {
    started(FEW);
    uplinks.wire.forget();

    uplinks.machine.ip("nexthop replace id 114000000 via 10.1.0.2 dev wan1 proto 114");

    Await.until("changed back", uplinks.wire::changes, List.of("NEWNEXTHOP REPLACE")::equals);
    uplinks.awaitWay("wan0", FEW);
  }

  @Test
  @DisplayName(
      "RT-12 a flap while no engine runs takes the routes; the next start brings them back")
  void aFlapWithoutAnEngine() {
    started(FEW);
    uplinks.stop();
    assertThat(throughObjects()).as("RT-7 a stop leaves them").isEqualTo(FEW);

    uplinks.plug(0, false);
    uplinks.awaitCarrier(0, false);
    uplinks.plug(0, true);
    uplinks.awaitCarrier(0, true);
    assertThat(throughObjects()).as("why the condition warns").isZero();

    started(FEW);
    assertThat(throughObjects()).isEqualTo(FEW);
  }

  @Test
  @DisplayName("RT-6 RT-12 a restart takes object and routes over and sends nothing")
  void aRestartSendsNothing() {
    started(FEW);
    uplinks.stop();
    uplinks.wire.forget();

    started(FEW);

    assertThat(uplinks.wire.changes()).isEmpty();
  }

  @Test
  @DisplayName("RT-12 once all stands, events of the machine send nothing")
  void theSecondReconcileSendsNothing() {
    started(FEW);
    uplinks.wire.forget();

    for (int mtu : new int[] {1400, 1450, 1500}) {
      uplinks.machine.ip("link set wan0 mtu " + mtu);
      Await.until(
          "mtu " + mtu,
          () ->
              uplinks
                  .engine()
                  .status()
                  .find(ResourceRef.parse("Interface/wan0"), LinkStatus.class)
                  .flatMap(LinkStatus::mtu),
          Optional.of(mtu)::equals);
    }

    assertThat(uplinks.wire.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nexthop add id 114000000 via 10.1.0.2 dev wan1 proto 186",
        "nexthop add id 114000000 group 7 proto 186"
      })
  @DisplayName("RT-1 RT-12 what others put at our number stays, and ours takes another")
  void aForeignObjectAtOurNumber(String command) {
    uplinks.machine.netns.sysctl(uplinks.machine.ns, "net.ipv4.nexthop_compat_mode", "0");
    uplinks.machine.ip("nexthop add id 7 via 10.1.0.9 dev wan1 proto 186");
    uplinks.machine.ip(command);
    String theirs = uplinks.machine.ip("nexthop show id 114000000");
    uplinks.start(FEW, "", builder -> builder.nexthopObjects(2));

    uplinks.awaitWay("wan0", FEW);

    assertThat(uplinks.machine.ip("nexthop show id 114000000")).isEqualTo(theirs);
    assertThat(uplinks.machine.ip("route show proto 114").lines())
        .hasSize(FEW)
        .allMatch(line -> line.contains("nhid 114000001 "));
  }

  @ParameterizedTest
  @ValueSource(ints = {Errno.EBUSY, Errno.ENOMEM, Errno.EINTR, Errno.ENOBUFS})
  @DisplayName("RT-10 RT-12 the kernel refuses the change of the object twice, then takes it")
  void aRefusedChangeIsTriedAgain(int errno) {
    started(FEW);

    uplinks.wire.refuse(RtnlMessages.NEW_NEXTHOP, 2, errno);
    uplinks.engine().pin("out", "wan1");
    uplinks.awaitWay("wan1", FEW);

    Await.until("refused twice", uplinks.wire::refused, n -> n == 2);
    Await.until("shared again", this::throughObjects, n -> n == FEW);
    assertThat(uplinks.way(uplinks.inside(0))).isEqualTo("wan1");
  }

  @Test
  @DisplayName("RT-10 RT-12 while its object is refused the routes are plain, then they share it")
  void whileItsObjectIsRefusedRoutesArePlain() {
    uplinks.wire.refuse(RtnlMessages.NEW_NEXTHOP, 3, Errno.ENOMEM);

    started(FEW);
    Await.until("the object", this::throughObjects, n -> n == FEW);

    assertThat(uplinks.wire.refused()).isEqualTo(3);
    assertThat(uplinks.wire.changes())
        .containsSubsequence("NEWROUTE", "NEWNEXTHOP", "NEWROUTE REPLACE");
    uplinks.awaitCondition(Reason.NEXTHOP_OBJECT_FRAGILE);
  }

  @Test
  @DisplayName("RT-10 RT-12 a switch whose object is refused for good is made route by route")
  void aSwitchOfARefusedObject() {
    started(FEW);

    uplinks.wire.refuse(RtnlMessages.NEW_NEXTHOP, Integer.MAX_VALUE, Errno.EINVAL);
    uplinks.engine().pin("out", "wan1");
    uplinks.awaitWay("wan1", FEW);

    assertThat(throughObjects()).isZero();
    uplinks.awaitCondition(Reason.NEXTHOP_OBJECT_MISSING);
  }

  @Test
  @DisplayName(
      "RT-1 RT-12 a route of others keeps its object when ours need it no more, and is told")
  void anObjectThatOthersUseStays() {
    started(FEW);
    uplinks.machine.ip("route add 203.0.113.0/24 nhid 114000000 proto 186");

    uplinks.engine().reload(uplinks.configuration(1, "")); // below the number of the builder
    Await.until("plain", this::throughObjects, n -> n == 0);
    Await.until(
        "the warning",
        () -> uplinks.engine().warnings().toString(),
        all -> all.contains("NexthopObjectUsedByOthers") && all.contains("203.0.113.0/24"));

    assertThat(uplinks.machine.ip("route show 203.0.113.0/24")).contains("nhid 114000000");
    uplinks.machine.ip("route del 203.0.113.0/24 nhid 114000000 proto 186");
    Await.until("the object is gone", () -> uplinks.machine.ip("nexthop"), String::isBlank);
  }

  @Test
  @DisplayName("RT-12 answers that are lost (ENOBUFS) are read back, and nothing is done twice")
  void aLostAnswerIsReadBack() {
    started(FEW);
    uplinks.wire.forget();

    uplinks.wire.loseAnswers(RtnlMessages.NEW_NEXTHOP, 1);
    uplinks.engine().pin("out", "wan1");
    uplinks.awaitWay("wan1", FEW);

    assertThat(uplinks.wire.answersToLose()).isZero();
    assertThat(uplinks.wire.changes()).containsExactly("NEWNEXTHOP REPLACE");
  }

  @Test
  @DisplayName("RT-12 in compat mode the routes are plain, and the condition names the mend")
  void compatMode() {
    uplinks.machine.netns.sysctl(uplinks.machine.ns, "net.ipv4.nexthop_compat_mode", "1");
    uplinks.start(FEW, "", builder -> builder.nexthopObjects(2));
    uplinks.awaitWay("wan0", FEW);
    uplinks.wire.forget();

    uplinks.engine().pin("out", "wan1");
    uplinks.awaitWay("wan1", FEW);

    assertThat(uplinks.conditions()).containsExactly(Reason.NEXTHOP_COMPAT_MODE);
    assertThat(uplinks.wire.changes()).isEqualTo(Collections.nCopies(FEW, "NEWROUTE REPLACE"));
    assertThat(uplinks.machine.ip("nexthop")).isBlank();
  }
}
