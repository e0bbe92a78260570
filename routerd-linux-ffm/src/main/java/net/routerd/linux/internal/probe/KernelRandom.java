package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.O_RDONLY;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.spi.PlatformException;

/**
 * The kernel's random numbers (random(4)), which {@link java.security.SecureRandom} takes too, but
 * then works on for longer than a probe takes. Many are read at a time. Used by one thread.
 */
final class KernelRandom implements RandomGenerator {

  private static final String SOURCE = "/dev/urandom";
  private static final int BYTES = 4096;

  private final Libc libc;
  private final ByteBuffer numbers = ByteBuffer.allocateDirect(BYTES);
  private int at = BYTES;

  KernelRandom(Libc libc) {
    this.libc = libc;
  }

  /**
   * Returns 64 random bits.
   *
   * @throws PlatformException if the kernel gives none
   */
  @Override
  public long nextLong() {
    if (at > BYTES - Long.BYTES) {
      read();
      at = 0;
    }
    long bits = numbers.getLong(at);
    at += Long.BYTES;
    return bits;
  }

  private void read() {
    try (Fd fd = new Fd(libc, checked(libc.open(SOURCE, O_RDONLY), 0))) {
      checked(libc.read(fd.number(), numbers), BYTES);
    }
  }

  private static int checked(int result, int least) {
    if (result < least) {
      throw new PlatformException(
          "read " + SOURCE,
          result < 0 ? Errno.text(-result) : "no more than " + result + " bytes",
          "give the process /dev, or raise its limit of open files (ulimit -n)");
    }
    return result;
  }
}
