package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Walks the messages of a datagram, and can be used for the next one. A message that is cut off or
 * lies about its length ends the walk with a {@link NlParseException}; those before it have been
 * seen by then. The fields of the message that the walk stands on are read in their place, without
 * an object for it; {@link #message} makes one where that does not matter.
 */
public final class NlFrames implements Iterator<NlMessage> {

  private ByteBuffer datagram = ByteBuffer.allocate(0);
  private int at;
  private int end;
  private int next;

  /** Starts with an empty walk. */
  public NlFrames() {}

  /**
   * Starts a walk.
   *
   * @param datagram from its position to its limit
   */
  public NlFrames(ByteBuffer datagram) {
    over(datagram);
  }

  /**
   * Starts another walk.
   *
   * @param bytes the datagram, from its position to its limit
   * @return this
   */
  public NlFrames over(ByteBuffer bytes) {
    datagram =
        bytes.order() == ByteOrder.nativeOrder()
            ? bytes
            : bytes.duplicate().order(ByteOrder.nativeOrder());
    next = bytes.position();
    return this;
  }

  @Override
  public boolean hasNext() {
    return next < datagram.limit();
  }

  /**
   * Goes on to the next message.
   *
   * @throws NlParseException if there is none in the bytes that are left; then the walk is over
   */
  public void advance() {
    if (!hasNext()) {
      throw new NoSuchElementException("the datagram holds no further message");
    }
    at = next;
    int left = datagram.limit() - at;
    next = datagram.limit();
    if (left < Nl.HEADER_BYTES) {
      throw new NlParseException("a message header of 16 bytes", left + " bytes", at);
    }
    int length = datagram.getInt(at);
    if (length < Nl.HEADER_BYTES || length > left) {
      throw new NlParseException(
          "a message length of 16 to " + left, Integer.toUnsignedString(length), at);
    }
    end = at + length;
    // The last message of a datagram may lack its padding.
    next = Math.min(datagram.limit(), at + Nl.align(length));
  }

  /**
   * Returns what the message is.
   *
   * @return its type
   */
  public int type() {
    return Short.toUnsignedInt(datagram.getShort(at + 4));
  }

  /**
   * Returns the flags of the message.
   *
   * @return {@code NLM_F_*}
   */
  public int flags() {
    return Short.toUnsignedInt(datagram.getShort(at + 6));
  }

  int sequence() {
    return datagram.getInt(at + 8);
  }

  int port() {
    return datagram.getInt(at + 12);
  }

  /**
   * Returns where the message stands.
   *
   * @return the datagram, in native order
   */
  public ByteBuffer datagram() {
    return datagram;
  }

  /**
   * Returns where the message's body begins.
   *
   * @return the place in the datagram
   */
  public int bodyStart() {
    return at + Nl.HEADER_BYTES;
  }

  /**
   * Returns where the message ends.
   *
   * @return the place in the datagram
   */
  public int bodyEnd() {
    return end;
  }

  /**
   * Returns the message that the walk stands on.
   *
   * @return the message
   */
  public NlMessage message() {
    NlHeader header = new NlHeader(type(), flags(), sequence(), port());
    return new NlMessage(header, NlMessage.view(datagram, bodyStart(), end - bodyStart()));
  }

  /**
   * Goes on to the next message and returns it.
   *
   * @return the message
   * @throws NlParseException if there is none in the bytes that are left; then the walk is over
   */
  @Override
  public NlMessage next() {
    advance();
    return message();
  }
}
