package net.routerd.linux.internal.ffm;

import java.nio.file.Path;
import net.routerd.spi.PlatformException;

/** Network namespaces, see network_namespaces(7). */
public final class NetworkNamespace {

  private NetworkNamespace() {}

  /**
   * Moves the calling thread into a network namespace for good. Sockets keep the namespace of the
   * thread that makes them, and a new thread begins in that of the thread that starts it: so the
   * caller must be a platform thread of one's own that goes back to no pool.
   *
   * @param libc the calls
   * @param file the namespace's file, such as {@code /run/netns/NAME}
   * @throws PlatformException if it cannot be entered
   */
  public static void enter(Libc libc, Path file) {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a virtual thread would take its carrier along");
    }
    int opened = libc.open(file.toString(), Constants.O_RDONLY);
    if (opened < 0) {
      throw new PlatformException(
          "open network namespace " + file, Errno.text(-opened), "check that the namespace exists");
    }
    try (Fd fd = new Fd(libc, opened)) {
      int entered = libc.setns(fd.number(), Constants.CLONE_NEWNET);
      if (entered < 0) {
        throw new PlatformException(
            "enter network namespace " + file, Errno.text(-entered), "grant CAP_SYS_ADMIN");
      }
    }
  }
}
