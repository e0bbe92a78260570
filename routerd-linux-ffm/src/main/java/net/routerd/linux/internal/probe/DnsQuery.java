package net.routerd.linux.internal.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A query for the address of a random name under {@code .invalid}, which no cache can hold and
 * nobody may register (RFC 6761), and the reading of its answer (RFC 1035, section 4). Then the
 * next one.
 */
final class DnsQuery {

  private static final int HEADER = 12;
  private static final int FLAGS = 2, QUESTIONS = 4;
  private static final int QUERY_RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final String DIGITS = "0123456789abcdef";

  /** The name's first label is a random number in hexadecimal digits, behind their count. */
  private static final int LABEL = HEADER + 1, LABEL_DIGITS = 16;

  /** One question, type A, class IN, recursion desired; the name is to be filled in. */
  private static final byte[] QUERY =
      ("\0\0\1\0\0\1\0\0\0\0\0\0" + "\20" + DIGITS + "\7invalid\0" + "\0\1\0\1")
          .getBytes(StandardCharsets.US_ASCII);

  /** Behind the name: its type and class, in which no letters are. */
  private static final int NAME_END = QUERY.length - 4;

  private static final String[] RCODES = {
    "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"
  };

  private final byte[] query = QUERY.clone();

  /** The bytes of a query. */
  static final int BYTES = QUERY.length;

  /**
   * Begins another query.
   *
   * @param id random, 0 to 65535
   * @param name a random number to ask for
   * @return this
   */
  DnsQuery begin(int id, long name) {
    query[0] = (byte) (id >> 8);
    query[1] = (byte) id;
    for (int i = 0; i < LABEL_DIGITS; i++) {
      int digit = (int) (name >>> 4 * (LABEL_DIGITS - 1 - i)) & 0xF;
      query[LABEL + i] = (byte) DIGITS.charAt(digit);
    }
    return this;
  }

  /**
   * Writes the query.
   *
   * @param packet what it held before is gone
   * @return the packet, ready to be sent
   */
  ByteBuffer encode(ByteBuffer packet) {
    return packet.clear().put(query).flip();
  }

  /**
   * Reads a message from the server.
   *
   * @return the response code, 0 to 15; empty if the message does not answer this query: another
   *     identifier, no response, another question. A refusal may leave the question out.
   */
  OptionalInt responseCode(ByteBuffer message) {
    int at = message.position();
    if (message.remaining() < HEADER
        || message.get(at) != query[0]
        || message.get(at + 1) != query[1]) {
      return OptionalInt.empty();
    }
    int flags = big(message, at + FLAGS);
    int questions = big(message, at + QUESTIONS);
    int code = flags & 0xF;
    boolean response = (flags & QUERY_RESPONSE) != 0 && (flags & OPCODE) == 0;
    boolean ours = questions == 1 && asksTheSame(message, at) || questions == 0 && code != 0;
    return response && ours ? OptionalInt.of(code) : OptionalInt.empty();
  }

  private boolean asksTheSame(ByteBuffer message, int from) {
    if (message.limit() - from < query.length) {
      return false;
    }
    for (int i = HEADER; i < query.length; i++) {
      byte found = message.get(from + i);
      if ((i < NAME_END ? lowerCase(found) : found) != query[i]) {
        return false;
      }
    }
    return true;
  }

  /** Servers may give the name's letters back in another case (RFC 1035, section 2.3.3). */
  private static int lowerCase(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
  }

  /**
   * Returns why a response code does not pass.
   *
   * @return empty for NOERROR and NXDOMAIN (HC-10)
   */
  static Optional<String> refusal(int code) {
    String name = code < RCODES.length ? RCODES[code] : "response code";
    return code == 0 || code == 3
        ? Optional.empty()
        : Optional.of("DNS " + name + " (" + code + ")");
  }

  private static int big(ByteBuffer bytes, int at) {
    return (bytes.get(at) & 0xFF) << 8 | bytes.get(at + 1) & 0xFF;
  }
}
