package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.model.ProbeProtocol.HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeOutcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How responses are judged by a check that wants the text hello, all read by the same reader. */
class HttpResponseTest {

  private static final HttpResponse READER = new HttpResponse();

  private final HealthCheck check = check(HTTP, TARGET).expectBody("hello").build();
  private final HttpExpectation wanted = new HttpExpectation(check);
  private final Bytes received = new Bytes();

  /** In a table, / ends a line as HTTP has it; a byte is a letter of ISO 8859-1. */
  private static byte[] bytes(String text) {
    return text.replace("/", "\r\n")
        .replace("HTTP|", "HTTP/")
        .replace("<LF>", "\n")
        .replace("<CR>", "\r")
        .replace("<NEL>", "\u0085")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private Optional<ProbeOutcome> judge(boolean ended) {
    return wanted.judge(READER, received, ended);
  }

  /** Has the bytes arrive in pieces that end there, and then the connection end. */
  private String arrive(byte[] bytes, int... ends) {
    received.clear();
    int from = 0;
    for (int end : ends) {
      received.add(bytes, from, end - from);
      from = end;
      Optional<ProbeOutcome> outcome = judge(false);
      if (outcome.isPresent()) {
        return outcome.get().toString();
      }
    }
    return judge(true).orElseThrow().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "HTTP|1.1 200 OK/Content-Length: 7//xhellox # Passed",
        "HTTP|1.1 200 OK/cONTENT-lENGTH:<LF>//hello # ProtocolError (HTTP: a Content-Length",
        "HTTP|1.1 200 OK/CONTENT-LENGTH:\t5 //hello # Passed",
        "HTTP|1.1 200 OK/Content-Length: 5/Content-Length: 5//hello # Passed",
        "HTTP|1.1 200 OK/Content-Length: 5/Content-Length: 6//hello # ProtocolError (HTTP: two",
        "HTTP|1.1 200 OK/Content-Length: 0/Content-Length: 5//hello # ProtocolError (HTTP: two",
        "HTTP|1.1 200 OK/Content-Length: 4//hello # ProtocolError (HTTP status 200, but the body",
        "HTTP|1.1 200 OK/Content-Length: 9//hell # ProtocolError (HTTP status 200, but the body",
        "HTTP|1.1 200 OK/Content-Length: 1234567890//hello # ProtocolError (HTTP: a Content",
        "HTTP|1.1 200 OK/Content-Length: -1//hello # ProtocolError (HTTP: a Content-Length that",
        "HTTP|1.1 200 OK/Content-Length : 1//hello # Passed",
        "HTTP|1.0 200<LF><LF>hello # Passed",
        "HTTP|1.0 200 //hell # ProtocolError (HTTP status 200, but the body lacks",
        "HTTP|1.1 103 Early Hints/Content-Length: 9//HTTP|1.1 200 OK//hello # Passed",
        "HTTP|1.1 100 Continue//HTTP|1.1 100 Continue//HTTP|1.1 200 OK//hello # Passed",
        "HTTP|1.1 103 X/Transfer-Encoding: chunked//HTTP|1.1 200 OK//hello # Passed",
        "HTTP|1.1 100 Continue// # ProtocolError (HTTP: the connection ended within the headers",
        "HTTP|1.1 204 None/Content-Length: 5//hello # ProtocolError (HTTP status 204, but the",
        "HTTP|1.1 304 Same//hello # ProtocolError (HTTP status 304, wanted 200-299",
        "HTTP|1.1 500 Hm//hello # ProtocolError (HTTP status 500, wanted 200-299",
        "HTTP|1.1 200 OK/Transfer-Encoding: Chunked//3;x=y/hel/ 2 /lo/0// # Passed",
        "HTTP|1.1 200 OK/TRANSFER-ENCODING: chunked//00a<LF>wwwwwhello<LF>0<LF><LF> # Passed",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked//A/hellhellox/0// # Passed",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked//3/hel/0/2/lo/0// # ProtocolError (HTTP sta",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked//5/hell # ProtocolError (HTTP status 200, but",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked//1/h/ # ProtocolError (HTTP status 200, but",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked//2/hel/ # ProtocolError (HTTP: a chunk longer",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked//hello/ # ProtocolError (HTTP: a chunk without",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked//;5/ # ProtocolError (HTTP: a chunk without",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked//00000005/ # ProtocolError (HTTP: a chunk with",
        "HTTP|1.1 200 OK/Transfer-Encoding: chunked/Transfer-Encoding: x//hello # Passed",
        "HTTP|1.1 200 OK/Transfer-Encoding: gzip, chunked//hello # Passed",
        "HTTP|1.1 200 OK/: x// # ProtocolError (HTTP: a header line without a name",
        "HTTP|1.1 200 OK/x/ # ProtocolError (HTTP: a header line without a name",
        "HTTP|1.1 200 OK/x: y/ # ProtocolError (HTTP: the connection ended within the headers",
        "HTTP|1.1 200 OK # ProtocolError (HTTP: the connection ended within the headers",
        "'' # ProtocolError (HTTP: the connection ended within the headers",
        "/HTTP|1.1 200 OK//hello # ProtocolError (HTTP: no HTTP",
        "HTTP|1.x 200 OK// # ProtocolError (HTTP: no HTTP",
        "HTTP|2.0 200 OK// # ProtocolError (HTTP: no HTTP",
        "HTTP|1.1_200 OK// # ProtocolError (HTTP: no HTTP",
        "HTTP|1.1 200OK// # ProtocolError (HTTP: no HTTP",
        "HTTP|1.1 20/ # ProtocolError (HTTP: no HTTP",
        "HTTP|1.1 2x0 OK// # ProtocolError (HTTP: no HTTP",
        "HTTP|1.1 099 OK// # ProtocolError (HTTP: no HTTP",
        "HTTP|1.1 200 O<CR>K// # ProtocolError (HTTP: no HTTP",
        "HTTP|1.1 200 O<NEL>K// # ProtocolError (HTTP: no HTTP",
      })
  @DisplayName("HC-10 a response means the same however it is cut")
  void inPiecesItIsJudgedAsInOne(String table, String outcome) {
    byte[] bytes = bytes(table);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        assertThat(arrive(bytes, first, second, bytes.length))
            .as("cut at %d and %d", first, second)
            .startsWith(outcome);
      }
    }
    int[] all = new int[bytes.length];
    Arrays.setAll(all, i -> i + 1);
    assertThat(arrive(bytes, all)).startsWith(outcome);
  }

  @Test
  @DisplayName("HC-10 a response that has nothing wrong is waited for to a limit")
  void itIsSearchedToALimit() {
    for (String head : new String[] {"HTTP|1.1 200 OK//", "HTTP|1.1 200 OK/x: "}) {
      received.clear();
      byte[] begin = bytes(head);
      byte[] rest = new byte[HttpExpectation.MOST_BYTES - begin.length - 1];
      received.add(begin, 0, begin.length);
      received.add(rest, 0, rest.length);
      assertThat(judge(false)).isEmpty();

      received.add(rest, 0, 1);

      assertThat(judge(false).orElseThrow())
          .hasToString("ProtocolError (HTTP: the wanted text is not in the first 1048576 bytes)");
    }
  }

  @Test
  @DisplayName("HC-10 a body that is complete is not waited for any longer")
  void aCompleteBodyIsNotWaitedFor() {
    for (String rest :
        new String[] {"Content-Length: 4//hell", "Transfer-Encoding: chunked//4/hell/0//"}) {
      received.clear();
      byte[] whole = bytes("HTTP|1.1 200 OK/" + rest);
      received.add(whole, 0, whole.length);

      assertThat(judge(false).orElseThrow())
          .hasToString("ProtocolError (HTTP status 200, but the body lacks the wanted text)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  @DisplayName("HC-10 some responses have no body, whatever their headers say (RFC 9112, 6.3)")
  void someHaveNoBody(int status) {
    byte[] whole = bytes("HTTP|1.1 " + status + " X/Content-Length: 5//hello");

    assertThat(HttpReading.of(READER, whole, false))
        .isEqualTo(new HttpReading.Arrived(status, "", true));
  }

  @Test
  @DisplayName("HC-10 a status line that is too short is none, wherever it lies in memory")
  void aShortLineMayEndWithTheRoom() {
    for (int fill = 900; fill < 1100; fill++) {
      byte[] whole = bytes("HTTP|1.1 100 X/x: " + "y".repeat(fill) + "//HTTP/");

      assertThat(arrive(whole, whole.length))
          .isEqualTo("ProtocolError (HTTP: no HTTP/1 status line)");
    }
  }

  @Test
  @DisplayName("HC-10 without a wanted text the headers are enough")
  void withoutAWantedTextTheHeadersAreEnough() {
    byte[] head = bytes("HTTP|1.1 200 OK/Content-Length: 5//");
    received.add(head, 0, head.length);

    HttpExpectation any = new HttpExpectation(check(HTTP, TARGET).build());

    assertThat(any.judge(READER, received, false))
        .contains(ProbeOutcome.of(ProbeOutcome.Kind.PASSED));
    assertThat(judge(false)).isEmpty();
  }
}
