package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The attributes of a message in their order, those of unknown types too.
 *
 * @param list the attributes
 */
public record NlAttrs(List<NlAttr> list) {

  /** No attributes. */
  public static final NlAttrs NONE = new NlAttrs(List.of());

  /** Copies the list. */
  public NlAttrs {
    list = List.copyOf(list);
  }

  /**
   * Walks a row of attributes.
   *
   * @param bytes from its position to its limit, in native order
   * @return the attributes
   * @throws NlParseException if one is cut off or lies about its length
   */
  public static NlAttrs parse(ByteBuffer bytes) {
    return parse(bytes, 0);
  }

  static NlAttrs parse(ByteBuffer bytes, int base) {
    List<NlAttr> found = new ArrayList<>();
    int at = bytes.position();
    while (at < bytes.limit()) {
      int left = bytes.limit() - at;
      if (left < Nl.ATTRIBUTE_HEADER_BYTES) {
        throw new NlParseException("an attribute header of 4 bytes", left + " bytes", base + at);
      }
      int length = Short.toUnsignedInt(bytes.getShort(at));
      if (length < Nl.ATTRIBUTE_HEADER_BYTES || length > left) {
        throw new NlParseException(
            "an attribute length of 4 to " + left, Integer.toString(length), base + at);
      }
      byte[] value = new byte[length - Nl.ATTRIBUTE_HEADER_BYTES];
      bytes.get(at + Nl.ATTRIBUTE_HEADER_BYTES, value);
      int type = Short.toUnsignedInt(bytes.getShort(at + 2));
      found.add(NlAttr.received(type, value, base + at + Nl.ATTRIBUTE_HEADER_BYTES));
      at += Nl.align(length);
    }
    return found.isEmpty() ? NONE : new NlAttrs(found);
  }

  /**
   * Returns the attribute of a type; of several the last, as the kernel takes them.
   *
   * @param type the type
   * @return the attribute, or empty
   */
  public Optional<NlAttr> find(int type) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).type() == type) {
        return Optional.of(list.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the unsigned 32-bit value of a type.
   *
   * @param type the type
   * @param otherwise what to return where there is none
   * @return the value
   * @throws NlParseException if the value is shorter than 4 bytes
   */
  public long u32(int type, long otherwise) {
    return find(type).map(NlAttr::u32).orElse(otherwise);
  }
}
