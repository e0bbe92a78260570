package net.routerd.linux.internal.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A query for the address of a random name under {@code .invalid}, which no cache can hold and
 * nobody may register (RFC 6761), and the reading of its answer (RFC 1035, section 4).
 *
 * @param id random, 0 to 65535
 * @param label the name's first label, 16 hexadecimal digits
 */
record DnsQuery(int id, String label) {

  private static final int HEADER = 12;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int QUERY_RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final String[] RCODES = {
    "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"
  };

  static DnsQuery random(RandomGenerator random) {
    return new DnsQuery(random.nextInt(1 << 16), HexFormat.of().toHexDigits(random.nextLong()));
  }

  /** Returns the message: one question, type A, class IN, recursion desired. */
  byte[] encode() {
    byte[] question = question();
    ByteBuffer message = ByteBuffer.allocate(HEADER + question.length);
    message.putShort((short) id).putShort((short) RECURSION_DESIRED);
    message.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    return message.put(question).array();
  }

  private byte[] question() {
    ByteBuffer question = ByteBuffer.allocate(1 + label.length() + 1 + 7 + 1 + 4);
    question.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    question.put((byte) 7).put("invalid".getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    return question.putShort((short) 1).putShort((short) 1).array();
  }

  /**
   * Reads a message from the server.
   *
   * @return the response code, 0 to 15; empty if the message does not answer this query: another
   *     identifier, no response, another question. A refusal may leave the question out.
   */
  OptionalInt responseCode(ByteBuffer message) {
    int at = message.position();
    if (message.remaining() < HEADER || big(message, at) != id) {
      return OptionalInt.empty();
    }
    int flags = big(message, at + 2);
    int questions = big(message, at + 4);
    int code = flags & 0xF;
    boolean response = (flags & QUERY_RESPONSE) != 0 && (flags & OPCODE) == 0;
    boolean ours =
        questions == 1 && asksTheSame(message, at + HEADER) || questions == 0 && code != 0;
    return response && ours ? OptionalInt.of(code) : OptionalInt.empty();
  }

  private boolean asksTheSame(ByteBuffer message, int from) {
    byte[] wanted = question();
    if (message.limit() - from < wanted.length) {
      return false;
    }
    byte[] found = new byte[wanted.length];
    message.get(from, found);
    // Servers may give the name's letters back in another case (RFC 1035, section 2.3.3).
    for (int i = 0; i < found.length - 4; i++) {
      found[i] = (byte) (found[i] >= 'A' && found[i] <= 'Z' ? found[i] + 32 : found[i]);
    }
    return Arrays.equals(found, wanted);
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
