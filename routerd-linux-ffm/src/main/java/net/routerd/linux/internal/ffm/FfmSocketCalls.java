package net.routerd.linux.internal.ffm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The socket calls. Each goes to its method handle straight from here, not through one place that
 * is given a function: the compiler sees through the handle in each, and what the linker makes for
 * a call is then not even made. Of those that can block, one that a signal has interrupted is made
 * again.
 *
 * <p>Public, as else each of them would have a bridge in {@link FfmLibc}, one call more to see
 * through.
 */
public abstract sealed class FfmSocketCalls implements SocketCalls permits FfmLibc {

  FfmSocketCalls() {}

  @Override
  public int socket(int domain, int type, int protocol) {
    Scratch s = Scratch.ofThread();
    try {
      return s.result((int) Handles.SOCKET.invokeExact(s.errno, domain, type, protocol));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int bind(int fd, byte[] address) {
    Scratch s = Scratch.ofThread();
    try {
      return s.result(
          (int) Handles.BIND.invokeExact(s.errno, fd, s.bytes(address), address.length));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int connect(int fd, byte[] address) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (int) Handles.CONNECT.invokeExact(s.errno, fd, s.bytes(address), address.length));
      return result == -Errno.EINTR ? -Errno.EINPROGRESS : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int listen(int fd, int backlog) {
    Scratch s = Scratch.ofThread();
    try {
      return s.result((int) Handles.LISTEN.invokeExact(s.errno, fd, backlog));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int shutdown(int fd, int how) {
    Scratch s = Scratch.ofThread();
    try {
      return s.result((int) Handles.SHUTDOWN.invokeExact(s.errno, fd, how));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int accept4(int fd, int flags) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (int)
                  Handles.ACCEPT4.invokeExact(
                      s.errno, fd, MemorySegment.NULL, MemorySegment.NULL, flags));
      return result == -Errno.EINTR ? accept4(fd, flags) : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int getsockname(int fd, byte[] address) {
    Scratch s = Scratch.ofThread();
    try {
      MemorySegment length = s.room(address.length);
      int result = s.result((int) Handles.GETSOCKNAME.invokeExact(s.errno, fd, s.value, length));
      return s.copyOut(result, address);
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int setsockopt(int fd, int level, int name, int value) {
    Scratch s = Scratch.ofThread();
    try {
      return s.result(
          (int) Handles.SETSOCKOPT.invokeExact(s.errno, fd, level, name, s.number(value), 4));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int setsockopt(int fd, int level, int name, byte[] value) {
    Scratch s = Scratch.ofThread();
    try {
      return s.result(
          (int)
              Handles.SETSOCKOPT.invokeExact(
                  s.errno, fd, level, name, s.bytes(value), value.length));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public long getsockopt(int fd, int level, int name) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (int) Handles.GETSOCKOPT.invokeExact(s.errno, fd, level, name, s.value, s.room(4)));
      return result < 0 ? result : s.number() & 0xFFFFFFFFL;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int getsockopt(int fd, int level, int name, byte[] value) {
    Scratch s = Scratch.ofThread();
    try {
      MemorySegment length = s.room(value.length);
      int result =
          s.result((int) Handles.GETSOCKOPT.invokeExact(s.errno, fd, level, name, s.value, length));
      return s.copyOut(result, value);
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int send(int fd, ByteBuffer data, int flags) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (long)
                  Handles.SEND.invokeExact(
                      s.errno, fd, s.address(data), (long) data.remaining(), flags));
      return result == -Errno.EINTR ? send(fd, data, flags) : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int sendto(int fd, ByteBuffer data, int flags, byte[] address) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (long)
                  Handles.SENDTO.invokeExact(
                      s.errno,
                      fd,
                      s.address(data),
                      (long) data.remaining(),
                      flags,
                      s.bytes(address),
                      address.length));
      return result == -Errno.EINTR ? sendto(fd, data, flags, address) : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int recv(int fd, ByteBuffer data, int flags) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (long)
                  Handles.RECV.invokeExact(
                      s.errno, fd, s.address(data), (long) data.remaining(), flags));
      return result == -Errno.EINTR ? recv(fd, data, flags) : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int recvmsg(int fd, Message message, int flags) {
    message.data().clear();
    message.source().clear();
    message.control().clear();
    Scratch s = Scratch.ofThread();
    try {
      int result =
          message.control().capacity() == 0
              ? receiveFrom(s, fd, message, flags)
              : receiveMessage(s, fd, message, flags);
      return result == -Errno.EINTR ? recvmsg(fd, message, flags) : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  private static int receiveMessage(Scratch s, int fd, Message message, int flags)
      throws Throwable {
    MemorySegment header = s.header(message);
    int result = s.result((long) Handles.RECVMSG.invokeExact(s.errno, fd, header, flags));
    s.fill(message, result);
    return result;
  }

  /** Without control data the same for less: the kernel has no header to take in and give back. */
  private static int receiveFrom(Scratch s, int fd, Message message, int flags) throws Throwable {
    MemorySegment length = s.room(message.source().capacity());
    int result =
        s.result(
            (long)
                Handles.RECVFROM.invokeExact(
                    s.errno,
                    fd,
                    message.dataSegment,
                    (long) message.data().capacity(),
                    flags,
                    message.sourceSegment,
                    length));
    s.fillFrom(message, result);
    return result;
  }
}
