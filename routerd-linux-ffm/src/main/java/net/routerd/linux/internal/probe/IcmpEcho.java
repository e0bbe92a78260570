package net.routerd.linux.internal.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.routerd.model.net.IpFamily;

/**
 * One echo request and what answers it: RFC 792 for ICMP, RFC 4443 section 4 for ICMPv6. Type,
 * code, checksum, identifier and sequence, then a nonce that an answer must bring back. Then the
 * next one.
 */
final class IcmpEcho {

  private static final int NONCE = 16;
  private static final int HEADER = 8;

  /** The bytes of a request. */
  static final int BYTES = HEADER + NONCE;

  private IpFamily family = IpFamily.IPV4;
  private int id;
  private int sequence;
  private long high;
  private long low;

  /**
   * Begins another request.
   *
   * @param target its family
   * @param identifier 0 to 65535
   * @param number the sequence number, 0 to 65535
   * @param nonceHigh the first half of the nonce, random
   * @param nonceLow the second half
   * @return this
   */
  IcmpEcho begin(IpFamily target, int identifier, int number, long nonceHigh, long nonceLow) {
    family = target;
    id = identifier;
    sequence = number;
    high = nonceHigh;
    low = nonceLow;
    return this;
  }

  private int requestType() {
    return family == IpFamily.IPV4 ? 8 : 128;
  }

  private int replyType() {
    return family == IpFamily.IPV4 ? 0 : 129;
  }

  /**
   * Writes the request. Its checksum is ICMP's; that of ICMPv6 is always the kernel's to fill.
   *
   * @param packet in network order; what it held before is gone
   * @return the packet, ready to be sent
   */
  ByteBuffer encode(ByteBuffer packet) {
    packet.clear().put((byte) requestType()).put((byte) 0).putShort((short) 0);
    packet.putShort((short) id).putShort((short) sequence).putLong(high).putLong(low).flip();
    return packet.putShort(2, (short) checksum(packet));
  }

  private byte[] nonce() {
    return ByteBuffer.allocate(NONCE).putLong(high).putLong(low).array();
  }

  /** Tells whether a message, from its ICMP header on, answers this request. */
  boolean isAnsweredBy(ByteBuffer message) {
    int nonce = message.position() + HEADER;
    return message.remaining() == BYTES
        && header(message, replyType())
        && bigLong(message, nonce) == high
        && bigLong(message, nonce + Long.BYTES) == low;
  }

  /**
   * Tells whether a packet that an ICMP error quotes is this request. Routers quote 8 bytes at
   * least (RFC 792), so the nonce is compared as far as it is there.
   */
  boolean isQuotedBy(ByteBuffer quoted) {
    if (quoted.remaining() < HEADER || !header(quoted, requestType())) {
      return false;
    }
    byte[] rest = bytes(quoted, HEADER);
    int common = Math.min(rest.length, NONCE);
    return Arrays.equals(rest, 0, common, nonce(), 0, common);
  }

  /** Returns the sequence number in a message, from its ICMP header on; -1 if it has none. */
  static int sequence(ByteBuffer message) {
    return message.remaining() < HEADER ? -1 : big(message, message.position() + 6);
  }

  private boolean header(ByteBuffer message, int type) {
    int at = message.position();
    return (message.get(at) & 0xFF) == type
        && message.get(at + 1) == 0
        && big(message, at + 4) == id
        && big(message, at + 6) == sequence;
  }

  private static byte[] bytes(ByteBuffer message, int from) {
    byte[] bytes = new byte[message.remaining() - from];
    message.get(message.position() + from, bytes);
    return bytes;
  }

  /**
   * Returns the Internet checksum (RFC 1071) of the remaining bytes.
   *
   * @return 0 to 65535; 0 for bytes that hold their own right checksum
   */
  static int checksum(ByteBuffer bytes) {
    long sum = 0;
    int at = bytes.position();
    for (; at + 1 < bytes.limit(); at += 2) {
      sum += big(bytes, at);
    }
    if (at < bytes.limit()) {
      sum += (bytes.get(at) & 0xFF) << 8;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xFFFF) + (sum >>> 16);
    }
    return (int) ~sum & 0xFFFF;
  }

  private static long bigLong(ByteBuffer bytes, int at) {
    long value = bytes.getLong(at);
    return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
  }

  private static int big(ByteBuffer bytes, int at) {
    return (bytes.get(at) & 0xFF) << 8 | bytes.get(at + 1) & 0xFF;
  }

  /**
   * Returns the ICMP message in what a raw IPv4 socket received: behind the IP header (raw(7)), if
   * its checksum is right.
   *
   * @return a view, empty if it is no such packet
   */
  static ByteBuffer behindIpHeader(ByteBuffer packet) {
    int header = packet.hasRemaining() ? (packet.get(packet.position()) & 0xF) * 4 : 0;
    if (header < 20 || packet.remaining() < header + HEADER) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer message = packet.slice(packet.position() + header, packet.remaining() - header);
    return checksum(message) == 0 ? message.order(ByteOrder.BIG_ENDIAN) : ByteBuffer.allocate(0);
  }
}
