package net.routerd.linux.internal.ffm;

import static java.lang.foreign.MemorySegment.ofBuffer;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import net.routerd.spi.PlatformException;

/** {@link Libc} by {@code java.lang.foreign}. Has no state but scratch memory for each thread. */
public final class FfmLibc implements Libc {

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private FfmLibc() {}

  /**
   * Returns the calls of this process's libc, after trying that native access is allowed.
   *
   * @return the calls
   * @throws PlatformException if this machine or the JVM's command line rules them out; the message
   *     says what to change
   */
  @SuppressWarnings("restricted")
  public static Libc load() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!machine.matches("Linux (amd64|aarch64|riscv64)")) {
      throw new PlatformException(
          "call libc",
          "this is " + machine,
          "run on Linux on x86_64, aarch64 or riscv64 with a 64-bit JVM");
    }
    try {
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid());
    } catch (IllegalCallerException denied) {
      throw new PlatformException(
          "call libc through java.lang.foreign",
          String.valueOf(denied.getMessage()),
          "start the JVM with --enable-native-access="
              + (FfmLibc.class.getModule().isNamed() ? "net.routerd.linux" : "ALL-UNNAMED")
              + " (--enable-native-access=net.routerd.linux where routerd is on the module path)");
    }
    return new FfmLibc();
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    return call(s -> (int) Handles.SOCKET.invokeExact(s.errno, domain, type, protocol));
  }

  @Override
  public int bind(int fd, byte[] address) {
    return call(s -> (int) Handles.BIND.invokeExact(s.errno, fd, s.bytes(address), address.length));
  }

  @Override
  public int connect(int fd, byte[] address) {
    Scratch s = SCRATCH.get();
    int result =
        once(
            s,
            t -> (int) Handles.CONNECT.invokeExact(t.errno, fd, t.bytes(address), address.length));
    return result == -Errno.EINTR ? -Errno.EINPROGRESS : result;
  }

  @Override
  public int listen(int fd, int backlog) {
    return call(s -> (int) Handles.LISTEN.invokeExact(s.errno, fd, backlog));
  }

  @Override
  public int shutdown(int fd, int how) {
    return call(s -> (int) Handles.SHUTDOWN.invokeExact(s.errno, fd, how));
  }

  @Override
  public int accept4(int fd, int flags) {
    return call(
        s ->
            (int)
                Handles.ACCEPT4.invokeExact(
                    s.errno, fd, MemorySegment.NULL, MemorySegment.NULL, flags));
  }

  @Override
  public int getsockname(int fd, byte[] address) {
    return call(
        s ->
            s.copyOut(
                (int) Handles.GETSOCKNAME.invokeExact(s.errno, fd, s.value, s.room(address.length)),
                address));
  }

  @Override
  public int setsockopt(int fd, int level, int name, int value) {
    return call(
        s -> (int) Handles.SETSOCKOPT.invokeExact(s.errno, fd, level, name, s.number(value), 4));
  }

  @Override
  public int setsockopt(int fd, int level, int name, byte[] value) {
    return call(
        s ->
            (int)
                Handles.SETSOCKOPT.invokeExact(
                    s.errno, fd, level, name, s.bytes(value), value.length));
  }

  @Override
  public long getsockopt(int fd, int level, int name) {
    int result =
        call(
            s ->
                (int) Handles.GETSOCKOPT.invokeExact(s.errno, fd, level, name, s.value, s.room(4)));
    return result < 0 ? result : SCRATCH.get().number() & 0xFFFFFFFFL;
  }

  @Override
  public int getsockopt(int fd, int level, int name, byte[] value) {
    return call(
        s ->
            s.copyOut(
                (int)
                    Handles.GETSOCKOPT.invokeExact(
                        s.errno, fd, level, name, s.value, s.room(value.length)),
                value));
  }

  @Override
  public int send(int fd, ByteBuffer data, int flags) {
    return call(
        s ->
            Math.toIntExact(
                (long)
                    Handles.SEND.invokeExact(
                        s.errno, fd, ofBuffer(data), (long) data.remaining(), flags)));
  }

  @Override
  public int sendto(int fd, ByteBuffer data, int flags, byte[] address) {
    return call(
        s ->
            Math.toIntExact(
                (long)
                    Handles.SENDTO.invokeExact(
                        s.errno,
                        fd,
                        ofBuffer(data),
                        (long) data.remaining(),
                        flags,
                        s.bytes(address),
                        address.length)));
  }

  @Override
  public int recv(int fd, ByteBuffer data, int flags) {
    return call(
        s ->
            Math.toIntExact(
                (long)
                    Handles.RECV.invokeExact(
                        s.errno, fd, ofBuffer(data), (long) data.remaining(), flags)));
  }

  @Override
  public int recvmsg(int fd, Message message, int flags) {
    message.data().clear();
    message.source().clear();
    message.control().clear();
    return call(
        s -> {
          MemorySegment header = s.header(message);
          int length =
              Math.toIntExact((long) Handles.RECVMSG.invokeExact(s.errno, fd, header, flags));
          s.fill(message, length);
          return length;
        });
  }

  @Override
  public int open(String path, int flags) {
    return call(
        s -> (int) Handles.OPEN.invokeExact(s.errno, s.text(path), flags | Constants.O_CLOEXEC, 0));
  }

  @Override
  public int close(int fd) {
    int result = once(SCRATCH.get(), s -> (int) Handles.CLOSE.invokeExact(s.errno, fd));
    return result == -Errno.EINTR ? 0 : result;
  }

  @Override
  public int read(int fd, ByteBuffer data) {
    return call(
        s ->
            Math.toIntExact(
                (long)
                    Handles.READ.invokeExact(
                        s.errno, fd, ofBuffer(data), (long) data.remaining())));
  }

  @Override
  public int write(int fd, ByteBuffer data) {
    return call(
        s ->
            Math.toIntExact(
                (long)
                    Handles.WRITE.invokeExact(
                        s.errno, fd, ofBuffer(data), (long) data.remaining())));
  }

  @Override
  public int epollCreate() {
    return call(s -> (int) Handles.EPOLL_CREATE1.invokeExact(s.errno, Constants.EPOLL_CLOEXEC));
  }

  @Override
  public int epollCtl(int epfd, int op, int fd, int events, long data) {
    return call(
        s ->
            (int) Handles.EPOLL_CTL.invokeExact(s.errno, epfd, op, fd, s.epollEvent(events, data)));
  }

  @Override
  public int epollWait(int epfd, EpollEvents events, int timeoutMillis) {
    return waiting(
        timeoutMillis,
        (s, millis) ->
            (int)
                Handles.EPOLL_WAIT.invokeExact(
                    s.errno, epfd, events.segment, events.capacity(), millis));
  }

  @Override
  public int eventfd() {
    int flags = Constants.EFD_CLOEXEC | Constants.EFD_NONBLOCK;
    return call(s -> (int) Handles.EVENTFD.invokeExact(s.errno, 0, flags));
  }

  @Override
  public int poll(int fd, int events, int timeoutMillis) {
    return waiting(
        timeoutMillis,
        (s, millis) -> {
          int count = (int) Handles.POLL.invokeExact(s.errno, s.pollfd(fd, events), 1L, millis);
          return count > 0 ? s.pollEvents() : count;
        });
  }

  @Override
  public int setns(int fd, int nstype) {
    return call(s -> (int) Handles.SETNS.invokeExact(s.errno, fd, nstype));
  }

  /** One downcall: its value, or -1 with the errno in the scratch memory. */
  private interface Call {
    int run(Scratch scratch) throws Throwable;
  }

  private interface TimedCall {
    int run(Scratch scratch, int millis) throws Throwable;
  }

  private static int call(Call call) {
    Scratch scratch = SCRATCH.get();
    int result;
    do {
      result = once(scratch, call);
    } while (result == -Errno.EINTR);
    return result;
  }

  private static int waiting(int timeoutMillis, TimedCall call) {
    if (timeoutMillis != 0 && Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a blocking call would pin the carrier of a virtual thread");
    }
    Scratch scratch = SCRATCH.get();
    if (timeoutMillis <= 0) {
      return call(s -> call.run(s, timeoutMillis));
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    int left = timeoutMillis;
    while (true) {
      int millis = left;
      int result = once(scratch, s -> call.run(s, millis));
      if (result != -Errno.EINTR) {
        return result;
      }
      left = (int) Math.max(0, (deadline - System.nanoTime() + 999_999) / 1_000_000);
    }
  }

  private static int once(Scratch scratch, Call call) {
    try {
      int result = call.run(scratch);
      return result >= 0 ? result : -scratch.errno();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing checked", e);
    }
  }
}
