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
  private final byte[] value;
  private final int at;

  private NlAttr(int rawType, byte[] value, int at) {
    this.rawType = rawType;
    this.value = value;
    this.at = at;
  }

  static NlAttr received(int rawType, byte[] value, int at) {
    return new NlAttr(rawType, value, at);
  }

  /**
   * Makes an attribute of bytes.
   *
   * @param type its type
   * @param value its bytes
   * @return the attribute
   */
  public static NlAttr of(int type, byte[] value) {
    return new NlAttr(type, value.clone(), 0);
  }

  /**
   * Makes an attribute of 32 bits in native order.
   *
   * @param type its type
   * @param value its value, of which the low 32 bits count
   * @return the attribute
   */
  public static NlAttr ofU32(int type, long value) {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
    return new NlAttr(type, bytes.putInt((int) value).array(), 0);
  }

  /**
   * Makes an attribute of 8 bits.
   *
   * @param type its type
   * @param value its value
   * @return the attribute
   */
  public static NlAttr ofU8(int type, int value) {
    return new NlAttr(type, new byte[] {(byte) value}, 0);
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
    return new NlAttr(type, Arrays.copyOf(text, text.length + 1), 0);
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
    return value.clone();
  }

  /**
   * Returns the value as 8 bits.
   *
   * @return 0 to 255
   * @throws NlParseException if it is empty
   */
  public int u8() {
    return buffer(1).get(0) & 0xFF;
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
    return buffer(4).getInt(0);
  }

  /**
   * Returns one of a row of 32-bit numbers.
   *
   * @param index which, from 0
   * @return the number
   * @throws NlParseException if the row is shorter
   */
  public int s32(int index) {
    return buffer(4 * (index + 1)).getInt(4 * index);
  }

  /**
   * Returns the value as text, up to its first zero.
   *
   * @return the text
   */
  public String text() {
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.UTF_8);
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
   * @param from the size of the fixed part
   * @return the attributes
   * @throws NlParseException if one of them is cut off
   */
  public NlAttrs nested(int from) {
    return NlAttrs.parse(buffer(from).position(from), at);
  }

  /**
   * Returns the value for reading, in native order.
   *
   * @param least how many bytes must be there
   * @return the bytes, position 0
   * @throws NlParseException if there are fewer
   */
  public ByteBuffer buffer(int least) {
    if (value.length < least) {
      throw new NlParseException(
          "attribute " + type() + " of " + least + " bytes", value.length + " bytes", at);
    }
    return ByteBuffer.wrap(value).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * Returns the place of the value in the datagram, for failures.
   *
   * @return the byte, from 0
   */
  public int atByte() {
    return at;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NlAttr that
        && rawType == that.rawType
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * rawType + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return type() + "=" + HexFormat.of().formatHex(value);
  }
}
