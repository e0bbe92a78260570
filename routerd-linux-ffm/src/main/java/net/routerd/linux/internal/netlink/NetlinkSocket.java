package net.routerd.linux.internal.netlink;

import static net.routerd.linux.internal.ffm.Constants.AF_NETLINK;
import static net.routerd.linux.internal.ffm.Constants.MSG_TRUNC;
import static net.routerd.linux.internal.ffm.Constants.NETLINK_ADD_MEMBERSHIP;
import static net.routerd.linux.internal.ffm.Constants.NETLINK_CAP_ACK;
import static net.routerd.linux.internal.ffm.Constants.NETLINK_EXT_ACK;
import static net.routerd.linux.internal.ffm.Constants.NETLINK_GET_STRICT_CHK;
import static net.routerd.linux.internal.ffm.Constants.NETLINK_ROUTE;
import static net.routerd.linux.internal.ffm.Constants.POLLIN;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_NONBLOCK;
import static net.routerd.linux.internal.ffm.Constants.SOCK_RAW;
import static net.routerd.linux.internal.ffm.Constants.SOL_NETLINK;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_RCVBUF;
import static net.routerd.linux.internal.ffm.Constants.SO_RCVBUFFORCE;

import java.nio.ByteBuffer;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.spi.PlatformException;

/**
 * A non-blocking rtnetlink socket (netlink(7)). It hears only the kernel: whoever may send to its
 * port, what does not come from port 0 is dropped. Used by one thread at a time; it stays in the
 * network namespace of the thread that opened it.
 */
public final class NetlinkSocket implements NetlinkSource, AutoCloseable {

  private static final int FIRST_BUFFER = 64 * 1024;
  private static final int ADDRESS_BYTES = 12;
  private static final int PORT_OFFSET = 4;

  private final Libc libc;
  private final Fd fd;
  private final int port;
  private final NlFrames frames = new NlFrames();
  private Message message = new Message(FIRST_BUFFER, 0);

  private NetlinkSocket(Libc libc, Fd fd, int port) {
    this.libc = libc;
    this.fd = fd;
    this.port = port;
  }

  /**
   * Opens a socket.
   *
   * @param libc the system
   * @param receiveBuffer how many bytes may wait ({@code SO_RCVBUF}); without CAP_NET_ADMIN the
   *     system's limit holds
   * @param groups the multicast groups to join
   * @return the socket
   * @throws PlatformException if the system refuses
   */
  public static NetlinkSocket open(Libc libc, int receiveBuffer, int... groups) {
    int number =
        checked(
            "open an rtnetlink socket",
            libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE));
    Fd fd = new Fd(libc, number);
    try {
      checked("bind an rtnetlink socket", libc.bind(number, SockAddr.netlink(0, 0)));
      byte[] name = new byte[ADDRESS_BYTES];
      checked("read the port of an rtnetlink socket", libc.getsockname(number, name));
      for (int option : new int[] {NETLINK_EXT_ACK, NETLINK_CAP_ACK, NETLINK_GET_STRICT_CHK}) {
        tolerant("set an option of an rtnetlink socket", libc, number, option);
      }
      if (libc.setsockopt(number, SOL_SOCKET, SO_RCVBUFFORCE, receiveBuffer) < 0) {
        checked(
            "size an rtnetlink socket",
            libc.setsockopt(number, SOL_SOCKET, SO_RCVBUF, receiveBuffer));
      }
      for (int group : groups) {
        checked(
            "join rtnetlink group " + group,
            libc.setsockopt(number, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group));
      }
      return new NetlinkSocket(libc, fd, SockAddr.view(name).getInt(PORT_OFFSET));
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  // ENOPROTOOPT: the kernel is older than the option, and works without.
  private static void tolerant(String tried, Libc libc, int number, int option) {
    int result = libc.setsockopt(number, SOL_NETLINK, option, 1);
    if (result != -Errno.ENOPROTOOPT) {
      checked(tried, result);
    }
  }

  private static int checked(String tried, int result) {
    if (result < 0) {
      throw new PlatformException(
          tried, Errno.text(-result), "see netlink(7); a seccomp profile must allow AF_NETLINK");
    }
    return result;
  }

  /**
   * Returns the port id: an unsigned number, not the process id.
   *
   * @return its 32 bits
   */
  public int port() {
    return port;
  }

  /**
   * Returns the descriptor, to wait on.
   *
   * @return the descriptor, which stays this socket's own
   */
  public Fd fd() {
    return fd;
  }

  /**
   * Sends a datagram to the kernel, which deals with it before this returns.
   *
   * @param datagram a direct buffer
   * @return how many bytes were taken, or the negated errno
   */
  public int send(ByteBuffer datagram) {
    return libc.send(fd.number(), datagram, 0);
  }

  @Override
  public Received receive() {
    while (true) {
      int length = libc.recvmsg(fd.number(), message, MSG_TRUNC);
      if (length == -Errno.EAGAIN) {
        return Received.NOTHING;
      }
      if (length == -Errno.ENOBUFS) {
        return Received.LOST;
      }
      checked("receive from the kernel", length);
      if (!isFromKernel()) {
        continue;
      }
      if (length > message.data().capacity()) {
        message = new Message(Nl.align(length) * 2, 0);
        return Received.LOST;
      }
      return Received.DATAGRAM;
    }
  }

  private boolean isFromKernel() {
    ByteBuffer source = message.source();
    return source.remaining() == ADDRESS_BYTES && source.getInt(PORT_OFFSET) == 0;
  }

  /**
   * Waits until there is something to receive.
   *
   * @param millis the longest wait in milliseconds
   * @return false if the time is over
   */
  public boolean await(int millis) {
    return libc.poll(fd.number(), POLLIN, millis) != 0;
  }

  @Override
  public NlFrames frames() {
    return frames.over(message.data());
  }

  @Override
  public void close() {
    fd.close();
  }
}
