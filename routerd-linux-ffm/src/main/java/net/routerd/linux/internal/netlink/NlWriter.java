package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds messages. Every length and all padding is computed here, never by the caller. */
public final class NlWriter {

  private ByteBuffer out = buffer(256);

  /** Starts with nothing. */
  public NlWriter() {}

  private static ByteBuffer buffer(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      out = buffer(Math.max(out.capacity() * 2, out.position() + bytes)).put(out.flip());
    }
    return out;
  }

  /**
   * Appends 8-bit fields of a fixed part.
   *
   * @param values each 0 to 255
   * @return this
   */
  public NlWriter u8(int... values) {
    for (int value : values) {
      room(1).put((byte) value);
    }
    return this;
  }

  /**
   * Appends a 32-bit field of a fixed part, in native order.
   *
   * @param value its value, of which the low 32 bits count
   * @return this
   */
  public NlWriter u32(long value) {
    room(4).putInt((int) value);
    return this;
  }

  /**
   * Appends an attribute with its padding.
   *
   * @param attribute the attribute
   * @return this
   */
  public NlWriter attribute(NlAttr attribute) {
    align();
    byte[] value = attribute.bytes();
    int length = Nl.ATTRIBUTE_HEADER_BYTES + value.length;
    room(Nl.align(length)).putShort((short) length).putShort((short) attribute.rawType());
    out.put(value);
    return align();
  }

  /**
   * Appends a row of attributes.
   *
   * @param attributes the attributes
   * @return this
   */
  public NlWriter attributes(NlAttrs attributes) {
    attributes.list().forEach(this::attribute);
    return this;
  }

  /**
   * Appends a whole message.
   *
   * @param header its header
   * @param body what follows the header
   * @return this
   */
  public NlWriter message(NlHeader header, byte[] body) {
    align();
    int length = Nl.HEADER_BYTES + body.length;
    room(Nl.align(length)).putInt(length);
    out.putShort((short) header.type()).putShort((short) header.flags());
    out.putInt(header.sequence()).putInt(header.port()).put(body);
    return align();
  }

  private NlWriter align() {
    int end = Nl.align(out.position());
    room(end - out.position());
    while (out.position() < end) {
      out.put((byte) 0);
    }
    return this;
  }

  /**
   * Returns how much there is.
   *
   * @return bytes
   */
  public int size() {
    return out.position();
  }

  /**
   * Returns what was written.
   *
   * @return a copy of the bytes
   */
  public byte[] toBytes() {
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }
}
