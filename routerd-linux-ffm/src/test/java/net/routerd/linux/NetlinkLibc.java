package net.routerd.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.probe.ForwardingLibc;

/** The real calls, and which of the sockets are netlink's. */
public abstract class NetlinkLibc extends ForwardingLibc {

  /** linux/netlink.h: where struct nlmsghdr has the type. */
  protected static final int TYPE = 4;

  private final Set<Integer> netlink = ConcurrentHashMap.newKeySet();

  /** Makes one that has seen no socket yet. */
  protected NetlinkLibc() {}

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

  /** Tells whether a socket is a netlink socket. */
  protected final boolean isNetlink(int fd) {
    return netlink.contains(fd);
  }

  /** Returns the type of the first message of a datagram that is to be sent. */
  protected static int type(ByteBuffer data) {
    return data.order(ByteOrder.nativeOrder()).getShort(data.position() + TYPE);
  }
}
