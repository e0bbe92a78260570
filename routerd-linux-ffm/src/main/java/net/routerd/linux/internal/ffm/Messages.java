package net.routerd.linux.internal.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Room for several messages of {@link SocketCalls#recvmmsg}, used again for the next. What it holds
 * counts until the next receive. Confined to one thread at a time.
 */
public final class Messages {

  /** struct mmsghdr (bits/socket.h, LP64): a msghdr, how long the message was, and padding. */
  private static final int LENGTH = Scratch.MSGHDR, MMSGHDR = 64;

  private final Message[] messages;

  /** The headers, and behind them what they point to; one piece, so that it is freed as one. */
  final MemorySegment headers;

  private int used;

  /**
   * Makes room.
   *
   * @param count how many messages
   * @param dataCapacity bytes of data of each
   */
  public Messages(int count, int dataCapacity) {
    messages = new Message[count];
    headers = Arena.ofAuto().allocate((long) count * (MMSGHDR + Scratch.IOVEC), 8);
    long iovecs = (long) count * MMSGHDR;
    for (int i = 0; i < count; i++) {
      messages[i] = new Message(dataCapacity, 0);
      Scratch.header(
          headers.asSlice(at(i), MMSGHDR),
          headers.asSlice(iovecs + (long) i * Scratch.IOVEC, Scratch.IOVEC),
          messages[i]);
    }
  }

  private static long at(int index) {
    return (long) index * MMSGHDR;
  }

  /**
   * Returns how many messages there is room for.
   *
   * @return the number
   */
  public int size() {
    return messages.length;
  }

  /**
   * Returns one of the messages.
   *
   * @param index from 0; those from the number on that was received last hold nothing that counts
   * @return the message
   */
  public Message get(int index) {
    return messages[index];
  }

  /** Offers all room again: the kernel has written how much of it was used. */
  void clear() {
    for (int i = 0; i < used; i++) {
      headers.set(JAVA_INT, at(i) + Scratch.MSG_NAMELEN, messages[i].source().capacity());
      headers.set(JAVA_LONG, at(i) + Scratch.MSG_CONTROLLEN, 0);
      headers.set(JAVA_INT, at(i) + Scratch.MSG_FLAGS, 0);
    }
    used = 0;
  }

  /** Tells the messages what the kernel wrote. */
  void fill(int received) {
    used = Math.max(0, received);
    for (int i = 0; i < used; i++) {
      messages[i].filled(
          headers.get(JAVA_INT, at(i) + LENGTH),
          headers.get(JAVA_INT, at(i) + Scratch.MSG_NAMELEN),
          headers.get(JAVA_INT, at(i) + Scratch.MSG_CONTROLLEN),
          headers.get(JAVA_INT, at(i) + Scratch.MSG_FLAGS));
    }
  }
}
