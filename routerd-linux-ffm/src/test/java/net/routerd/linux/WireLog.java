package net.routerd.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.rtnl.RtnlMessages;

/** The real calls, and a record of every change that is sent to the kernel. */
class WireLog extends NetlinkLibc {

  private static final Map<Integer, String> CHANGES =
      Map.of(
          RtnlMessages.NEW_ROUTE, "NEWROUTE",
          RtnlMessages.DEL_ROUTE, "DELROUTE",
          RtnlMessages.NEW_RULE, "NEWRULE",
          RtnlMessages.DEL_RULE, "DELRULE",
          RtnlMessages.NEW_NEXTHOP, "NEWNEXTHOP",
          RtnlMessages.DEL_NEXTHOP, "DELNEXTHOP");

  private final List<String> changes = new ArrayList<>();
  private final Map<Integer, Integer> lists = new HashMap<>();
  private int nothings;
  private final Set<Integer> families = new TreeSet<>();

  @Override
  public int socket(int domain, int type, int protocol) {
    if (domain == Constants.AF_NETLINK) {
      synchronized (this) {
        families.add(protocol);
      }
    }
    return super.socket(domain, type, protocol);
  }

  /** Returns which parts of the kernel were spoken to so far: {@code NETLINK_*}. */
  synchronized Set<Integer> netlinkFamilies() {
    return Set.copyOf(families);
  }

  @Override
  public synchronized int send(int fd, ByteBuffer data, int flags) {
    if (isNetlink(fd)) {
      ByteBuffer messages = data.duplicate().order(ByteOrder.nativeOrder());
      while (messages.remaining() >= Nl.HEADER_BYTES) {
        int at = messages.position();
        int type = messages.getShort(at + TYPE);
        int how = messages.getShort(at + TYPE + 2);
        if (type == Nl.MSG_NOOP) {
          nothings++;
        } else if (CHANGES.containsKey(type)) {
          changes.add(CHANGES.get(type) + ((how & Nl.REPLACE) != 0 ? " REPLACE" : ""));
        } else if ((how & Nl.DUMP) == Nl.DUMP) {
          lists.merge(type, 1, Integer::sum);
        }
        messages.position(Math.min(messages.limit(), at + (messages.getInt(at) + 3 & ~3)));
      }
    }
    int sent = super.send(fd, data, flags);
    notifyAll();
    return sent;
  }

  /** Returns the changes so far, such as {@code NEWNEXTHOP REPLACE}. */
  synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  /** Returns how many lists of a type were asked for so far, such as {@code RTM_GETLINK}. */
  synchronized int lists(int type) {
    return lists.getOrDefault(type, 0);
  }

  /** Returns how many requests for nothing were sent so far. */
  synchronized int nothings() {
    return nothings;
  }

  /** Waits until so many changes were sent. */
  void await(int count) {
    await("changes", count, changes::size);
  }

  /** Waits until so many requests for nothing were sent. */
  void awaitNothings(int count) {
    await("requests for nothing", count, () -> nothings);
  }

  private synchronized void await(String what, int count, IntSupplier sent) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (sent.getAsInt() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("only " + sent.getAsInt() + " " + what + " of " + count);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  synchronized void forget() {
    changes.clear();
  }
}
