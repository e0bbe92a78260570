package net.routerd.linux.internal.ffm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Room for the events of one {@link FileCalls#epollWait}: an array of {@code struct epoll_event}
 * (sys/epoll.h). The struct is packed on x86_64 (12 bytes, data at 4) and nowhere else (16 bytes,
 * data at 8).
 */
public final class EpollEvents {

  static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  static final int SIZE = PACKED ? 12 : 16;
  static final int DATA = PACKED ? 4 : 8;

  private final ByteBuffer memory;

  /** The same memory, as the call wants it. */
  final MemorySegment segment;

  /**
   * Makes room.
   *
   * @param capacity for how many events
   */
  public EpollEvents(int capacity) {
    memory = ByteBuffer.allocateDirect(capacity * SIZE).order(ByteOrder.nativeOrder());
    segment = MemorySegment.ofBuffer(memory);
  }

  /**
   * Returns for how many events there is room.
   *
   * @return the capacity
   */
  public int capacity() {
    return memory.capacity() / SIZE;
  }

  /**
   * Returns what happened.
   *
   * @param index of the event, from 0
   * @return {@code EPOLL*} bits
   */
  public int events(int index) {
    return memory.getInt(index * SIZE);
  }

  /**
   * Returns what was registered with the descriptor.
   *
   * @param index of the event, from 0
   * @return the data given to {@link FileCalls#epollCtl}
   */
  public long data(int index) {
    return memory.getLong(index * SIZE + DATA);
  }
}
