package net.routerd.linux.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.routerd.linux.internal.probe.HttpReading.Arrived;
import net.routerd.linux.internal.probe.HttpReading.Incomplete;
import net.routerd.linux.internal.probe.HttpReading.Malformed;
import net.routerd.model.net.IpFamily;

/** What is written and read on the wire, and what any bytes at all do to the readers. */
class CodecsTest {

  private static final IpFamily V4 = IpFamily.IPV4;

  private static IcmpEcho echo(IpFamily family, int id, int sequence) {
    return new IcmpEcho().begin(family, id, sequence, 0x0123456789ABCDEFL, 0x1122334455667788L);
  }

  private static byte[] bytes(IcmpEcho echo) {
    return echo.encode(ByteBuffer.allocate(IcmpEcho.BYTES)).array();
  }

  private static byte[] reply(IcmpEcho echo) {
    byte[] reply = bytes(echo);
    reply[0] = (byte) (reply[0] == 8 ? 0 : 129);
    reply[2] = 0;
    reply[3] = 0;
    int sum = IcmpEcho.checksum(ByteBuffer.wrap(reply));
    reply[2] = (byte) (sum >>> 8);
    reply[3] = (byte) sum;
    return reply;
  }

  @Example
  @Label("HC-10 an ICMP echo request is, byte by byte, what RFC 792 says")
  void anEchoRequestHasTheBytesOfTheRfc() {
    byte[] bytes = bytes(new IcmpEcho().begin(V4, 0x1234, 1, 0x6162000000000000L, 0));

    // type 8, code 0, checksum ~(0800 + 1234 + 0001 + 6162), id, sequence, data
    String nonce = "6162" + "0".repeat(28);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0800" + "8468" + "12340001" + nonce);
  }

  @Property
  @Label("HC-10 the checksum of bytes with their checksum is zero, and of changed ones is not")
  void theChecksumFindsAChange(
      @ForAll @IntRange(max = 0xFFFF) int id,
      @ForAll @IntRange(max = 0xFFFF) int sequence,
      @ForAll @IntRange(max = 23) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] bytes = bytes(echo(V4, id, sequence));
    assertThat(IcmpEcho.checksum(ByteBuffer.wrap(bytes))).isZero();

    bytes[at] ^= (byte) change;

