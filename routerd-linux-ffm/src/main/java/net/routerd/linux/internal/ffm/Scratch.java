package net.routerd.linux.internal.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One thread's memory for the arguments of one call and for the errno that it leaves. */
final class Scratch {

  /** struct msghdr (bits/socket.h, LP64): offsets of its members and its size. */
  static final int MSG_NAME = 0,
      MSG_NAMELEN = 8,
      MSG_IOV = 16,
      MSG_IOVLEN = 24,
      MSG_CONTROL = 32,
      MSG_CONTROLLEN = 40,
      MSG_FLAGS = 48,
      MSGHDR = 56;

  /** struct iovec and struct pollfd. */
  static final int IOV_LEN = 8, IOVEC = 16, POLL_EVENTS = 4, POLL_REVENTS = 6, POLLFD = 8;

  /** Room for an argument: a path (PATH_MAX), an option, an address. */
  private static final int VALUE = 4096;

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(StructLayout.PathElement.groupElement("errno"));

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /** The automatic arena frees the memory after its thread is gone; nothing is closed by hand. */
  private final Arena arena = Arena.ofAuto();

  final MemorySegment errno = arena.allocate(CALL_STATE);
  final MemorySegment value = arena.allocate(VALUE, 8);
  private final MemorySegment length = arena.allocate(JAVA_INT);
  private final MemorySegment msghdr = arena.allocate(MSGHDR, 8);
  private final MemorySegment iovec = arena.allocate(IOVEC, 8);

  /** Buffers whose addresses are known: a thread uses a few over and over. */
  private final @Nullable ByteBuffer[] buffers = new ByteBuffer[4];

  private final long[] addresses = new long[buffers.length];
  private int oldest;

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /** Returns what a call returned or, if that was -1, the negated errno that it left. */
  int result(long returned) {
    return returned >= 0 ? Math.toIntExact(returned) : -(int) ERRNO.get(errno, 0L);
  }

  /** Passes on what was thrown, as what it can be: a downcall throws nothing that is checked. */
  static AssertionError unexpected(Throwable thrown) {
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError("a downcall throws nothing checked", thrown);
    }
  }

  /**
   * Returns where the remaining bytes of a buffer are, as a number: a view of the buffer would be
   * an object for each call wherever the compiler does not see that it is not kept. The buffer
   * stays reachable from here while the call lasts.
   *
   * @param data one of {@link ByteBuffer#allocateDirect}, whose memory lasts as long as it does
   */
  @SuppressWarnings("ReferenceEquality") // buffers of the same bytes are equal
  long address(ByteBuffer data) {
    for (int i = 0; i < buffers.length; i++) {
      if (buffers[i] == data) {
        return addresses[i] + data.position();
      }
    }
    return newAddress(data);
  }

  private long newAddress(ByteBuffer data) {
    if (!data.isDirect()) {
      throw new IllegalArgumentException("the kernel needs a direct buffer, not one of the heap");
    }
    long address = MemorySegment.ofBuffer(data).address();
    buffers[oldest] = data;
    addresses[oldest] = address - data.position();
    oldest = (oldest + 1) % buffers.length;
    return address;
  }

  MemorySegment bytes(byte[] from) {
    MemorySegment.copy(from, 0, value, JAVA_BYTE, 0, from.length);
    return value;
  }

  MemorySegment number(int number) {
    value.set(JAVA_INT, 0, number);
    return value;
  }

  int number() {
    return value.get(JAVA_INT, 0);
  }

  MemorySegment text(String text) {
    value.setString(0, text);
    return value;
  }

  /** Room for a socklen_t that says how much of {@link #value} the kernel may fill. */
  MemorySegment room(int bytes) {
    length.set(JAVA_INT, 0, Math.min(bytes, VALUE));
    return length;
  }

  /** Copies what a getter left in {@link #value}, and returns how much, or the failure itself. */
  int copyOut(int result, byte[] to) {
    if (result < 0) {
      return result;
    }
    int count = length.get(JAVA_INT, 0);
    MemorySegment.copy(value, JAVA_BYTE, 0, to, 0, Math.min(count, to.length));
    return count;
  }

  MemorySegment epollEvent(int events, long data) {
    value.set(JAVA_INT, 0, events);
    value.set(JAVA_LONG_UNALIGNED, EpollEvents.DATA, data);
    return value;
  }

  MemorySegment pollfd(int fd, int events) {
    value.set(JAVA_INT, 0, fd);
    value.set(JAVA_SHORT, POLL_EVENTS, (short) events);
    value.set(JAVA_SHORT, POLL_REVENTS, (short) 0);
    return value;
  }

  int pollEvents() {
    return value.get(JAVA_SHORT, POLL_REVENTS);
  }

  /**
   * Fills in a msghdr that points into the message. Lengths are written as 64 bits: in glibc they
   * are size_t, in musl an int followed by padding, and below 2^31 both read the same.
   */
  MemorySegment header(Message message) {
    iovec.set(ADDRESS, 0, message.dataSegment);
    iovec.set(JAVA_LONG, IOV_LEN, message.data().capacity());
    msghdr.set(ADDRESS, MSG_NAME, message.sourceSegment);
    msghdr.set(JAVA_INT, MSG_NAMELEN, message.source().capacity());
    msghdr.set(ADDRESS, MSG_IOV, iovec);
    msghdr.set(JAVA_LONG, MSG_IOVLEN, 1);
    msghdr.set(ADDRESS, MSG_CONTROL, message.controlSegment);
    msghdr.set(JAVA_LONG, MSG_CONTROLLEN, message.control().capacity());
    msghdr.set(JAVA_INT, MSG_FLAGS, 0);
    return msghdr;
  }

  /** Tells the message what the kernel wrote; of a failed call, that it is empty. */
  void fill(Message message, int result) {
    if (result < 0) {
      message.filled(0, 0, 0, 0);
    } else {
      message.filled(
          result,
          msghdr.get(JAVA_INT, MSG_NAMELEN),
          msghdr.get(JAVA_INT, MSG_CONTROLLEN),
          msghdr.get(JAVA_INT, MSG_FLAGS));
    }
  }

  /** The same after recvfrom(2), which tells only by its result that something was cut off. */
  void fillFrom(Message message, int result) {
    if (result < 0) {
      message.filled(0, 0, 0, 0);
    } else {
      int flags = result > message.data().capacity() ? Constants.MSG_TRUNC : 0;
      message.filled(result, length.get(JAVA_INT, 0), 0, flags);
    }
  }
}
