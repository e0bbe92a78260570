package net.routerd.linux.internal.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.netlink.NetlinkSource;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlHeader;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.link.LinkAttributes;
import net.routerd.linux.internal.rtnl.link.LinkCodec;
import net.routerd.linux.internal.rtnl.link.LinkMessage;

/**
 * The monitor as the kernel wakes it for a carrier that is lost or back, but no kernel did and
 * nobody is told. On the loop's thread.
 */
final class ImaginedWaking implements NetlinkSource {

  private static final int ETHERNET = 1; // ARPHRD_ETHER, linux/if_arp.h
  private static final int DOWN = 2; // IF_OPER_DOWN, linux/if.h
  private static final int UP = 6; // IF_OPER_UP
  private static final int SETTINGS = 33; // so many of IPv4 has Linux 6.18

  /** Not of the heap, as what is received: what is compiled for one is not for the other. */
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(512).order(ByteOrder.nativeOrder());

  private final byte[] lost = message(false);
  private final byte[] back = message(true);

  private final NlFrames frames = new NlFrames();
  private final UpdateCycle updates;
  private boolean carrier = true;
  private boolean waiting;

  /**
   * Makes one.
   *
   * @param loop whose thread it is
   * @param imagined takes in what is told
   */
  ImaginedWaking(EventLoop loop, KernelState imagined) {
    updates = new UpdateCycle(loop, this, imagined, () -> {});
  }

  /** Wakes it once. */
  void wake() {
    carrier = !carrier;
    waiting = true;
    updates.rehearse();
    updates.forget();
  }

  @Override
  public Received receive() {
    boolean was = waiting;
    waiting = false;
    return was ? Received.DATAGRAM : Received.NOTHING;
  }

  @Override
  public NlFrames frames() {
    return frames.over(datagram.clear().put(carrier ? back : lost).flip());
  }

  private static byte[] message(boolean carrier) {
    long flags = LinkAttributes.UP | (carrier ? LinkAttributes.LOWER_UP : 0);
    NlAttrs attributes =
        new NlAttrs(
            List.of(
                NlAttr.ofText(LinkAttributes.NAME, "imagined0"),
                NlAttr.ofU32(LinkAttributes.MTU, 1500),
                NlAttr.ofU8(LinkAttributes.OPER_STATE, carrier ? UP : DOWN),
                row(
                    LinkAttributes.FAMILY_SETTINGS,
                    row(
                        Families.INET,
                        NlAttr.of(
                            LinkAttributes.INET_SETTINGS, new byte[SETTINGS * Integer.BYTES])))));
    LinkMessage link = new LinkMessage(Families.UNSPEC, ETHERNET, 1, flags, 0, attributes);
    NlHeader header = new NlHeader(RtnlMessages.NEW_LINK, 0, 0, 0);
    return new NlWriter().message(header, LinkCodec.encode(link)).toBytes();
  }

  private static NlAttr row(int type, NlAttr only) {
    return NlAttr.of(type, new NlWriter().attribute(only).toBytes());
  }
}
