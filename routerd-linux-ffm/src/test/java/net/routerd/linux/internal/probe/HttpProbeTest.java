package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.linux.internal.probe.TwoUplinks.send;
import static net.routerd.model.ProbeProtocol.HTTP;
import static net.routerd.model.ProbeProtocol.HTTPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private final TwoUplinks uplinks = new TwoUplinks();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  @TempDir Path directory = Path.of("");

  @AfterEach
  void close() {
    uplinks.close();
  }

  /** Serves behind the first uplink; every connection gets these bytes and is closed. */
  private ServerSocket serve(int port, String response) {
    return serve(uplinks.net.run(uplinks.isp[0], () -> new ServerSocket(port)), response);
  }

  private ServerSocket serve(ServerSocket server, String response) {
    Thread.ofPlatform()
        .daemon(true)
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  requests.add(readHead(socket.getInputStream()));
                  socket.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
                } catch (IOException resetByTheProber) {
                  failures.incrementAndGet();
                }
              }
            });
    return server;
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return head.toString();
      }
      head.append((char) c);
    }
    return head.toString();
  }

  private ProbeOutcome probe(HealthCheck check) throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      return result(prober, uplinks.request(check, 0)).outcome();
    }
  }

  @Test
  @DisplayName("HC-10 a 2xx answer passes, IPv4 and IPv6, and host and path are asked for")
  void aSuccessPasses() throws Exception {
    try (ServerSocket server = serve(80, OK)) {
      assertThat(server.isBound()).isTrue();
      assertThat(probe(check(HTTP, TARGET).host("example.net").path("/up?x=1").build()))
          .hasToString("Passed");
      assertThat(probe(check(HTTP, TARGET6).build())).hasToString("Passed");
    }
    assertThat(requests.get(0))
        .startsWith("GET /up?x=1 HTTP/1.1\r\nHost: example.net\r\n")
        .contains("Connection: close\r\n");
    assertThat(requests.get(1)).contains("Host: [2001:db8:f::1]\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "302, , ProtocolError",
    "500, , ProtocolError",
    "204, , Passed",
    "302, 300-399, Passed",
    "200, 204, ProtocolError"
  })
  @DisplayName("HC-10 KIND-2 status codes are judged by expectStatus, redirects are not followed")
  void statusCodesAreJudged(int status, String expected, String outcome) throws Exception {
    String response =
        "HTTP/1.1 " + status + " X\r\nLocation: http://198.51.100.1/\r\nContent-Length: 0\r\n\r\n";
    try (ServerSocket server = serve(8080, response)) {
      assertThat(server.isBound()).isTrue();
      HealthCheck.Builder builder = check(HTTP, TARGET);
      builder.port(8080);
      if (expected != null) {
        builder.expectStatus(expected);
      }

      assertThat(probe(builder.build()).kind()).hasToString(outcome);
    }
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0)).contains("Host: 198.51.100.1:8080\r\n");
  }

  @Test
  @DisplayName("KIND-2 expectBody is looked for in the body, plain and in chunks")
  void theBodyIsSearched() throws Exception {
    String chunks =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
    int port = 80;
    for (String response : List.of(OK, chunks, "HTTP/1.0 200 OK\r\n\r\nhello")) {
      port++;
      try (ServerSocket server = serve(port, response)) {
        assertThat(server.isBound()).isTrue();
        assertThat(probe(check(HTTP, TARGET).port(port).expectBody("hello").build()))
            .hasToString("Passed");
        assertThat(probe(check(HTTP, TARGET).port(port).expectBody("hullo").build()).toString())
            .startsWith("ProtocolError (HTTP status 200, but the body lacks");
      }
    }
  }

  @Test
  @DisplayName(
      "HC-9 what does not speak HTTP is ProtocolError, a closed port Refused, silence" + " Timeout")
  void whatIsNoAnswerIsTyped() throws Exception {
    assertThat(probe(check(HTTP, TARGET).build()).kind()).isEqualTo(ProbeOutcome.Kind.REFUSED);
    try (ServerSocket server = serve(80, "SSH-2.0-x\r\n")) {
      assertThat(server.isBound()).isTrue();
      assertThat(probe(check(HTTP, TARGET).build()))
          .hasToString("ProtocolError (HTTP: no HTTP/1 status line)");
    }
    try (ServerSocket silent = uplinks.net.run(uplinks.isp[0], () -> new ServerSocket(81))) {
      assertThat(silent.isBound()).isTrue();
      HealthCheck brief = check(HTTP, TARGET, Duration.ofMillis(300)).port(81).build();
      assertThat(probe(brief).kind()).isEqualTo(ProbeOutcome.Kind.TIMEOUT);
    }
  }

  private static SSLContext context(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "secret".toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** A key and a self-signed certificate for uplink.example and the target's IPv4 address. */
  private SSLContext selfSigned() throws Exception {
    Path file = directory.resolve("keys");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=uplink.example",
                "-ext",
                "san=dns:uplink.example,ip:" + TARGET,
                "-storepass",
                "secret",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isNotNull();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "secret".toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    String alias = store.aliases().nextElement();
    trusted.setCertificateEntry(alias, store.getCertificate(alias));
    trusted.setKeyEntry(
        "server",
        store.getKey(alias, "secret".toCharArray()),
        "secret".toCharArray(),
        store.getCertificateChain(alias));
    return context(trusted);
  }

  private ProbeOutcome secure(SSLContext trust, HealthCheck check) throws Exception {
    uplinks.ifindex(0);
    try (ProbeLoop prober =
        uplinks.net.run(
            uplinks.router,
            () ->
                ProbeLoop.start(FfmLibc.load(), uplinks.lookup(), TwoUplinks.DIED, () -> trust))) {
      return result(prober, uplinks.request(check, 0)).outcome();
    }
  }

  @Test
  @DisplayName("HC-10 https passes with a trusted certificate that names the host, and only then")
  void certificateAndHostNameAreChecked() throws Exception {
    SSLContext tls = selfSigned();
    ServerSocket listening =
        uplinks.net.run(uplinks.isp[0], () -> tls.getServerSocketFactory().createServerSocket(443));
    try (ServerSocket server = serve(listening, OK)) {
      assertThat(server.isBound()).isTrue();
      HealthCheck named = check(HTTPS, TARGET).host("uplink.example").expectBody("hello").build();
      HealthCheck otherName = check(HTTPS, TARGET).host("other.example").build();

      assertThat(secure(tls, named)).hasToString("Passed");
      assertThat(secure(tls, check(HTTPS, TARGET).build())).hasToString("Passed");
      assertThat(secure(tls, otherName).toString())
          .startsWith("ProtocolError (TLS: ")
          .contains("other.example");
      assertThat(probe(named).toString()).startsWith("ProtocolError (TLS: ").contains("PKIX");
    }
  }

  @Test
  @DisplayName("HC-9 a server that does not speak TLS is ProtocolError")
  void plainTextOnTheTlsPortIsAProtocolError() throws Exception {
    try (ServerSocket server = uplinks.net.run(uplinks.isp[0], () -> new ServerSocket(443));
        ProbeLoop prober = uplinks.prober()) {
      var answer = send(prober, uplinks.request(check(HTTPS, TARGET).build(), 0));
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(OK.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.get(60, TimeUnit.SECONDS).outcome().toString())
            .startsWith("ProtocolError (TLS: ");
      }
    }
  }
}
