package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a message in their order, those of unknown types too; looked for in their
 * place, as of a device's fifty few are ever asked for. Where they stand in a receive buffer
 * ({@link NlMessage#attributesInPlace}) they are gone with the next receive. Two are equal if their
 * lists are.
 */
public final class NlAttrs {

  /** No attributes. */
  public static final NlAttrs NONE = new NlAttrs(List.of());

  private final ByteBuffer bytes;
  private final int from;
  private final int to;
  private final int base;

  private NlAttrs(ByteBuffer bytes, int from, int to, int base) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.base = base;
  }

  /**
   * Makes a row of attributes.
   *
   * @param list the attributes
   */
  public NlAttrs(List<NlAttr> list) {
    NlWriter out = new NlWriter();
    list.forEach(out::attribute);
    bytes = ByteBuffer.wrap(out.toBytes()).order(ByteOrder.nativeOrder());
    from = 0;
    to = bytes.capacity();
    base = 0;
  }

  /**
   * Copies a row of attributes.
   *
   * @param row from its position to its limit
   * @return the attributes
   * @throws NlParseException if one is cut off or lies about its length
   */
  public static NlAttrs parse(ByteBuffer row) {
    byte[] copy = new byte[row.remaining()];
    row.get(row.position(), copy);
    ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
    return of(bytes, 0, copy.length, row.position());
  }

  /**
   * Takes a row of attributes as it stands.
   *
   * @param bytes where it stands, in native order
   * @param from where it begins
   * @param to where it ends
   * @param base what to add to such a place to get the place in the datagram
   */
  static NlAttrs of(ByteBuffer bytes, int from, int to, int base) {
    NlAttrs found = new NlAttrs(bytes, from, to, base);
    int at = from;
    while (at < to) {
      found.check(at);
      at = found.behind(at);
    }
    return found;
  }

  private void check(int at) {
    int left = to - at;
    if (left < Nl.ATTRIBUTE_HEADER_BYTES) {
      throw new NlParseException("an attribute header of 4 bytes", left + " bytes", base + at);
    }
    int length = length(at);
    if (length < Nl.ATTRIBUTE_HEADER_BYTES || length > left) {
      throw new NlParseException(
          "an attribute length of 4 to " + left, Integer.toString(length), base + at);
    }
  }

  private int length(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private int rawType(int at) {
    return Short.toUnsignedInt(bytes.getShort(at + 2));
  }

  private int behind(int at) {
    return at + Nl.align(length(at));
  }

  private NlAttr at(int at) {
    int value = at + Nl.ATTRIBUTE_HEADER_BYTES;
    return new NlAttr(rawType(at), bytes, value, at + length(at), base);
  }

  /**
   * Returns all of them.
   *
   * @return the attributes in their order
   */
  public List<NlAttr> list() {
    List<NlAttr> list = new ArrayList<>();
    for (int at = from; at < to; at = behind(at)) {
      list.add(at(at));
    }
    return Collections.unmodifiableList(list);
  }

  /**
   * Returns the attribute of a type; of several the last, as the kernel takes them.
   *
   * @param type the type
   * @return the attribute, or empty
   */
  public Optional<NlAttr> find(int type) {
    int last = -1;
    for (int at = from; at < to; at = behind(at)) {
      last = (rawType(at) & Nl.TYPE_MASK) == type ? at : last;
    }
    return last < 0 ? Optional.empty() : Optional.of(at(last));
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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NlAttrs that && list().equals(that.list());
  }

  @Override
  public int hashCode() {
    return list().hashCode();
  }

  @Override
  public String toString() {
    return list().toString();
  }
}
