package net.routerd.linux.internal.ffm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Room for one message of {@link SocketCalls#recvmsg}, used again for the next: data, source
 * address, control data and flags. What it holds counts until the next receive. Confined to one
 * thread at a time.
 */
public final class Message {

  private final ByteBuffer data;
  private final ByteBuffer source;
  private final ByteBuffer control;

  /** The same memory, as the calls want it. */
  final MemorySegment dataSegment, sourceSegment, controlSegment;

  private int flags;

  /**
   * Makes room.
   *
   * @param dataCapacity bytes of data
   * @param controlCapacity bytes of control data, 0 for none
   */
  public Message(int dataCapacity, int controlCapacity) {
    data = allocate(dataCapacity);
    source = allocate(SockAddr.MAX);
    control = allocate(controlCapacity);
    dataSegment = MemorySegment.ofBuffer(data);
    sourceSegment = MemorySegment.ofBuffer(source);
    controlSegment = MemorySegment.ofBuffer(control);
    filled(0, 0, 0, 0);
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Returns the data: position 0, limit at what was received and fits.
   *
   * @return the buffer itself, in native byte order
   */
  public ByteBuffer data() {
    return data;
  }

  /**
   * Returns the sender's {@code struct sockaddr}: position 0, limit at its length.
   *
   * @return the buffer itself, in native byte order
   */
  public ByteBuffer source() {
    return source;
  }

  /**
   * Returns the control data: position 0, limit at its length; {@link ControlData} walks it.
   *
   * @return the buffer itself, in native byte order
   */
  public ByteBuffer control() {
    return control;
  }

  /**
   * Returns what the kernel said about the message.
   *
   * @return {@code MSG_TRUNC}, {@code MSG_CTRUNC} and the like
   */
  public int flags() {
    return flags;
  }

  /**
   * Says what a receive has put into the buffers. For an implementation of {@link Libc}.
   *
   * @param dataLength bytes of data; what exceeds the capacity was cut off
   * @param sourceLength bytes of the source address
   * @param controlLength bytes of control data
   * @param messageFlags {@code msg_flags}
   */
  public void filled(int dataLength, int sourceLength, int controlLength, int messageFlags) {
    data.position(0).limit(Math.min(dataLength, data.capacity()));
    source.position(0).limit(Math.min(sourceLength, source.capacity()));
    control.position(0).limit(Math.min(controlLength, control.capacity()));
    flags = messageFlags;
  }
}
