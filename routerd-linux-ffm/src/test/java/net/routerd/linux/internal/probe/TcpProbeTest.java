package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.BLACKHOLE;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.UNREACHABLE;
import static net.routerd.linux.internal.probe.TwoUplinks.UNREACHABLE6;
import static net.routerd.linux.internal.probe.TwoUplinks.brief;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.model.ProbeProtocol.TCP;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.REFUSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TcpProbeTest {

  private final TwoUplinks uplinks = new TwoUplinks();

  @AfterEach
  void close() {
    uplinks.close();
  }

  private ProbeResult probe(IpAddress target, boolean brief) throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      var check = brief ? brief(TCP, target) : check(TCP, target).build();
      return result(prober, uplinks.request(check, 0));
    }
  }

  private ServerSocket server() {
    return uplinks.net.run(uplinks.isp[0], () -> new ServerSocket(443));
  }

  @Test
  @DisplayName("HC-9 an established connection passes, IPv4 and IPv6")
  void anEstablishedConnectionPasses() throws Exception {
    try (ServerSocket server = server()) {
      assertThat(server.isBound()).isTrue();
      assertThat(probe(TARGET, false).outcome()).isEqualTo(ProbeOutcome.of(PASSED));
      assertThat(probe(TARGET6, false).outcome()).isEqualTo(ProbeOutcome.of(PASSED));
    }
  }

  @Test
  @DisplayName("HC-9 the connection is closed by a reset and leaves no state behind")
  void theConnectionLeavesNoStateBehind() throws Exception {
    try (ServerSocket server = server()) {
      probe(TARGET, false);
      try (Socket accepted = server.accept()) {
        assertThatThrownBy(() -> accepted.getInputStream().read())
            .isInstanceOf(SocketException.class);
      }
      List<String> table =
          uplinks.net.run(
              uplinks.router, () -> Files.readAllLines(Path.of("/proc/thread-self/net/tcp")));

      assertThat(table).as("the heading alone").hasSize(1);
    }
  }

  @Test
  @DisplayName("HC-9 a reset is Refused, and has evidence that the target was reached")
  void aResetIsRefused() throws Exception {
    ProbeResult result = probe(TARGET, false);

    assertThat(result.outcome().kind()).isEqualTo(REFUSED);
    assertThat(result.outcome().detail()).contains("ECONNREFUSED (111)");
    assertThat(result.evidence().orElseThrow().nextHop()).contains(TwoUplinks.gateway(0));
  }

  @Test
  @DisplayName("HC-9 silence is Timeout, with the evidence of where the packet went")
  void silenceIsTimeout() throws Exception {
    ProbeResult result = probe(BLACKHOLE, true);

    assertThat(result.outcome()).isEqualTo(ProbeOutcome.of(TIMEOUT));
    assertThat(result.evidence().orElseThrow().source()).contains(TwoUplinks.source(0));
  }

  @Test
  @DisplayName("HC-9 a router's error is Unreachable with the ICMP cause")
  void aRoutersErrorIsUnreachable() throws Exception {
    assertThat(probe(UNREACHABLE, false).outcome().toString())
        .isEqualTo("Unreachable (ICMP host unreachable, type 3 code 1 from 10.0.0.1)");
    assertThat(probe(UNREACHABLE6, false).outcome().toString()).startsWith("Unreachable (ICMPv6 ");
  }

  @Test
  @DisplayName(
      "HC-9 what the machine itself refuses is Unreachable with the errno, and no packet"
          + " is claimed")
  void aLocalRefusalNamesTheErrno() throws Exception {
    ForwardingLibc libc =
        new ForwardingLibc() {
          @Override
          public int connect(int fd, byte[] address) {
            return -Errno.ENETUNREACH;
          }
        };
    try (ProbeLoop prober = uplinks.prober(libc, uplinks.lookup())) {
      ProbeResult result = result(prober, uplinks.request(check(TCP, TARGET).build(), 0));

      assertThat(result.outcome().toString()).isEqualTo("Unreachable (ENETUNREACH (101))");
      assertThat(result.evidence()).isEmpty();
    }
  }

  @Test
  @DisplayName("HC-9 a peer that hangs up before the probe looks was established, and passes")
  void aPeerThatHangsUpAtOncePasses() throws Exception {
    assertThat(probeOfAHastyPeer(false).outcome()).isEqualTo(ProbeOutcome.of(PASSED));
  }

  @Test
  @DisplayName("HC-9 a peer that resets before the probe looks is Refused")
  void aPeerThatResetsAtOnceIsRefused() throws Exception {
    ProbeOutcome outcome = probeOfAHastyPeer(true).outcome();

    assertThat(outcome.kind()).isEqualTo(REFUSED);
    assertThat(outcome.detail()).contains("ECONNRESET (104)");
  }

  /** Probes a server that ends the connection before the prober hears that it stands. */
  private ProbeResult probeOfAHastyPeer(boolean reset) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    ForwardingLibc late =
        new ForwardingLibc() {
          @Override
          public int connect(int fd, byte[] address) {
            int result = super.connect(fd, address);
            try {
              assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return result;
          }
        };
    try (ServerSocket server = server();
        ProbeLoop prober = uplinks.prober(late, uplinks.lookup())) {
      Thread.ofPlatform().daemon(true).start(() -> hangUp(server, reset, ended));
      return result(prober, uplinks.request(check(TCP, TARGET).build(), 0));
    }
  }

  private static void hangUp(ServerSocket server, boolean reset, CountDownLatch ended) {
    try (Socket accepted = server.accept()) {
      accepted.setSoLinger(reset, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ended.countDown();
  }
}
