package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.model.ProbeProtocol.ICMP;
import static net.routerd.model.probe.ProbeOutcome.Kind.NO_PATH;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.probe.PathLookup.Answer;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.PlatformException;
import net.routerd.spi.ProbeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {

  private final TwoUplinks uplinks = new TwoUplinks();

  @AfterEach
  void close() {
    uplinks.close();
  }

  private void assertNotSent(PathLookup lookup, String... detail) throws Exception {
    try (Capture capture = new Capture(uplinks.net, uplinks.isp[0]);
        ProbeLoop prober = uplinks.prober(FfmLibc.load(), lookup)) {
      ProbeResult result = result(prober, uplinks.request(check(ICMP, TARGET).build(), 0));

      assertThat(result.outcome().kind()).isEqualTo(NO_PATH);
      assertThat(result.outcome().detail()).contains(detail);
      assertThat(result.evidence()).isEmpty();
      assertThat(capture.countTo(TARGET)).isZero();
    }
  }

  @Test
  @DisplayName(
      "PATH-2 without a route nothing is sent, although the kernel would take the target"
          + " as on-link")
  void noRouteIsNoPath() throws Exception {
    assertNotSent(
        (target, ifindex, mark, source) -> new Answer.None(Errno.ENETUNREACH),
        "no route to 198.51.100.1 through wan0",
        "ENETUNREACH (101)");
  }

  @Test
  @DisplayName("PATH-2 a route by another device is not the path")
  void anotherDeviceIsNoPath() throws Exception {
    int other = uplinks.ifindex(1);
    assertNotSent(
        (target, ifindex, mark, source) ->
            new Answer.Found(TwoUplinks.table(0), Optional.of(TwoUplinks.gateway(0)), other),
        "leaves by ifindex " + other);
  }

  @Test
  @DisplayName("PATH-2 a route of another table is not the path")
  void anotherTableIsNoPath() throws Exception {
    assertNotSent(
        (target, ifindex, mark, source) ->
            new Answer.Found(RouteTable.MAIN, Optional.of(TwoUplinks.gateway(0)), ifindex),
        "table main",
        "not in table 1000");
  }

  @Test
  @DisplayName("PATH-2 PATH-4 a route through another gateway is not the path")
  void anotherGatewayIsNoPath() throws Exception {
    assertNotSent(
        (target, ifindex, mark, source) ->
            new Answer.Found(TwoUplinks.table(0), Optional.empty(), ifindex),
        "without gateway",
        "via 10.0.0.1");
  }

  @Test
  @DisplayName("PATH-2 where the kernel cannot be asked nothing is sent")
  void anUnansweredQuestionIsNoPath() throws Exception {
    assertNotSent(
        (target, ifindex, mark, source) -> {
          throw new PlatformException("look up a route", "ENOBUFS (105)", "try again");
        },
        "ENOBUFS (105)");
  }

  @Test
  @DisplayName("PATH-2 a path of any table is content with a route by its device")
  void anyPathTakesAnyTable() throws Exception {
    PathLookup lookup =
        (target, ifindex, mark, source) ->
            new Answer.Found(RouteTable.MAIN, Optional.empty(), ifindex);
    try (ProbeLoop prober = uplinks.prober(FfmLibc.load(), lookup)) {
      ProbeRequest request = uplinks.request(check(ICMP, TARGET).build(), 0);
      ProbeRequest any = TwoUplinks.withPath(request, new ProbeRequest.Path.Any());

      assertThat(result(prober, any).outcome().kind()).isEqualTo(PASSED);
    }
  }

  @Test
  @DisplayName(
      "HC-8 a result carries device, ifindex, source, next hop, round-trip time, and what"
          + " tells stale ones apart")
  void theEvidenceIsComplete() throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      ProbeRequest request = uplinks.request(check(ICMP, TARGET).build(), 1);

      ProbeResult result = result(prober, request);

      ProbeEvidence evidence = result.evidence().orElseThrow();
      assertThat(evidence.device()).isEqualTo(TwoUplinks.device(1));
      assertThat(evidence.ifindex()).isEqualTo(uplinks.ifindex(1));
      assertThat(evidence.source()).contains(IpAddress.parse("10.0.1.2"));
      assertThat(evidence.nextHop()).contains(IpAddress.parse("10.0.1.1"));
      assertThat(evidence.rttNanos()).isPositive();
      assertThat(result.check()).isEqualTo("check");
      assertThat(result.generation()).isEqualTo(7);
      assertThat(result.sequence()).isEqualTo(request.sequence());
      assertThat(result.finishedNanos()).isGreaterThan(result.startedNanos());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2"})
  @DisplayName("PATH-3 a pinned probe gets its reply whatever rp_filter says")
  void rpFilterDropsNoReply(String value) throws Exception {
    uplinks.net.sysctl(uplinks.router, "net.ipv4.conf.all.rp_filter", value);
    uplinks.net.sysctl(uplinks.router, "net.ipv4.conf.wan0.rp_filter", value);
    uplinks.net.ip(
        uplinks.router, "route", "add", "default", "via", TwoUplinks.gateway(1).toString());
    try (ProbeLoop prober = uplinks.prober()) {
      ProbeResult result = result(prober, uplinks.request(check(ICMP, TARGET).build(), 0));

      assertThat(result.outcome().kind()).isEqualTo(PASSED);
    }
  }
}
