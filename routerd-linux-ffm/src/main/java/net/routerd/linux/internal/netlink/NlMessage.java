package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One message.
 *
 * @param header its header
 * @param body what follows the header, in native order; its position is the place in the datagram,
 *     and it is a view of the receive buffer that the next receive overwrites
 */
public record NlMessage(NlHeader header, ByteBuffer body) {

  /**
   * Returns the fixed part at the start of the body.
   *
   * @param bytes its size
   * @param name the C name of its type, for the failure
   * @return a view of exactly that size, its position at the place in the datagram
   * @throws NlParseException if the body is shorter
   */
  public ByteBuffer fixed(int bytes, String name) {
    return view(body, demand(bytes, name), bytes);
  }

  /**
   * Returns where the fixed part begins.
   *
   * @param bytes its size
   * @param name the C name of its type, for the failure
   * @return the place in the body
   * @throws NlParseException if the body is shorter
   */
  public int demand(int bytes, String name) {
    if (body.remaining() < bytes) {
      throw new NlParseException(
          name + " of " + bytes + " bytes", body.remaining() + " bytes", body.position());
    }
    return body.position();
  }

  /**
   * Returns the attributes behind the fixed part, in their place: they are gone with the body.
   *
   * @param bytes the size of the fixed part
   * @return the attributes
   * @throws NlParseException if an attribute is cut off
   */
  public NlAttrs attributesInPlace(int bytes) {
    int start = Math.min(body.position() + Nl.align(bytes), body.limit());
    return NlAttrs.of(body, start, body.limit(), 0);
  }

  /**
   * Returns the attributes behind the fixed part.
   *
   * @param bytes the size of the fixed part
   * @return the attributes
   * @throws NlParseException if an attribute is cut off
   */
  public NlAttrs attributesAfter(int bytes) {
    int start = Nl.align(bytes);
    return start >= body.remaining()
        ? NlAttrs.NONE
        : NlAttrs.parse(view(body, body.position() + start, body.remaining() - start));
  }

  static ByteBuffer view(ByteBuffer buffer, int from, int length) {
    return buffer.duplicate().order(ByteOrder.nativeOrder()).limit(from + length).position(from);
  }
}
