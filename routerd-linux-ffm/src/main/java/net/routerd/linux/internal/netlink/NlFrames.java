package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Walks the messages of a datagram. A message that is cut off or lies about its length ends the
 * walk with a {@link NlParseException}; those before it have been returned by then.
 */
public final class NlFrames implements Iterator<NlMessage> {

  private final ByteBuffer datagram;
  private int next;

  /**
   * Starts a walk.
   *
   * @param datagram from its position to its limit
   */
  public NlFrames(ByteBuffer datagram) {
    this.datagram = datagram.duplicate().order(ByteOrder.nativeOrder());
    this.next = datagram.position();
  }

  @Override
  public boolean hasNext() {
    return next < datagram.limit();
  }

  /**
   * Returns the next message.
   *
   * @return the message
   * @throws NlParseException if there is none in the bytes that are left; then the walk is over
   */
  @Override
  public NlMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the datagram holds no further message");
    }
    int at = next;
    int left = datagram.limit() - at;
    next = datagram.limit();
    if (left < Nl.HEADER_BYTES) {
      throw new NlParseException("a message header of 16 bytes", left + " bytes", at);
    }
    long length = Integer.toUnsignedLong(datagram.getInt(at));
    if (length < Nl.HEADER_BYTES || length > left) {
      throw new NlParseException("a message length of 16 to " + left, Long.toString(length), at);
    }
    // The last message of a datagram may lack its padding.
    next = (int) Math.min(datagram.limit(), (long) at + Nl.align((int) length));
    NlHeader header =
        new NlHeader(
            Short.toUnsignedInt(datagram.getShort(at + 4)),
            Short.toUnsignedInt(datagram.getShort(at + 6)),
            datagram.getInt(at + 8),
            datagram.getInt(at + 12));
    return new NlMessage(
        header, NlMessage.view(datagram, at + Nl.HEADER_BYTES, (int) length - Nl.HEADER_BYTES));
  }
}
