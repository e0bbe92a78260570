package net.routerd.linux.internal.ffm;

import static net.routerd.linux.internal.ffm.Constants.EPOLL_CTL_ADD;
import static net.routerd.linux.internal.ffm.Constants.EPOLL_CTL_DEL;
import static net.routerd.linux.internal.ffm.Constants.EPOLL_CTL_MOD;

import java.util.Arrays;
import net.routerd.spi.PlatformException;
import org.jspecify.annotations.Nullable;

/** One epoll(7) instance, and who watches which descriptor with it. Used by one thread. */
final class Epoll implements AutoCloseable {

  private static final int BATCH = 256;

  private final Libc libc;
  private final Fd epoll;
  private final EpollEvents events = new EpollEvents(BATCH);
  private @Nullable Watch[] byDescriptor = new Watch[64];
  private int lastSerial;

  Epoll(Libc libc) {
    this.libc = libc;
    epoll = new Fd(libc, demand("epoll_create1", libc.epollCreate()));
  }

  static int demand(String call, int result) {
    if (result < 0) {
      throw new PlatformException(
          call, Errno.text(-result), "raise the limit of open files (ulimit -n)");
    }
    return result;
  }

  /** Begins a watch; returns the token that its events carry. */
  long add(Watch watch, int descriptor, int interest) {
    // Not the descriptor alone: within one batch of events it may be closed, and its number given
    // to another socket.
    long token = (long) ++lastSerial << Integer.SIZE | descriptor;
    control(EPOLL_CTL_ADD, token, interest);
    if (descriptor >= byDescriptor.length) {
      byDescriptor = Arrays.copyOf(byDescriptor, Math.max(descriptor + 1, 2 * byDescriptor.length));
    }
    byDescriptor[descriptor] = watch;
    return token;
  }

  void change(long token, int interest) {
    control(EPOLL_CTL_MOD, token, interest);
  }

  /** Ends the watch of a descriptor that is still open. */
  void delete(long token) {
    if (isCurrent(byDescriptor[(int) token], token)) {
      byDescriptor[(int) token] = null;
      control(EPOLL_CTL_DEL, token, 0);
    }
  }

  private void control(int operation, long token, int interest) {
    demand("epoll_ctl", libc.epollCtl(epoll.number(), operation, (int) token, interest, token));
  }

  /** Waits; returns how many events there are. */
  int await(int millis) {
    int count = libc.epollWait(epoll.number(), events, millis);
    if (count < 0) {
      throw new IllegalStateException("epoll_wait: " + Errno.text(-count));
    }
    return count;
  }

  /** Returns whom an event is for; nobody, if the watch has ended since. */
  @Nullable Watch watch(int event) {
    long token = events.data(event);
    Watch watch = byDescriptor[(int) token];
    return isCurrent(watch, token) ? watch : null;
  }

  private static boolean isCurrent(@Nullable Watch watch, long token) {
    return watch != null && watch.token() == token;
  }

  /** Returns the {@code EPOLL*} bits of an event. */
  int bits(int event) {
    return events.events(event);
  }

  @Override
  public void close() {
    epoll.close();
  }
}
