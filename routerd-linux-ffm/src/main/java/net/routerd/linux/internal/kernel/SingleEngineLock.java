package net.routerd.linux.internal.kernel;

import static net.routerd.linux.internal.ffm.Constants.AF_UNIX;
import static net.routerd.linux.internal.ffm.Constants.EPOLLIN;
import static net.routerd.linux.internal.ffm.Constants.SHUT_RDWR;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_NONBLOCK;
import static net.routerd.linux.internal.ffm.Constants.SOCK_STREAM;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_PEERCRED;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.spi.PlatformException;

/**
 * Lets one engine for a protocol number control a network namespace (ENG-6): it listens on an
 * abstract Unix socket, which is scoped to the namespace and goes with its process (unix(7)).
 *
 * <p>A child that the process is just making holds the socket too, until it executes its program.
 * So the socket is shut down before it is closed: whoever finds it knows that its engine has ended,
 * and waits for the name.
 */
public final class SingleEngineLock implements AutoCloseable {

  private static final int UCRED_BYTES = 12;
  private static final int BACKLOG = 128;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Libc libc;
  private final Fd fd;

  private SingleEngineLock(Libc libc, Fd fd) {
    this.libc = libc;
    this.fd = fd;
  }

  /**
   * Takes the lock, in the network namespace of the calling thread.
   *
   * @param libc the system
   * @param protocol our protocol number
   * @return the lock, held until it is closed
   * @throws PlatformException if another engine has it; its process id is named
   */
  public static SingleEngineLock take(Libc libc, int protocol) {
    byte[] name = SockAddr.abstractUnix("net.routerd.protocol." + protocol);
    String tried = "control the routes of protocol " + protocol;
    Fd fd = socket(libc, tried);
    long start = System.nanoTime();
    int answer = listen(libc, fd, name);
    while (answer == -Errno.EADDRINUSE
        && System.nanoTime() - start < PATIENCE_NANOS
        && hasEnded(libc, name, tried)) {
      LockSupport.parkNanos(LOOK_NANOS);
      answer = listen(libc, fd, name);
    }
    if (answer == 0) {
      return new SingleEngineLock(libc, fd);
    }
    fd.close();
    if (answer != -Errno.EADDRINUSE) {
      throw new PlatformException(tried, Errno.text(-answer), "allow abstract Unix sockets");
    }
    throw new PlatformException(
        tried,
        "another engine does, " + holder(libc, name, tried),
        "stop it, or give this one another protocol number");
  }

  private static int listen(Libc libc, Fd fd, byte[] name) {
    int bound = libc.bind(fd.number(), name);
    return bound < 0 ? bound : libc.listen(fd.number(), BACKLOG);
  }

  /** Tells whether nobody listens any more, or not yet, although the name is taken. */
  private static boolean hasEnded(Libc libc, byte[] name, String tried) {
    try (Fd fd = socket(libc, tried)) {
      return libc.connect(fd.number(), name) == -Errno.ECONNREFUSED;
    }
  }

  private static Fd socket(Libc libc, String tried) {
    int number = libc.socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (number < 0) {
      throw new PlatformException(tried, Errno.text(-number), "raise the limit of open files");
    }
    return new Fd(libc, number);
  }

  /**
   * Takes those who come and lets them go at once, so that the next one can still ask whose the
   * lock is: a connection that nobody takes stays in the backlog also after its maker has gone.
   *
   * @param loop watches the socket until it is closed
   */
  public void answerOn(EventLoop loop) {
    loop.execute(() -> loop.watch(ready -> letGo()).start(fd.number(), EPOLLIN));
  }

  private void letGo() {
    int asking = libc.accept4(fd.number(), SOCK_CLOEXEC);
    while (asking >= 0) {
      libc.close(asking);
      asking = libc.accept4(fd.number(), SOCK_CLOEXEC);
    }
  }

  // The listener's struct ucred (unix(7)): pid, uid, gid; pid 0 is one of another pid namespace.
  private static String holder(Libc libc, byte[] name, String tried) {
    try (Fd fd = socket(libc, tried)) {
      byte[] credentials = new byte[UCRED_BYTES];
      int connected = libc.connect(fd.number(), name);
      if (connected == -Errno.EAGAIN) { // the backlog is full: unix(7)
        return "a process that does not answer";
      }
      boolean known =
          connected == 0 && libc.getsockopt(fd.number(), SOL_SOCKET, SO_PEERCRED, credentials) >= 4;
      int pid = known ? SockAddr.view(credentials).getInt(0) : 0;
      return pid > 0 ? "process " + pid : "a process that is not visible from here";
    }
  }

  @Override
  public void close() {
    libc.shutdown(fd.number(), SHUT_RDWR);
    fd.close();
  }
}
