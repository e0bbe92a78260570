package net.routerd.linux.internal.probe;

import java.io.IOException;

/** Bytes over a connected socket, plain or through TLS. On the loop's thread; never blocks. */
sealed interface ByteStream permits SocketBytes, TlsStream {

  /** Takes bytes to be sent by the next {@link #pump}. */
  void send(byte[] bytes);

  /**
   * Sends and receives what can be now.
   *
   * @param received what was received is added
   * @return false if the peer has ended the stream
   * @throws IOException if the connection or its protection failed
   */
  boolean pump(Bytes received) throws IOException;

  /** Returns what to wait for, {@code EPOLL*} bits. */
  int interest();
}
