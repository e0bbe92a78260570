package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One attribute: a type and the bytes of its value ({@code struct nlattr}, linux/netlink.h). Two
 * are equal if type and bytes are, wherever they stood.
 */
public final class NlAttr {

  private final int rawType;
  private final ByteBuffer bytes;
  private final int from;
  private final int to;
  private final int base;

  /**
   * Takes an attribute as it stands.
   *
   * @param rawType its type with flags
   * @param bytes where its value stands, in native order
   * @param from where the value begins
   * @param to where it ends
   * @param base what to add to such a place to get the place in the datagram
   */
  NlAttr(int rawType, ByteBuffer bytes, int from, int to, int base) {
    this.rawType = rawType;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.base = base;
  }

  private NlAttr(int type, ByteBuffer value) {
    this(type, value, 0, value.capacity(), 0);
  }

  private static ByteBuffer room(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  /**
   * Makes an attribute of bytes.
   *
   * @param type its type
   * @param value its bytes
   * @return the attribute
   */
  public static NlAttr of(int type, byte[] value) {
    return new NlAttr(type, room(value.length).put(0, value));
  }

  /**
   * Makes an attribute of 32 bits in native order.
   *
   * @param type its type
   * @param value its value, of which the low 32 bits count
   * @return the attribute
   */
  public static NlAttr ofU32(int type, long value) {
    return new NlAttr(type, room(Integer.BYTES).putInt(0, (int) value));
  }

  /**
   * Makes an attribute of 8 bits.
   *
   * @param type its type
   * @param value its value
   * @return the attribute
   */
  public static NlAttr ofU8(int type, int value) {
    return new NlAttr(type, room(1).put(0, (byte) value));
  }

  /**
   * Makes an attribute of text with a terminating zero.
   *
   * @param type its type
   * @param value its text
   * @return the attribute
   */
  public static NlAttr ofText(int type, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return new NlAttr(type, room(text.length + 1).put(0, text));
  }

  /**
   * Returns the type.
   *
   * @return the type without its flags
   */
  public int type() {
    return rawType & Nl.TYPE_MASK;
  }

  int rawType() {
    return rawType;
  }

  /**
   * Returns the value.
   *
   * @return a copy of the bytes
   */
  public byte[] bytes() {
    byte[] copy = new byte[to - from];
    bytes.get(from, copy);
    return copy;
  }

  /**
   * Returns the value as 8 bits.
   *
   * @return 0 to 255
   * @throws NlParseException if it is empty
   */
  public int u8() {
    return bytes.get(demand(1)) & 0xFF;
  }

  /**
   * Returns the value as 32 bits in native order, unsigned.
   *
   * @return 0 to 4294967295
   * @throws NlParseException if it is shorter
   */
  public long u32() {
    return Integer.toUnsignedLong(s32());
  }

  /**
   * Returns the value as 32 bits in native order, signed.
   *
   * @return the number
   * @throws NlParseException if it is shorter
   */
  public int s32() {
    return bytes.getInt(demand(Integer.BYTES));
  }

  /**
   * Returns one of a row of 32-bit numbers.
   *
   * @param index which, from 0
   * @return the number
   * @throws NlParseException if the row is shorter
   */
  public int s32(int index) {
    int at = Integer.BYTES * index;
    return bytes.getInt(demand(at + Integer.BYTES) + at);
  }

  /**
   * Returns the value as text, up to its first zero.
   *
   * @return the text
   */
  public String text() {
    int end = from;
    while (end < to && bytes.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - from];
    bytes.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /**
   * Returns the value as a row of attributes.
   *
   * @return the attributes
   * @throws NlParseException if one of them is cut off
   */
  public NlAttrs nested() {
    return nested(0);
  }

  /**
   * Returns the part of the value behind a fixed part as a row of attributes.
   *
   * @param fixed the size of the fixed part
   * @return the attributes
   * @throws NlParseException if one of them is cut off
   */
  public NlAttrs nested(int fixed) {
    return NlAttrs.of(bytes, demand(fixed) + fixed, to, base);
  }

  /**
   * Returns the value for reading, in native order.
   *
   * @param least how many bytes must be there
   * @return the bytes, position 0
   * @throws NlParseException if there are fewer
   */
  public ByteBuffer buffer(int least) {
    return bytes.slice(demand(least), to - from).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /** Returns where the value begins, if there is as much of it. */
  private int demand(int least) {
    if (to - from < least) {
      throw new NlParseException(
          "attribute " + type() + " of " + least + " bytes", to - from + " bytes", atByte());
    }
    return from;
  }

  /**
   * Returns the place of the value in the datagram, for failures.
   *
   * @return the byte, from 0
   */
  public int atByte() {
    return base + from;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NlAttr that
        && rawType == that.rawType
        && Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return 31 * rawType + Arrays.hashCode(bytes());
  }

  @Override
  public String toString() {
    return type() + "=" + HexFormat.of().formatHex(bytes());
  }
}
