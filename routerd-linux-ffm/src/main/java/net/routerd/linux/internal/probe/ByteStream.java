package net.routerd.linux.internal.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Bytes over a connected socket, plain or through TLS. On the loop's thread; never blocks. */
interface ByteStream {

  /** Takes bytes to be sent by the next {@link #pump}. */
  void send(byte[] bytes);

  /**
   * Sends and receives what can be now.
   *
   * @param received what was received is appended
   * @return false if the peer has ended the stream
   * @throws IOException if the connection or its protection failed
   */
  boolean pump(ByteArrayOutputStream received) throws IOException;

  /** Returns what to wait for, {@code EPOLL*} bits. */
  int interest();
}
