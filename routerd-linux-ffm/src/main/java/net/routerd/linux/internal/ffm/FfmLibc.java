package net.routerd.linux.internal.ffm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import net.routerd.spi.PlatformException;

/** {@link Libc} by {@code java.lang.foreign}. Has no state but scratch memory for each thread. */
public final class FfmLibc extends FfmSocketCalls implements Libc {

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
  public int open(String path, int flags) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (int)
                  Handles.OPEN.invokeExact(s.errno, s.text(path), flags | Constants.O_CLOEXEC, 0));
      return result == -Errno.EINTR ? open(path, flags) : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int close(int fd) {
    Scratch s = Scratch.ofThread();
    try {
      int result = s.result((int) Handles.CLOSE.invokeExact(s.errno, fd));
      return result == -Errno.EINTR ? 0 : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int read(int fd, ByteBuffer data) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (long)
                  Handles.READ.invokeExact(s.errno, fd, s.address(data), (long) data.remaining()));
      return result == -Errno.EINTR ? read(fd, data) : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int write(int fd, ByteBuffer data) {
    Scratch s = Scratch.ofThread();
    try {
      int result =
          s.result(
              (long)
                  Handles.WRITE.invokeExact(s.errno, fd, s.address(data), (long) data.remaining()));
      return result == -Errno.EINTR ? write(fd, data) : result;
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int epollCreate() {
    Scratch s = Scratch.ofThread();
    try {
      return s.result((int) Handles.EPOLL_CREATE1.invokeExact(s.errno, Constants.EPOLL_CLOEXEC));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int epollCtl(int epfd, int op, int fd, int events, long data) {
    Scratch s = Scratch.ofThread();
    try {
      return s.result(
          (int) Handles.EPOLL_CTL.invokeExact(s.errno, epfd, op, fd, s.epollEvent(events, data)));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int epollWait(int epfd, EpollEvents events, int timeoutMillis) {
    refuseVirtualThread(timeoutMillis);
    Scratch s = Scratch.ofThread();
    long deadline = deadline(timeoutMillis);
    try {
      int left = timeoutMillis;
      while (true) {
        int result =
            s.result(
                (int)
                    Handles.EPOLL_WAIT.invokeExact(
                        s.errno, epfd, events.segment, events.capacity(), left));
        if (result != -Errno.EINTR) {
          return result;
        }
        left = left(timeoutMillis, deadline);
      }
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int eventfd() {
    Scratch s = Scratch.ofThread();
    try {
      return s.result(
          (int)
              Handles.EVENTFD.invokeExact(
                  s.errno, 0, Constants.EFD_CLOEXEC | Constants.EFD_NONBLOCK));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int poll(int fd, int events, int timeoutMillis) {
    refuseVirtualThread(timeoutMillis);
    Scratch s = Scratch.ofThread();
    long deadline = deadline(timeoutMillis);
    try {
      int left = timeoutMillis;
      while (true) {
        int result =
            s.result((int) Handles.POLL.invokeExact(s.errno, s.pollfd(fd, events), 1L, left));
        if (result != -Errno.EINTR) {
          return result > 0 ? s.pollEvents() : result;
        }
        left = left(timeoutMillis, deadline);
      }
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  @Override
  public int setns(int fd, int nstype) {
    Scratch s = Scratch.ofThread();
    try {
      return s.result((int) Handles.SETNS.invokeExact(s.errno, fd, nstype));
    } catch (Throwable e) {
      throw Scratch.unexpected(e);
    }
  }

  private static void refuseVirtualThread(int timeoutMillis) {
    if (timeoutMillis != 0 && Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a blocking call would pin the carrier of a virtual thread");
    }
  }

  private static long deadline(int timeoutMillis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  /** Returns what is left to wait of a timeout; all, if it has no end or no length. */
  private static int left(int timeoutMillis, long deadline) {
    long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000);
    return timeoutMillis <= 0 ? timeoutMillis : (int) Math.max(0, left);
  }
}
