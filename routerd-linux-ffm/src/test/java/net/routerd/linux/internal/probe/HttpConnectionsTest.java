package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.model.ProbeProtocol.HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.model.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sockets that take and give bytes in pieces, and probes that come after another. */
class HttpConnectionsTest {

  /** Answers one connection, whose request has been read. */
  private interface Answer {
    void write(OutputStream out) throws IOException;
  }

  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final HealthCheck HELLO = check(HTTP, TARGET).expectBody("hello").build();

  private final TwoUplinks uplinks = new TwoUplinks();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server =
      uplinks.net.run(uplinks.isp[0], () -> new ServerSocket(HELLO.port()));
  private volatile Answer answer = out -> out.write(OK);

  @BeforeEach
  void serve() {
    Thread.ofPlatform().daemon(true).start(this::serveAll);
  }

  private void serveAll() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setTcpNoDelay(true);
        requests.add(readHead(socket.getInputStream()));
        answer.write(socket.getOutputStream());
      } catch (IOException resetByTheProber) {
        requests.add("reset");
      }
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.indexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    return head.toString();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    uplinks.close();
  }

  private ProbeLoop prober(Libc libc) {
    return uplinks.prober(libc, uplinks.lookup());
  }

  private String outcome(ProbeLoop prober, HealthCheck check) throws Exception {
    return result(prober, uplinks.request(check, 0)).outcome().toString();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("HC-10 an answer that comes byte by byte, or is large, passes")
  void anAnswerMayComeInPieces() throws Exception {
    try (ProbeLoop prober = prober(FfmLibc.load())) {
      answer =
          out -> {
            for (byte b : OK) {
              out.write(b);
            }
          };
      assertThat(outcome(prober, HELLO)).isEqualTo("Passed");
      answer =
          out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[200_000]);
            out.write(OK);
          };
      assertThat(outcome(prober, HELLO)).isEqualTo("Passed");
    }
  }

  @Test
  @DisplayName("HC-10 a socket that takes a byte at a time is given all of the request")
  void aRequestMayGoInPieces() throws Exception {
    Libc slow =
        new ForwardingLibc() {
          @Override
          public int send(int fd, ByteBuffer data, int flags) {
            return super.send(fd, data.slice(0, 1), flags);
          }
        };
    try (ProbeLoop prober = prober(slow)) {
      assertThat(outcome(prober, HELLO)).isEqualTo("Passed");
    }
    assertThat(requests.get(0))
        .isEqualTo(
            """
            GET / HTTP/1.1\r
            Host: 198.51.100.1\r
            User-Agent: routerd\r
            Accept: */*\r
            Connection: close\r
            \r
            """);
  }

  @Test
  @DisplayName("HC-10 what a socket did not take is not sent by the next probe")
  void aRequestThatWasNotTakenIsGone() throws Exception {
    AtomicInteger room = new AtomicInteger(3);
    Libc stuck =
        new ForwardingLibc() {
          @Override
          public int send(int fd, ByteBuffer data, int flags) {
            int taken = Math.min(room.get(), data.remaining());
            room.addAndGet(-taken);
            return taken == 0 ? -Errno.EAGAIN : super.send(fd, data.slice(0, taken), flags);
          }
        };
    try (ProbeLoop prober = prober(stuck)) {
      HealthCheck first = check(HTTP, TARGET, Duration.ofMillis(300)).path("/first").build();
      assertThat(outcome(prober, first)).isEqualTo("Timeout");
      room.set(1000);
      assertThat(outcome(prober, check(HTTP, TARGET).path("/second").build())).isEqualTo("Passed");
    }
    assertThat(requests)
        .filteredOn(text -> text.contains("HTTP/1.1"))
        .singleElement()
        .asString()
        .startsWith("GET /second ");
  }

  @Test
  @DisplayName("HC-9 what the kernel says of a connection that stood is told in its words")
  void aConnectionMayBreak() throws Exception {
    AtomicInteger sent = new AtomicInteger(-Errno.EPIPE);
    Libc broken =
        new ForwardingLibc() {
          @Override
          public int send(int fd, ByteBuffer data, int flags) {
            return sent.get() < 0 ? sent.get() : super.send(fd, data, flags);
          }

          @Override
          public int recv(int fd, ByteBuffer data, int flags) {
            return -Errno.ECONNRESET;
          }
        };
    try (ProbeLoop prober = prober(broken)) {
      assertThat(outcome(prober, HELLO))
          .isEqualTo("ProtocolError (the connection was reset: EPIPE (32))");
      sent.set(-Errno.ENETUNREACH);
      assertThat(outcome(prober, HELLO)).isEqualTo("Unreachable (ENETUNREACH (101))");
      sent.set(0);
      assertThat(outcome(prober, HELLO))
          .isEqualTo("ProtocolError (the connection was reset: ECONNRESET (104))");
    }
  }

  @Test
  @DisplayName("HC-10 neither an answer nor its end is left to the next probe")
  void nothingReceivedIsLeftToTheNext() throws Exception {
    try (ProbeLoop prober = prober(FfmLibc.load())) {
      assertThat(outcome(prober, HELLO)).isEqualTo("Passed");
      answer = out -> {};
      assertThat(outcome(prober, HELLO))
          .isEqualTo("ProtocolError (HTTP: the connection ended within the headers)");
      answer =
          out -> {
            out.write(OK, 0, 5);
            pause();
            out.write(OK, 5, OK.length - 5);
          };
      assertThat(outcome(prober, HELLO)).isEqualTo("Passed");
    }
  }
}
