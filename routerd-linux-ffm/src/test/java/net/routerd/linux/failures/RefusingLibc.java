package net.routerd.linux.failures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.routerd.linux.NetlinkLibc;
import net.routerd.linux.internal.ffm.Message;

/**
 * The real calls, except that a test lets netlink refuse to put in main routes: the request reaches
 * the kernel as one of a type that it does not know, and its answer comes back with the test's
 * errno.
 */
final class RefusingLibc extends NetlinkLibc {

  /** linux/netlink.h: the error is behind the header, and the request behind the error. */
  private static final int ERROR = 16;

  private static final int ECHOED_TYPE = 24;
  private static final short NLMSG_ERROR = 2;
  private static final short RTM_NEWROUTE = 24;
  private static final short UNKNOWN_TYPE = 0x7FFE;

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
  public synchronized int send(int fd, ByteBuffer data, int flags) {
    if (left > 0 && isNetlink(fd) && type(data) == RTM_NEWROUTE) {
      left--;
      refused++;
      data.order(ByteOrder.nativeOrder()).putShort(data.position() + TYPE, UNKNOWN_TYPE);
    }
    return super.send(fd, data, flags);
  }

  @Override
  public int recvmsg(int fd, Message message, int flags) {
    int length = super.recvmsg(fd, message, flags);
    if (isNetlink(fd) && length >= ECHOED_TYPE + 2) {
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
