package net.routerd.samples.benchmarks;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.netlink.NetlinkSocket;

/**
 * The least that a Java program must do to install routes: it fills a buffer with requests of one
 * form and sends it, over and over. No model, no plan, nobody who listens. In a JVM that has only
 * just started it shows what is left to us there.
 */
final class LeastInstall {

  private static final int BATCH = 128;
  private static final int BYTES = 60;
  private static final int GATEWAY = 0xAC110001;
  private static final int RTM_NEWROUTE = 24;
  private static final int REQUEST_CREATE_EXCLUSIVE = 0x601;
  private static final int ACK = 4;
  private static final int TABLE = 1000;

  private LeastInstall() {}

  /**
   * Installs the routes that {@code limit install} does, and prints the nanoseconds.
   *
   * @param arguments how many, a multiple of 32, and the number of the device
   */
  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    int device = Integer.parseInt(arguments[1]);
    Libc libc = FfmLibc.load();
    ByteBuffer out = ByteBuffer.allocateDirect(BATCH * BYTES).order(ByteOrder.nativeOrder());
    try (NetlinkSocket kernel = NetlinkSocket.open(libc, 1 << 20)) {
      long start = System.nanoTime();
      for (int i = 0; i < count; ) {
        out.clear();
        for (int last = Math.min(count, i + BATCH); i < last; i++) {
          route(out, i, device, i == last - 1 ? ACK : 0);
        }
        if (kernel.send(out.flip()) < 0 || !isAcknowledged(kernel)) {
          throw new IllegalStateException("refused, of the routes up to " + i);
        }
      }
      System.out.println(System.nanoTime() - start);
    }
  }

  private static void route(ByteBuffer out, int number, int device, int flags) {
    out.putInt(BYTES).putShort((short) RTM_NEWROUTE);
    out.putShort((short) (REQUEST_CREATE_EXCLUSIVE | flags)).putInt(number + 1).putInt(0);
    out.put((byte) AF_INET).put((byte) 32).putShort((short) 0); // struct rtmsg
    out.put((byte) 0).put((byte) 4).put((byte) 0).put((byte) 1).putInt(0);
    attribute(out, 1, Integer.reverseBytes(10 << 24 | number));
    attribute(out, 5, Integer.reverseBytes(GATEWAY));
    attribute(out, 4, device);
    attribute(out, 15, TABLE);
  }

  private static void attribute(ByteBuffer out, int type, int value) {
    out.putShort((short) 8).putShort((short) type).putInt(value);
  }

  /** The kernel has answered before the sending returns: errno 0 to the last, or a refusal. */
  private static boolean isAcknowledged(NetlinkSocket kernel) {
    return kernel.receive() == NetlinkSocket.Received.DATAGRAM
        && kernel.frames().datagram().getInt(16) == 0;
  }
}
