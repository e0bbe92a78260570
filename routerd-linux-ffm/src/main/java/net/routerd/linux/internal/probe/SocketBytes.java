package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;
import static net.routerd.linux.internal.ffm.Constants.EPOLLOUT;
import static net.routerd.linux.internal.ffm.Constants.MSG_DONTWAIT;
import static net.routerd.linux.internal.ffm.Constants.MSG_NOSIGNAL;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import net.routerd.linux.internal.ffm.Errno;

/** The bytes of a connected TCP socket, with those that it could not take yet. */
final class SocketBytes {

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
  private final Deque<byte[]> pending = new ArrayDeque<>();
  private boolean ended;

  SocketBytes(Wire wire, PinnedSocket socket) {
    this.wire = wire;
    this.socket = socket;
  }

  void send(byte[] bytes) {
    pending.add(bytes);
  }

  /** Sends what the socket takes. */
  void flush() throws Failure {
    for (byte[] next = pending.poll(); next != null; next = pending.poll()) {
      byte[] part = Arrays.copyOf(next, Math.min(next.length, wire.buffer().capacity()));
      int sent = wire.libc().send(socket.number(), wire.load(part), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0 && sent != -Errno.EAGAIN) {
        throw new Failure(-sent);
      }
      int taken = Math.max(0, sent);
      if (taken < next.length) {
        pending.addFirst(Arrays.copyOfRange(next, taken, next.length));
      }
      if (taken < part.length) {
        return;
      }
    }
  }

  /** Returns what lies in the socket, as much as fits into one read; no bytes if nothing does. */
  byte[] receive() throws Failure {
    int length = wire.libc().recv(socket.number(), wire.buffer().clear(), MSG_DONTWAIT);
    if (length < 0 && length != -Errno.EAGAIN) {
      throw new Failure(-length);
    }
    ended |= length == 0;
    byte[] bytes = new byte[Math.max(0, length)];
    wire.buffer().get(0, bytes);
    return bytes;
  }

  /** Tells whether the peer has ended its side. */
  boolean ended() {
    return ended;
  }

  int interest() {
    return pending.isEmpty() ? EPOLLIN : EPOLLIN | EPOLLOUT;
  }
}
