package net.routerd.linux.internal.rtnl.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import org.jspecify.annotations.Nullable;

/**
 * Reads devices one after the other, each in its place in the datagram and in one go: traffic may
 * wait for what one of them says. For one thread at a time.
 */
public final class LinkReader {

  private static final int FIXED = 16; // struct ifinfomsg
  private static final OperState[] STATES = OperState.values();

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int fixed;
  private int nameAt;
  private int nameBytes;
  private long mtu;
  private int state;
  private boolean hasRpFilter;
  private int rpFilter;

  /** Whose attributes are read. */
  private enum Level {
    DEVICE,
    FAMILIES,
    INET
  }

  /** Makes a reader. */
  public LinkReader() {}

  /**
   * Reads one message.
   *
   * @param message of type {@code RTM_*LINK}
   * @return a reader that has read it
   * @throws NlParseException if it is cut off
   */
  public static LinkReader of(NlMessage message) {
    ByteBuffer body = message.body();
    return new LinkReader().read(body, body.position(), body.limit());
  }

  /**
   * Reads the message that a walk stands on.
   *
   * @param at the walk, on a message of type {@code RTM_*LINK}
   * @return this
   * @throws NlParseException if it is cut off
   */
  public LinkReader read(NlFrames at) {
    return read(at.datagram(), at.bodyStart(), at.bodyEnd());
  }

  private LinkReader read(ByteBuffer datagram, int from, int to) {
    if (to - from < FIXED) {
      throw new NlParseException("struct ifinfomsg of 16 bytes", to - from + " bytes", from);
    }
    bytes = datagram;
    fixed = from;
    nameAt = from;
    nameBytes = 0;
    mtu = -1;
    state = -1;
    hasRpFilter = false;
    if (family() == Families.UNSPEC) { // with others the attributes have another meaning
      walk(Level.DEVICE, from + FIXED, to);
    }
    return this;
  }

  private void walk(Level level, int from, int to) {
    for (int at = from; at < to; ) {
      int length = to - at < Nl.ATTRIBUTE_HEADER_BYTES ? 0 : bytes.getShort(at) & 0xFFFF;
      if (length < Nl.ATTRIBUTE_HEADER_BYTES || length > to - at) {
        throw new NlParseException("an attribute of 4 to " + (to - at), length + " bytes", at);
      }
      int type = bytes.getShort(at + 2) & Nl.TYPE_MASK;
      int value = at + Nl.ATTRIBUTE_HEADER_BYTES;
      switch (level) {
        case DEVICE -> take(type, value, at + length);
        case FAMILIES -> {
          if (type == Families.INET) {
            walk(Level.INET, value, at + length);
          }
        }
        case INET -> {
          if (type == LinkAttributes.INET_SETTINGS) {
            int setting = value + Integer.BYTES * LinkAttributes.RP_FILTER_INDEX;
            rpFilter = bytes.getInt(demand(type, setting, Integer.BYTES, at + length));
            hasRpFilter = true;
          }
        }
      }
      at += Nl.align(length);
    }
  }

  private void take(int type, int at, int end) {
    switch (type) {
      case LinkAttributes.NAME -> {
        nameAt = at;
        nameBytes = 0;
        while (at + nameBytes < end && bytes.get(at + nameBytes) != 0) {
          nameBytes++;
        }
      }
      case LinkAttributes.MTU ->
          mtu = Integer.toUnsignedLong(bytes.getInt(demand(type, at, Integer.BYTES, end)));
      case LinkAttributes.OPER_STATE -> state = bytes.get(demand(type, at, 1, end)) & 0xFF;
      case LinkAttributes.FAMILY_SETTINGS -> walk(Level.FAMILIES, at, end);
      default -> {}
    }
  }

  private int family() {
    return bytes.get(fixed) & 0xFF;
  }

  private static int demand(int type, int at, int least, int end) {
    if (end - at < least) {
      throw new NlParseException(
          "attribute " + type + " of " + least + " bytes more", end - at + " bytes", at);
    }
    return at;
  }

  /**
   * Returns the number of the device.
   *
   * @return its ifindex
   */
  public int index() {
    return bytes.getInt(fixed + 4);
  }

  /**
   * Returns the device as the model's.
   *
   * @param before the device with this number as it was known, null if it was not: it keeps its
   *     addresses and settings, which are told in other messages
   * @return the device; empty if the message is about a part of a device (a bridge tells of its
   *     ports so), or leaves out what belongs to a whole one (wireless events do), or has a name
   *     that the model does not take: the kernel allows bytes that are no text
   */
  public Optional<Link> link(@Nullable Link before) {
    if (family() != Families.UNSPEC || mtu < 0 || state < 0) {
      return Optional.empty();
    }
    LinkName name = before != null && isNamed(before.name().text()) ? before.name() : name();
    if (name == null) {
      return Optional.empty();
    }
    int flags = bytes.getInt(fixed + 8);
    return Optional.of(
        new Link(
            name,
            index(),
            (flags & LinkAttributes.UP) != 0,
            (flags & LinkAttributes.LOWER_UP) != 0,
            state < STATES.length ? STATES[state] : OperState.UNKNOWN,
            (int) Math.min(mtu, Integer.MAX_VALUE),
            before == null ? List.of() : before.addresses(),
            before == null ? 0 : before.rpFilter(),
            before == null ? Set.of() : before.ignoreRoutesWithLinkdown()));
  }

  private boolean isNamed(String known) {
    boolean same = known.length() == nameBytes;
    for (int i = 0; same && i < nameBytes; i++) {
      same = known.charAt(i) == bytes.get(nameAt + i); // never of what is not ASCII
    }
    return same;
  }

  private @Nullable LinkName name() {
    byte[] text = new byte[nameBytes];
    bytes.get(nameAt, text);
    try {
      return new LinkName(new String(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notAName) {
      return null;
    }
  }

  /**
   * Returns {@code net.ipv4.conf.DEVICE.rp_filter}, the device's own.
   *
   * @return its value; empty if the message does not tell it
   */
  public OptionalInt rpFilter() {
    return hasRpFilter ? OptionalInt.of(rpFilter) : OptionalInt.empty();
  }
}
