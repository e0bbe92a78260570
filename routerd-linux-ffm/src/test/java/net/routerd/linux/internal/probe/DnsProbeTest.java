package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.UNREACHABLE;
import static net.routerd.linux.internal.probe.TwoUplinks.UNREACHABLE6;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.model.ProbeProtocol.DNS;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.REFUSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import net.routerd.model.HealthCheck;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.spi.ProbeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsProbeTest {

  private final TwoUplinks uplinks = new TwoUplinks();
  private final List<byte[]> queries = new CopyOnWriteArrayList<>();
  private final Set<Integer> ports = new HashSet<>();
  private final List<InetAddress> askers = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    uplinks.close();
  }

  /** Serves on port 53 behind the first uplink; each query is answered by these, in order. */
  private DatagramSocket server(Function<byte[], List<byte[]>> answers) {
    return server(TARGET, answers);
  }

  private DatagramSocket server(IpAddress at, Function<byte[], List<byte[]>> answers) {
    // Bound to the target: the answer of a wildcard socket would come from the device's address.
    DatagramSocket server =
        uplinks.net.run(
            uplinks.isp[0], () -> new DatagramSocket(53, InetAddress.getByAddress(at.toBytes())));
    Thread.ofPlatform().daemon(true).start(() -> serve(server, answers));
    return server;
  }

  private void serve(DatagramSocket server, Function<byte[], List<byte[]>> answers) {
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    try {
      while (true) {
        server.receive(packet);
        byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
        queries.add(query);
        ports.add(packet.getPort());
        askers.add(packet.getAddress());
        for (byte[] answer : answers.apply(query)) {
          server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      server.close();
    }
  }

  private static byte[] answer(byte[] query, int code) {
    byte[] answer = query.clone();
    answer[2] = (byte) 0x81;
    answer[3] = (byte) (0x80 | code);
    return answer;
  }

  private static byte[] changed(byte[] answer, int at) {
    byte[] other = answer.clone();
    other[at] ^= 1;
    return other;
  }

  private ProbeOutcome probe(HealthCheck check) throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      return result(prober, uplinks.request(check, 0)).outcome();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, Passed",
    "3, Passed",
    "1, ProtocolError (DNS FORMERR (1))",
    "2, ProtocolError (DNS SERVFAIL (2))",
    "5, ProtocolError (DNS REFUSED (5))"
  })
  @DisplayName("HC-10 NOERROR and NXDOMAIN pass, any other response code is ProtocolError")
  void responseCodesAreJudged(int code, String outcome) throws Exception {
    try (DatagramSocket server = server(query -> List.of(answer(query, code)))) {
      assertThat(server.isBound()).isTrue();
      assertThat(probe(check(DNS, TARGET).build())).hasToString(outcome);
    }
  }

  @Test
  @DisplayName("HC-10 HC-5 over IPv6 as well, and from the source address that is set")
  void ipv6() throws Exception {
    IpAddress source = IpAddress.parse("2001:db8:0::77");
    uplinks.net.address(uplinks.router, "wan0", source + "/64");
    try (DatagramSocket server = server(TARGET6, query -> List.of(answer(query, 3)));
        ProbeLoop prober = uplinks.prober()) {
      assertThat(server.isBound()).isTrue();
      ProbeRequest request = uplinks.request(check(DNS, TARGET6).build(), 0);
      assertThat(result(prober, TwoUplinks.withSource(request, source)).outcome())
          .hasToString("Passed");
    }
    assertThat(askers).containsExactly(InetAddress.getByAddress(source.toBytes()));
    assertThat(probe(check(DNS, TARGET6).build()).kind()).as("closed").isEqualTo(REFUSED);
    assertThat(probe(check(DNS, UNREACHABLE6).build()).toString())
        .startsWith("Unreachable (ICMPv6 ");
  }

  @Test
  @DisplayName("HC-10 answers to another identifier or question are passed over")
  void foreignAnswersArePassedOver() throws Exception {
    try (DatagramSocket server =
        server(
            query -> {
              byte[] refused = answer(query, 5);
              return List.of(changed(refused, 1), changed(refused, 20), query, answer(query, 3));
            })) {
      assertThat(server.isBound()).isTrue();
      assertThat(probe(check(DNS, TARGET).build()).kind()).isEqualTo(PASSED);
    }
  }

  @Test
  @DisplayName("HC-10 every query asks A of another random name under .invalid, by another port")
  void everyQueryIsAnother() throws Exception {
    try (DatagramSocket server = server(query -> List.of(answer(query, 3)))) {
      assertThat(server.isBound()).isTrue();
      for (int i = 0; i < 3; i++) {
        probe(check(DNS, TARGET).build());
      }
    }

    Set<String> names = new HashSet<>();
    for (byte[] query : queries) {
      String text = new String(query, StandardCharsets.ISO_8859_1);
      assertThat(text.substring(12))
          .matches("(?s)\\x10[0-9a-f]{16}\\x07invalid\\x00\\x00\\x01\\x00\\x01");
      names.add(text);
    }
    assertThat(names).hasSize(3);
    assertThat(ports).hasSizeGreaterThan(1);
  }

  @Test
  @DisplayName("HC-9 a closed port is Refused, an unreachable server Unreachable, silence Timeout")
  void errorsAreTyped() throws Exception {
    assertThat(probe(check(DNS, TARGET).build()).kind()).isEqualTo(REFUSED);
    assertThat(probe(check(DNS, UNREACHABLE).build()))
        .hasToString("Unreachable (ICMP host unreachable, type 3 code 1 from 10.0.0.1)");
    try (DatagramSocket server = server(query -> List.of())) {
      assertThat(server.isBound()).isTrue();
      assertThat(probe(TwoUplinks.brief(DNS, TARGET)).kind()).isEqualTo(TIMEOUT);
    }
  }
}
