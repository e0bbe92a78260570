package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Builds messages in the buffer that they are sent from. Every length and all padding is computed
 * here, never by the caller. The buffer grows as it must and is used again.
 */
public final class NlWriter {

  /** Where {@code nlmsg_flags} stand in a {@code struct nlmsghdr} (linux/netlink.h). */
  private static final int FLAGS_OFFSET = 6;

  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private ByteBuffer out;

  /** Starts with nothing, in a buffer of the heap. */
  public NlWriter() {
    this(ByteBuffer.allocate(256));
  }

  NlWriter(ByteBuffer out) {
    this.out = out.order(ByteOrder.nativeOrder());
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.max(out.capacity() * 2, out.position() + bytes);
      ByteBuffer larger =
          out.isDirect() ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
      out = larger.order(ByteOrder.nativeOrder()).put(out.flip());
    }
    return out;
  }

  /**
   * Begins again with nothing.
   *
   * @return this
   */
  public NlWriter clear() {
    out.clear();
    return this;
  }

  /** Takes back what was written behind a place. */
  void cut(int size) {
    out.position(size);
  }

  /** Sets flags of the message that began at a place. */
  void flag(int start, int flags) {
    int at = start + FLAGS_OFFSET;
    out.putShort(at, (short) (out.getShort(at) | flags));
  }

  /** What was written, ready to be sent; {@link #clear} makes it ready to be written again. */
  ByteBuffer flip() {
    return out.flip();
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
   * Appends four 8-bit fields of a fixed part.
   *
   * @param one 0 to 255
   * @param two 0 to 255
   * @param three 0 to 255
   * @param four 0 to 255
   * @return this
   */
  public NlWriter u8(int one, int two, int three, int four) {
    room(4).put((byte) one).put((byte) two).put((byte) three).put((byte) four);
    return this;
  }

  /**
   * Appends a 16-bit field, in native order.
   *
   * @param value its value, of which the low 16 bits count
   * @return this
   */
  public NlWriter u16(int value) {
    room(2).putShort((short) value);
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
   * Appends bytes.
   *
   * @param bytes the bytes
   * @return this
   */
  public NlWriter bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  /**
   * Appends 32 bits in network order.
   *
   * @param value its value, of which the low 32 bits count
   * @return this
   */
  public NlWriter network32(long value) {
    room(Integer.BYTES).putInt(LITTLE ? Integer.reverseBytes((int) value) : (int) value);
    return this;
  }

  /**
   * Appends 64 bits in network order.
   *
   * @param value its value
   * @return this
   */
  public NlWriter network64(long value) {
    room(Long.BYTES).putLong(LITTLE ? Long.reverseBytes(value) : value);
    return this;
  }

  /**
   * Appends the header of an attribute, whose value is to be appended next.
   *
   * @param type its type, with its flags
   * @param bytes the size of its value
   * @return this
   */
  public NlWriter attribute(int type, int bytes) {
    align();
    int length = Nl.ATTRIBUTE_HEADER_BYTES + bytes;
    room(Nl.align(length)).putShort((short) length).putShort((short) type);
    return this;
  }

  /**
   * Appends an attribute of 32 bits in native order.
   *
   * @param type its type
   * @param value its value, of which the low 32 bits count
   * @return this
   */
  public NlWriter attributeU32(int type, long value) {
    return attribute(type, Integer.BYTES).u32(value);
  }

  /**
   * Appends an attribute with its padding.
   *
   * @param attribute the attribute
   * @return this
   */
  public NlWriter attribute(NlAttr attribute) {
    byte[] value = attribute.bytes();
    return attribute(attribute.rawType(), value.length).bytes(value).align();
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
    int start = header(header.type(), header.flags(), header.sequence(), header.port());
    return bytes(body).end(start);
  }

  /** Appends a request with a number. */
  NlWriter request(NlRequest request, int flags, int sequence) {
    align();
    int start = header(request.type(), request.flags() | flags, sequence, 0);
    request.body().accept(this);
    return end(start);
  }

  /** Appends the header of a message that begins here; {@link #end} is told where that was. */
  NlWriter begin(int type, int flags, int sequence) {
    header(type, flags, sequence, 0);
    return this;
  }

  private int header(int type, int flags, int sequence, int port) {
    int start = out.position();
    room(Nl.HEADER_BYTES).putInt(0).putShort((short) type).putShort((short) flags);
    out.putInt(sequence).putInt(port);
    return start;
  }

  /** Ends the message that began at a place. */
  NlWriter end(int start) {
    out.putInt(start, out.position() - start);
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
