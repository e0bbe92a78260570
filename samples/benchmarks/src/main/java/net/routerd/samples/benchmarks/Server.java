package net.routerd.samples.benchmarks;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;
import static net.routerd.linux.internal.ffm.Constants.MSG_NOSIGNAL;
import static net.routerd.linux.internal.ffm.Constants.SHUT_RDWR;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_DGRAM;
import static net.routerd.linux.internal.ffm.Constants.SOCK_STREAM;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;

/**
 * Answers probes of 127.0.0.1 on a thread of its own, at a port of the kernel's choice: one of ours
 * may still be closing connections. Makes no object for a probe, so that nothing is counted but
 * what the prober allocates.
 */
final class Server implements AutoCloseable {

  private static final Libc LIBC = FfmLibc.load();
  private static final int BACKLOG = 4096;
  private static final int REQUEST = 512;
  private static final byte[] HTTP_OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
  private static final int DNS_FLAGS = 2;
  private static final int DNS_RESPONSE = 0x80;

  private final int socket;
  private final int port;
  private final Thread thread;

  /** The socket is given to what serves one probe, and returns false when the server ends. */
  private Server(int type, IntPredicate serve) {
    socket = checked(LIBC.socket(AF_INET, type | SOCK_CLOEXEC, 0));
    checked(LIBC.bind(socket, SockAddr.inet(IpAddress.parse("127.0.0.1"), 0, 0)));
    byte[] local = SockAddr.room(IpFamily.IPV4);
    checked(LIBC.getsockname(socket, local));
    port = SockAddr.port(SockAddr.view(local));
    if (type == SOCK_STREAM) {
      checked(LIBC.listen(socket, BACKLOG));
    }
    thread =
        Thread.ofPlatform()
            .name("server")
            .daemon()
            .start(
                () -> {
                  boolean more = true;
                  while (more) {
                    more = serve.test(socket);
                  }
                });
  }

  /** Takes connections and ends them. */
  static Server tcp() {
    return new Server(
        SOCK_STREAM,
        socket -> {
          int accepted = LIBC.accept4(socket, SOCK_CLOEXEC);
          return accepted >= 0 && LIBC.close(accepted) == 0;
        });
  }

  /** Takes connections, reads a request, which comes in one piece, answers it, and ends them. */
  static Server http() {
    ByteBuffer request = ByteBuffer.allocateDirect(REQUEST);
    ByteBuffer answer = ByteBuffer.allocateDirect(HTTP_OK.length).put(HTTP_OK).flip();
    return new Server(
        SOCK_STREAM,
        socket -> {
          int accepted = LIBC.accept4(socket, SOCK_CLOEXEC);
          if (accepted < 0) {
            return false;
          }
          if (LIBC.recv(accepted, request, 0) > 0) {
            LIBC.send(accepted, answer, MSG_NOSIGNAL);
          }
          return LIBC.close(accepted) == 0;
        });
  }

  /** Gives back each query as its answer, NOERROR. */
  static Server dns() {
    Message query = new Message(REQUEST, 0);
    byte[] from = SockAddr.room(IpFamily.IPV4);
    return new Server(
        SOCK_DGRAM,
        socket -> {
          if (LIBC.recvmsg(socket, query, 0) <= DNS_FLAGS) {
            return false;
          }
          ByteBuffer answer = query.data();
          answer.put(DNS_FLAGS, (byte) (answer.get(DNS_FLAGS) | DNS_RESPONSE));
          query.source().get(0, from);
          return LIBC.sendto(socket, answer, 0, from) > 0;
        });
  }

  int port() {
    return port;
  }

  private static int checked(int result) {
    if (result < 0) {
      throw new IllegalStateException("no server: errno " + -result);
    }
    return result;
  }

  /** Ends it; by the shutdown the thread learns of it that waits in the kernel. */
  @Override
  public void close() {
    LIBC.shutdown(socket, SHUT_RDWR);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LIBC.close(socket);
  }
}
