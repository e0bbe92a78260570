package net.routerd.linux.internal.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.Message;

/**
 * What all exchanges of one loop share: the calls, random numbers, and memory that counts only
 * within one call of {@link Exchange}.
 *
 * @param libc the calls
 * @param random unpredictable, as an off-path sender must not guess a nonce
 * @param message to receive datagrams and socket errors into
 * @param buffer to send and receive bytes with
 */
record Wire(Libc libc, RandomGenerator random, Message message, ByteBuffer buffer) {

  private static final int DATAGRAM = 4096;
  private static final int CONTROL = 512;
  private static final int BUFFER = 32 * 1024;

  Wire(Libc libc, RandomGenerator random) {
    this(
        libc,
        random,
        new Message(DATAGRAM, CONTROL),
        ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder()));
  }

  /** Puts bytes into the shared buffer, ready to be sent. */
  ByteBuffer load(byte[] bytes) {
    return buffer.clear().put(bytes).flip();
  }
}
