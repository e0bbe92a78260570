package net.routerd.linux.internal.probe;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow; then others in the same room, so that nothing is made for them. */
final class Bytes {

  /** What is made at first, enough for a usual request: ten thousand may be under way. */
  private static final int FIRST = 256;

  /** Room beyond this is not kept: some hundred of these lie idle. */
  static final int KEPT = 8 * 1024;

  private byte[] room = new byte[FIRST];
  private int size;

  int size() {
    return size;
  }

  /** Returns the room, of which the first {@link #size} bytes count, until more are added. */
  byte[] room() {
    return room;
  }

  void add(byte[] bytes, int from, int count) {
    grow(count);
    System.arraycopy(bytes, from, room, size, count);
    size += count;
  }

  /** Adds what remains in a buffer. */
  void add(ByteBuffer bytes) {
    int count = bytes.remaining();
    grow(count);
    bytes.get(room, size, count);
    size += count;
  }

  private void grow(int count) {
    if (count > room.length - size) {
      room = Arrays.copyOf(room, Math.max(Math.addExact(size, count), 2 * room.length));
    }
  }

  /** Holds nothing any more. */
  void clear() {
    size = 0;
    if (room.length > KEPT) {
      room = new byte[FIRST];
    }
  }
}
