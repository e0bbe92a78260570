package net.routerd.linux.internal.rtnl.link;

import java.util.Optional;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.Families;

/** Reads and asks for IPv4 settings of devices ({@code struct netconfmsg}, linux/netconf.h). */
public final class NetconfCodec {

  private static final int FIXED = 1;

  private NetconfCodec() {}

  /**
   * A device's reverse path filter.
   *
   * @param device its number, or {@link LinkAttributes#NETCONF_ALL}
   * @param value 0, 1 or 2
   */
  public record RpFilter(int device, int value) {}

  /**
   * Reads a message.
   *
   * @param message of type {@code RTM_NEWNETCONF}
   * @return the reverse path filter; empty if the message is about something else
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public static Optional<RpFilter> decode(NlMessage message) {
    int family = message.fixed(FIXED, "struct netconfmsg").get(message.body().position());
    NlAttrs attributes = message.attributesAfter(FIXED);
    Optional<NlAttr> device = attributes.find(LinkAttributes.NETCONF_DEVICE);
    Optional<NlAttr> value = attributes.find(LinkAttributes.NETCONF_RP_FILTER);
    return family == Families.INET && device.isPresent() && value.isPresent()
        ? Optional.of(new RpFilter(device.get().s32(), value.get().s32()))
        : Optional.empty();
  }

  /**
   * Returns what asks for the settings of all devices.
   *
   * @return the bytes behind the message header
   */
  public static byte[] request() {
    return new NlWriter().u8(Families.INET, 0, 0, 0).toBytes();
  }
}
