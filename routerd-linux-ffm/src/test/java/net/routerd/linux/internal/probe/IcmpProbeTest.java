package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.BLACKHOLE;
import static net.routerd.linux.internal.probe.TwoUplinks.BLACKHOLE6;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.UNREACHABLE;
import static net.routerd.linux.internal.probe.TwoUplinks.UNREACHABLE6;
import static net.routerd.linux.internal.probe.TwoUplinks.brief;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.linux.internal.probe.TwoUplinks.send;
import static net.routerd.model.ProbeProtocol.ICMP;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PIN_FAILED;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each on raw sockets, which a new namespace leaves as the only way, and on ping sockets. */
class IcmpProbeTest {

  private final TwoUplinks uplinks = new TwoUplinks();

  @AfterEach
  void close() {
    uplinks.close();
  }

  private void use(boolean pingSockets) {
    if (pingSockets) {
      uplinks.openPingSockets();
    }
  }

  private ProbeOutcome outcome(IpAddress target, boolean brief) throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      var check = brief ? brief(ICMP, target) : check(ICMP, target).build();
      return result(prober, uplinks.request(check, 0)).outcome();
    }
  }

  @ParameterizedTest(name = "ping sockets: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("HC-9 HC-10 an echo that comes back passes, IPv4 and IPv6")
  void anEchoPasses(boolean pingSockets) throws Exception {
    use(pingSockets);

    assertThat(outcome(TARGET, false)).isEqualTo(ProbeOutcome.of(PASSED));
    assertThat(outcome(TARGET6, false)).isEqualTo(ProbeOutcome.of(PASSED));
  }

  @ParameterizedTest(name = "ping sockets: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("HC-9 silence is Timeout")
  void silenceIsTimeout(boolean pingSockets) throws Exception {
    use(pingSockets);

    assertThat(outcome(BLACKHOLE, true)).isEqualTo(ProbeOutcome.of(TIMEOUT));
    assertThat(outcome(BLACKHOLE6, true)).isEqualTo(ProbeOutcome.of(TIMEOUT));
  }

  @ParameterizedTest(name = "ping sockets: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("HC-9 a router's error is Unreachable, with type, code and who said it")
  void aRoutersErrorIsUnreachable(boolean pingSockets) throws Exception {
    use(pingSockets);

    assertThat(outcome(UNREACHABLE, false))
        .isEqualTo(
            new ProbeOutcome(
                ProbeOutcome.Kind.UNREACHABLE,
                "ICMP host unreachable, type 3 code 1 from 10.0.0.1"));
    assertThat(outcome(UNREACHABLE6, false).toString())
        .startsWith("Unreachable (ICMPv6 ")
        .contains("type 1 code 0 from 2001:db8::1");
  }

  @Test
  @DisplayName("HC-10 a link-local IPv6 target is reached through its own device")
  void aLinkLocalTargetIsReached() throws Exception {
    uplinks.net.address(uplinks.isp[0], "down0", "fe80::f/64");
    uplinks.net.address(uplinks.isp[1], "down1", "fe80::f/64");

    assertThat(outcome(IpAddress.parse("fe80::f"), false)).isEqualTo(ProbeOutcome.of(PASSED));
  }

  @ParameterizedTest(name = "ping sockets: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("HC-10 of two probers with one target, the one whose uplink is dead gets no reply")
  void noReplyIsTakenFromAnotherUplink(boolean pingSockets) throws Exception {
    use(pingSockets);
    uplinks.net.ip(uplinks.isp[1], "addr", "del", TARGET + "/32", "dev", "lo");
    uplinks.net.ip(uplinks.isp[1], "route", "add", "blackhole", TARGET + "/32");
    try (ProbeLoop one = uplinks.prober();
        ProbeLoop two = uplinks.prober()) {
      List<CompletableFuture<ProbeResult>> alive = new ArrayList<>();
      List<CompletableFuture<ProbeResult>> dead = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        dead.add(send(two, uplinks.request(brief(ICMP, TARGET), 1)));
        alive.add(send(one, uplinks.request(check(ICMP, TARGET).build(), 0)));
      }

      assertThat(kinds(alive)).containsOnly(PASSED);
      assertThat(kinds(dead)).containsOnly(TIMEOUT);
    }
  }

  @Test
  @DisplayName("HC-10 on raw sockets, an error about one prober's packet is not another's")
  void anErrorIsTakenOnlyByItsOwnProber() throws Exception {
    try (ProbeLoop prober = uplinks.prober();
        Capture capture = new Capture(uplinks.net, uplinks.isp[0])) {
      var silent = check(ICMP, BLACKHOLE, Duration.ofSeconds(2)).build();
      var stale = send(prober, uplinks.request(silent, 0));
      capture.await(BLACKHOLE);
      uplinks.net.ip(uplinks.isp[0], "route", "del", "blackhole", BLACKHOLE + "/32");
      uplinks.net.ip(uplinks.isp[0], "route", "add", "unreachable", BLACKHOLE + "/32");
      var fresh = send(prober, uplinks.request(check(ICMP, BLACKHOLE).build(), 0));

      assertThat(kinds(List.of(fresh))).containsOnly(ProbeOutcome.Kind.UNREACHABLE);
      assertThat(kinds(List.of(stale))).containsOnly(TIMEOUT);
    }
  }

  private static Set<ProbeOutcome.Kind> kinds(List<CompletableFuture<ProbeResult>> results)
      throws Exception {
    Set<ProbeOutcome.Kind> kinds = ConcurrentHashMap.newKeySet();
    for (CompletableFuture<ProbeResult> result : results) {
      kinds.add(result.get(60, TimeUnit.SECONDS).outcome().kind());
    }
    return kinds;
  }

  @ParameterizedTest(name = "ping sockets: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("HC-10 a ping socket is used where the group range permits it, else a raw one")
  void thePingSocketIsPreferred(boolean pingSockets) throws Exception {
    use(pingSockets);
    List<Integer> opened = new ArrayList<>();
    ForwardingLibc libc =
        new ForwardingLibc() {
          @Override
          public int socket(int domain, int type, int protocol) {
            int fd = super.socket(domain, type, protocol);
            if (fd >= 0 && protocol == Constants.IPPROTO_ICMP) {
              opened.add(type & 0xF);
            }
            return fd;
          }
        };
    try (ProbeLoop prober = uplinks.prober(libc, uplinks.lookup())) {
      result(prober, uplinks.request(check(ICMP, TARGET).build(), 0));
    }

    assertThat(opened).containsExactly(pingSockets ? Constants.SOCK_DGRAM : Constants.SOCK_RAW);
  }

  @Test
  @DisplayName("HC-9 where neither socket is permitted the outcome says what to grant")
  void withoutPrivilegeTheMendIsNamed() throws Exception {
    ForwardingLibc libc =
        new ForwardingLibc() {
          @Override
          public int socket(int domain, int type, int protocol) {
            if (protocol != Constants.IPPROTO_ICMP) {
              return super.socket(domain, type, protocol);
            }
            return (type & 0xF) == Constants.SOCK_RAW ? -Errno.EPERM : -Errno.EACCES;
          }
        };
    try (ProbeLoop prober = uplinks.prober(libc, uplinks.lookup())) {
      ProbeResult result = result(prober, uplinks.request(check(ICMP, TARGET).build(), 0));

      assertThat(result.outcome().kind()).isEqualTo(PIN_FAILED);
      assertThat(result.outcome().detail())
          .contains("EPERM (1)", "ping_group_range", "CAP_NET_RAW");
    }
  }
}
