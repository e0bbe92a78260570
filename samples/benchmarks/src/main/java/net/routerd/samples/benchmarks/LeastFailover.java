package net.routerd.samples.benchmarks;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.netlink.NetlinkSocket;
import net.routerd.linux.internal.rtnl.RtnlMessages;

/**
 * The least that a Java program must do to fail over: one thread waits for messages of devices, and
 * sends a request that it made before. No model, no decision. It shows what is left to us there.
 */
final class LeastFailover {

  private static final int BYTES = 52;
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_NEWROUTE = 24;
  private static final int NOOP = 1;
  private static final int REQUEST_CREATE_REPLACE = 0x501;
  private static final int ACK = 4;
  private static final int TABLE_MAIN = 254;
  private static final int GATEWAY = 0xAC120001;
  private static final int LOWER_UP = 1 << 16;
  private static final int ROUNDS = 5000;

  private LeastFailover() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments the number of the device that is watched, and of the other one
   */
  public static void main(String[] arguments) {
    int watched = Integer.parseInt(arguments[0]);
    Libc libc = FfmLibc.load();
    try (NetlinkSocket events = NetlinkSocket.open(libc, 1 << 20, RtnlMessages.GROUP_LINK);
        NetlinkSocket kernel = NetlinkSocket.open(libc, 1 << 20)) {
      ByteBuffer nothing = request(NOOP, 0);
      for (int i = 0; i < ROUNDS; i++) { // all that is needed is compiled
        kernel.send(nothing.rewind());
        kernel.await(-1);
        take(kernel, watched);
      }
      ByteBuffer other = request(RTM_NEWROUTE, Integer.parseInt(arguments[1]));
      System.out.println("ready");
      while (events.await(-1)) {
        if (take(events, watched)) {
          kernel.send(other.rewind());
          kernel.receive();
        }
      }
    }
  }

  /** Tells whether the device has lost its carrier. */
  private static boolean take(NetlinkSocket socket, int watched) {
    boolean lost = false;
    while (socket.receive() == NetlinkSocket.Received.DATAGRAM) {
      ByteBuffer in = socket.frames().datagram();
      for (int at = 0; at + 16 <= in.limit(); at += Math.max(16, in.getInt(at) + 3 & ~3)) {
        lost |=
            in.getShort(at + 4) == RTM_NEWLINK
                && in.getInt(at + 20) == watched
                && (in.getInt(at + 24) & LOWER_UP) == 0;
      }
    }
    return lost;
  }

  private static ByteBuffer request(int type, int device) {
    ByteBuffer out = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());
    int length = type == NOOP ? 16 : BYTES - 8;
    out.putInt(length).putShort((short) type);
    out.putShort((short) (REQUEST_CREATE_REPLACE | ACK)).putInt(1).putInt(0);
    out.put((byte) AF_INET).put((byte) 0).putShort((short) 0); // struct rtmsg
    out.put((byte) TABLE_MAIN).put((byte) 4).put((byte) 0).put((byte) 1).putInt(0);
    attribute(out, 5, Integer.reverseBytes(GATEWAY));
    attribute(out, 4, device);
    return out.rewind().limit(length);
  }

  private static void attribute(ByteBuffer out, int type, int value) {
    out.putShort((short) 8).putShort((short) type).putInt(value);
  }
}
