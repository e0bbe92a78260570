package net.routerd.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Message;

/**
 * The real calls, except that a test lets netlink refuse changes, or loses its answers. A request
 * that is refused reaches the kernel as one of a type that it does not know, and its answer comes
 * back with the test's errno.
 */
public class RefusingLibc extends WireLog {

  /** linux/netlink.h: the error is behind the header, and the request behind the error. */
  private static final int ERROR = 16;

  private static final int ECHOED_TYPE = 24;
  private static final short NLMSG_ERROR = 2;
  private static final short UNKNOWN_TYPE = 0x7FFE;

  private int type;
  private int left;
  private int errno;
  private int refused;
  private int lost;

  /** Makes one that refuses nothing yet. */
  public RefusingLibc() {}

  /**
   * Refuses changes from now on.
   *
   * @param requests their type, such as {@code RTM_NEWROUTE}
   * @param times how many
   * @param with the answer
   */
  public synchronized void refuse(int requests, int times, int with) {
    type = requests;
    left = times;
    errno = with;
    refused = 0;
  }

  /**
   * Loses the answers of changes, which the kernel makes, from now on: ENOBUFS in their place.
   *
   * @param requests their type
   * @param times how many
   */
  public synchronized void loseAnswers(int requests, int times) {
    type = requests;
    lost = times;
  }

  /** Returns how many changes were refused since the last {@link #refuse}. */
  public synchronized int refused() {
    return refused;
  }

  /** Returns how many answers are still to be lost. */
  public synchronized int answersToLose() {
    return lost;
  }

  @Override
  public synchronized int send(int fd, ByteBuffer data, int flags) {
    if (left > 0 && isNetlink(fd) && type(data) == type) {
      left--;
      refused++;
      data.order(ByteOrder.nativeOrder()).putShort(data.position() + TYPE, UNKNOWN_TYPE);
    }
    return super.send(fd, data, flags);
  }

  @Override
  public int recvmsg(int fd, Message message, int flags) {
    int length = super.recvmsg(fd, message, flags);
    boolean answer =
        isNetlink(fd) && length >= ECHOED_TYPE + 2 && message.data().getShort(TYPE) == NLMSG_ERROR;
    return answer ? answer(length, message.data()) : length;
  }

  private synchronized int answer(int length, ByteBuffer data) {
    if (data.getShort(ECHOED_TYPE) == UNKNOWN_TYPE) {
      data.putShort(ECHOED_TYPE, (short) type);
      data.putInt(ERROR, -errno);
    } else if (lost > 0 && data.getShort(ECHOED_TYPE) == type) {
      lost--;
      return -Errno.ENOBUFS;
    }
    return length;
  }
}
