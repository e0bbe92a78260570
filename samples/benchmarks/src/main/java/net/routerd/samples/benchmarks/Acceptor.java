package net.routerd.samples.benchmarks;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;
import static net.routerd.linux.internal.ffm.Constants.SHUT_RDWR;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_STREAM;

import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;

/**
 * Takes TCP connections to 127.0.0.1 and ends them, on a thread of its own. Makes no object for
 * one, so that nothing is counted but what the prober allocates.
 */
final class Acceptor implements AutoCloseable {

  private static final int BACKLOG = 4096;

  private final Libc libc = FfmLibc.load();
  private final int socket;
  private final int port;
  private final Thread thread;

  /** Listens on a port of the kernel's choice: one of ours may still be closing connections. */
  Acceptor() {
    socket = checked(libc.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    checked(libc.bind(socket, SockAddr.inet(IpAddress.parse("127.0.0.1"), 0, 0)));
    byte[] local = SockAddr.room(IpFamily.IPV4);
    checked(libc.getsockname(socket, local));
    port = SockAddr.port(SockAddr.view(local));
    checked(libc.listen(socket, BACKLOG));
    thread = Thread.ofPlatform().name("acceptor").daemon().start(this::run);
  }

  int port() {
    return port;
  }

  private static int checked(int result) {
    if (result < 0) {
      throw new IllegalStateException("no TCP server: errno " + -result);
    }
    return result;
  }

  private void run() {
    int accepted = libc.accept4(socket, SOCK_CLOEXEC);
    while (accepted >= 0) {
      libc.close(accepted);
      accepted = libc.accept4(socket, SOCK_CLOEXEC);
    }
  }

  /** Ends the listening, by which the thread that waits in accept(2) learns of it. */
  @Override
  public void close() {
    libc.shutdown(socket, SHUT_RDWR);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    libc.close(socket);
  }
}
