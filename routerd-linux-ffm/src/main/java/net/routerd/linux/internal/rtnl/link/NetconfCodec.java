package net.routerd.linux.internal.rtnl.link;

import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.IpFamily;

/** Reads and asks for settings of devices ({@code struct netconfmsg}, linux/netconf.h). */
public final class NetconfCodec {

  private static final int FIXED = 1;

  private NetconfCodec() {}

  /**
   * Settings of a device for one family; a message tells one or several.
   *
   * @param family the family
   * @param device its number, or {@link LinkAttributes#NETCONF_ALL}
   * @param rpFilter the reverse path filter, 0, 1 or 2; empty if it is not told
   * @param ignoreLinkdown {@code ignore_routes_with_linkdown}, 0 or 1; empty if it is not told
   */
  public record Settings(
      IpFamily family, int device, OptionalInt rpFilter, OptionalInt ignoreLinkdown) {}

  /**
   * Reads a message.
   *
   * @param message of type {@code RTM_NEWNETCONF}
   * @return the settings; empty if the message names no device or a family of others
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public static Optional<Settings> decode(NlMessage message) {
    int family = message.fixed(FIXED, "struct netconfmsg").get(message.body().position());
    NlAttrs attributes = message.attributesAfter(FIXED);
    Optional<NlAttr> device = attributes.find(LinkAttributes.NETCONF_DEVICE);
    return device.isEmpty()
        ? Optional.empty()
        : Families.of(family)
            .map(
                f ->
                    new Settings(
                        f,
                        device.get().s32(),
                        number(attributes, LinkAttributes.NETCONF_RP_FILTER),
                        number(attributes, LinkAttributes.NETCONF_IGNORE_LINKDOWN)));
  }

  private static OptionalInt number(NlAttrs attributes, int type) {
    return attributes.find(type).map(a -> OptionalInt.of(a.s32())).orElseGet(OptionalInt::empty);
  }

  /**
   * Returns what asks for the settings of all devices.
   *
   * @param family the family
   * @return the bytes behind the message header
   */
  public static byte[] request(IpFamily family) {
    return new NlWriter().u8(Families.number(family), 0, 0, 0).toBytes();
  }
}
