package net.routerd.linux.failures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.probe.ForwardingLibc;

/**
 * The real calls, except that a test lets netlink refuse to put in main routes: the request reaches
 * the kernel as one of a type that it does not know, and its answer comes back with the test's
 * errno.
 */
final class RefusingLibc extends ForwardingLibc {

  /** linux/netlink.h: struct nlmsghdr has the type at 4; the error is behind the header. */
  private static final int TYPE = 4;

  private static final int ERROR = 16;
  private static final int ECHOED_TYPE = 24;
  private static final short NLMSG_ERROR = 2;
  private static final short RTM_NEWROUTE = 24;
  private static final short UNKNOWN_TYPE = 0x7FFE;

  private final Set<Integer> netlink = ConcurrentHashMap.newKeySet();
  private int left;
  private int errno;
  private int refused;

  /** Refuses so many changes from now on. */
  synchronized void refuse(int times, int with) {
    left = times;
    errno = with;
  }

  synchronized int refused() {
    return refused;
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    int fd = super.socket(domain, type, protocol);
    if (domain == Constants.AF_NETLINK) {
      netlink.add(fd);
    } else {
      netlink.remove(fd); // the number of a socket that was closed
    }
    return fd;
  }

  @Override
  public synchronized int send(int fd, ByteBuffer data, int flags) {
    if (left > 0 && netlink.contains(fd) && type(data) == RTM_NEWROUTE) {
      left--;
      refused++;
      data.order(ByteOrder.nativeOrder()).putShort(data.position() + TYPE, UNKNOWN_TYPE);
    }
    return super.send(fd, data, flags);
  }

  private static short type(ByteBuffer data) {
    return data.order(ByteOrder.nativeOrder()).getShort(data.position() + TYPE);
  }

  @Override
  public int recvmsg(int fd, Message message, int flags) {
    int length = super.recvmsg(fd, message, flags);
    if (netlink.contains(fd) && length >= ECHOED_TYPE + 2) {
      ByteBuffer data = message.data();
      boolean answer =
          data.getShort(TYPE) == NLMSG_ERROR && data.getShort(ECHOED_TYPE) == UNKNOWN_TYPE;
      if (answer) {
        data.putShort(ECHOED_TYPE, RTM_NEWROUTE);
        data.putInt(ERROR, -errno);
      }
    }
    return length;
  }
}