    assertThat(IcmpEcho.checksum(ByteBuffer.wrap(bytes))).isNotZero();
  }

  @Property
  @Label("HC-10 a reply with another identifier, sequence, nonce, type or code is no answer")
  void onlyItsOwnReplyAnswersAnEcho(
      @ForAll boolean v6,
      @ForAll @IntRange(max = 0xFFFF) int id,
      @ForAll @IntRange(max = 0xFFFF) int sequence,
      @ForAll @IntRange(max = 23) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    IcmpEcho echo = echo(v6 ? IpFamily.IPV6 : V4, id, sequence);
    byte[] reply = reply(echo);
    assertThat(echo.isAnsweredBy(ByteBuffer.wrap(reply))).isTrue();

    reply[at] ^= (byte) change;

    boolean checksumOnly = at == 2 || at == 3;
    assertThat(echo.isAnsweredBy(ByteBuffer.wrap(reply))).isEqualTo(checksumOnly);
  }

  @Property
  @Label("HC-10 on a raw socket the checksum behind the IP header is checked as well")
  void aRawReplyWithAWrongChecksumIsNothing(
      @ForAll @IntRange(max = 23) int at, @ForAll @IntRange(max = 255) int change) {
    byte[] packet = new byte[44];
    packet[0] = 0x45;
    System.arraycopy(reply(echo(V4, 7, 9)), 0, packet, 20, 24);
    packet[20 + at] ^= (byte) change;

    ByteBuffer message = IcmpEcho.behindIpHeader(ByteBuffer.wrap(packet));

    assertThat(message.hasRemaining()).isEqualTo(change == 0);
  }

  @Property
  void anErrorThatQuotesAnotherPacketIsNotOurs(
      @ForAll @IntRange(min = 8, max = 24) int quotedLength,
      @ForAll @IntRange(max = 0xFFFF) int other) {
    IcmpEcho echo = echo(V4, 0x1234, 5);
    ByteBuffer own = ByteBuffer.wrap(bytes(echo), 0, quotedLength).slice();
    ByteBuffer foreign = ByteBuffer.wrap(bytes(echo(V4, other, 5)), 0, quotedLength).slice();

    assertThat(echo.isQuotedBy(own)).isTrue();
    assertThat(echo.isQuotedBy(foreign)).isEqualTo(other == 0x1234);
  }

  @Property
  void noBytesMakeAReaderThrow(@ForAll @Size(max = 120) byte[] bytes) {
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());

    assertThat(echo(V4, 1, 2).isAnsweredBy(view)).isFalse();
    assertThat(echo(V4, 1, 2).isQuotedBy(view)).isFalse();
    assertThat(echo(V4, 1, 2).isAnsweredBy(IcmpEcho.behindIpHeader(view))).isFalse();
    assertThat(new DnsQuery().begin(1, 2).responseCode(view)).isNotNull();
    assertThat(ErrorQueue.decode(view, V4)).isNotNull();
    assertThat(ErrorQueue.decode(view, IpFamily.IPV6)).isNotNull();
    assertThat(HttpReading.of(bytes, true)).isNotNull();
    assertThat(HttpReading.of(bytes, false)).isNotNull();
  }

  @Property
  @Label("HC-10 a DNS response that differs in any byte of identifier or question is no answer")
  void onlyTheSameQuestionIsAnswered(
      @ForAll @IntRange(max = 0xFFFF) int id,
      @ForAll @IntRange(max = 41) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    DnsQuery query = new DnsQuery().begin(id, 0x0123456789abcdefL);
    byte[] response = new byte[DnsQuery.BYTES];
    query.encode(ByteBuffer.allocate(DnsQuery.BYTES)).get(response);
    assertThat(new String(response, 13, 24, StandardCharsets.US_ASCII))
        .isEqualTo("0123456789abcdef\7invalid");
    response[2] |= (byte) 0x80;
    response[3] |= 3;
    assertThat(query.responseCode(ByteBuffer.wrap(response))).hasValue(3);

    byte[] other = response.clone();
    other[at] ^= (byte) change;

    boolean flagsOrCounts = at >= 2 && at < 12;
    boolean caseOnly = Character.isLetter(response[at]) && at > 12 && change == 0x20;
    if (!flagsOrCounts && !caseOnly) {
      assertThat(query.responseCode(ByteBuffer.wrap(other))).isEmpty();
    }
  }

  @Property
  void aResponseReadsTheSameHoweverItIsCut(
      @ForAll @StringLength(max = 40) String text, @ForAll boolean chunked) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    byte[] whole = response(body, chunked);

    for (int cut = 0; cut < whole.length; cut++) {
      HttpReading part = HttpReading.of(Arrays.copyOf(whole, cut), false);
      if (part instanceof Arrived arrived) {
        assertThat(arrived.status()).isEqualTo(200);
        assertThat(letters(body)).startsWith(arrived.body());
      } else {
        assertThat(part).isInstanceOf(Incomplete.class);
      }
    }
    assertThat(HttpReading.of(whole, false))
        .isInstanceOfSatisfying(
            Arrived.class,
            arrived -> {
              assertThat(arrived.body()).isEqualTo(letters(body));
              assertThat(arrived.complete()).isTrue();
            });
  }

  private static String letters(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  private static byte[] response(byte[] body, boolean chunked) {
    String text = letters(body);
    String interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    String head = "HTTP/1.1 200 OK\r\nServer: x\r\n";
    String rest;
    if (chunked) {
      String chunk = body.length == 0 ? "" : "%x;ext=1\r\n%s\r\n".formatted(body.length, text);
      rest = "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n";
    } else {
      rest = "Content-Length: " + body.length + "\r\n\r\n" + text;
    }
    return (interim + head + rest).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Example
  void whatIsNotHttpIsMalformedWithAReason() {
    for (String bytes :
        new String[] {
          "SSH-2.0-x\r\n",
          "HTTP/2 200\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
        }) {
      HttpReading response = HttpReading.of(bytes.getBytes(StandardCharsets.US_ASCII), false);

      assertThat(response)
          .isInstanceOfSatisfying(Malformed.class, m -> assertThat(m.why()).isNotBlank());
    }
  }
}
