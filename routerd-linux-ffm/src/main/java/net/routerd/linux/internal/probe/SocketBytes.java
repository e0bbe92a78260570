package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;
import static net.routerd.linux.internal.ffm.Constants.EPOLLOUT;
import static net.routerd.linux.internal.ffm.Constants.MSG_DONTWAIT;
import static net.routerd.linux.internal.ffm.Constants.MSG_NOSIGNAL;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.routerd.linux.internal.ffm.Errno;

/**
 * The bytes of a connected TCP socket as they are, with those that it could not take yet; then of
 * the next connection's.
 */
final class SocketBytes implements ByteStream {

  /** The connection failed. */
  static final class Failure extends IOException {

    private static final long serialVersionUID = 1L;
    private final int errno;

    Failure(int errno) {
      super(Errno.text(errno));
      this.errno = errno;
    }

    int errno() {
      return errno;
    }
  }

  private final Wire wire;
  private final PinnedSocket socket;
  private final Bytes pending = new Bytes();
  private int taken;
  private boolean ended;

  SocketBytes(Wire wire, PinnedSocket socket) {
    this.wire = wire;
    this.socket = socket;
  }

  /** Begins with a connection. */
  void begin() {
    pending.clear();
    taken = 0;
    ended = false;
  }

  @Override
  public void send(byte[] bytes) {
    pending.add(bytes, 0, bytes.length);
  }

  @Override
  public boolean pump(Bytes received) throws Failure {
    flush();
    received.add(receive());
    return !ended;
  }

  /** Sends what the socket takes. */
  void flush() throws Failure {
    while (taken < pending.size()) {
      ByteBuffer part = wire.load(pending.room(), taken, pending.size() - taken);
      int sent = wire.libc().send(socket.number(), part, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0 && sent != -Errno.EAGAIN) {
        throw new Failure(-sent);
      }
      taken += Math.max(0, sent);
      if (sent < part.remaining()) {
        return;
      }
    }
    pending.clear();
    taken = 0;
  }

  /**
   * Returns what lies in the socket, as much as fits into one read; no bytes if nothing does. They
   * lie in the buffer that all probes share.
   */
  ByteBuffer receive() throws Failure {
    int length = wire.libc().recv(socket.number(), wire.buffer().clear(), MSG_DONTWAIT);
    if (length < 0 && length != -Errno.EAGAIN) {
      throw new Failure(-length);
    }
    ended |= length == 0;
    return wire.buffer().limit(Math.max(0, length));
  }

  /** Tells whether the peer has ended its side. */
  boolean ended() {
    return ended;
  }

  @Override
  public int interest() {
    return taken == pending.size() ? EPOLLIN : EPOLLIN | EPOLLOUT;
  }
}
