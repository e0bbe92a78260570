package net.routerd.linux.internal.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** The functions of libc, as static constants so that the compiler can inline through them. */
final class Handles {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  static final MethodHandle SOCKET = intOf("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  static final MethodHandle BIND = intOf("bind", JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle CONNECT = intOf("connect", JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle LISTEN = intOf("listen", JAVA_INT, JAVA_INT);
  static final MethodHandle SHUTDOWN = intOf("shutdown", JAVA_INT, JAVA_INT);
  static final MethodHandle ACCEPT4 = intOf("accept4", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  static final MethodHandle GETSOCKNAME = intOf("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  static final MethodHandle SETSOCKOPT =
      intOf("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle GETSOCKOPT =
      intOf("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  static final MethodHandle SEND = longOf("send", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  static final MethodHandle SENDTO =
      longOf("sendto", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle RECV = longOf("recv", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  static final MethodHandle RECVFROM =
      longOf("recvfrom", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
  static final MethodHandle RECVMSG = longOf("recvmsg", JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle CLOSE = intOf("close", JAVA_INT);
  static final MethodHandle READ = longOf("read", JAVA_INT, JAVA_LONG, JAVA_LONG);
  static final MethodHandle WRITE = longOf("write", JAVA_INT, JAVA_LONG, JAVA_LONG);
  static final MethodHandle EPOLL_CREATE1 = intOf("epoll_create1", JAVA_INT);
  static final MethodHandle EPOLL_CTL = intOf("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  static final MethodHandle EPOLL_WAIT = intOf("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  static final MethodHandle EVENTFD = intOf("eventfd", JAVA_INT, JAVA_INT);
  static final MethodHandle POLL = intOf("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  static final MethodHandle SETNS = intOf("setns", JAVA_INT, JAVA_INT);

  /** open(2) is variadic from its third argument on. */
  @SuppressWarnings("restricted")
  static final MethodHandle OPEN =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("open").orElseThrow(),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          ERRNO,
          Linker.Option.firstVariadicArg(2));

  private Handles() {}

  private static MethodHandle intOf(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  /** For functions that return {@code ssize_t}. */
  private static MethodHandle longOf(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(JAVA_LONG, parameters));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name)),
        descriptor,
        ERRNO);
  }
}
