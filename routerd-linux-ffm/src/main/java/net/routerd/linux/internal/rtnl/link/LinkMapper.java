package net.routerd.linux.internal.rtnl.link;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;

/** Turns devices of the kernel into the model's. */
public final class LinkMapper {

  private LinkMapper() {}

  /**
   * Returns a device of the kernel as the model's, without addresses.
   *
   * @param link the device
   * @return the device; empty if the message is about a part of a device (a bridge tells of its
   *     ports so), or leaves out what belongs to a whole one (wireless events do)
   */
  public static Optional<Link> observed(LinkMessage link) {
    NlAttrs attributes = link.attributes();
    Optional<LinkName> name = attributes.find(LinkAttributes.NAME).flatMap(DeviceNames::read);
    Optional<NlAttr> mtu = attributes.find(LinkAttributes.MTU);
    Optional<NlAttr> state = attributes.find(LinkAttributes.OPER_STATE);
    if (link.family() != Families.UNSPEC || name.isEmpty() || mtu.isEmpty() || state.isEmpty()) {
      return Optional.empty();
    }
    List<LinkAddress> none = List.of();
    return Optional.of(
        new Link(
            name.get(),
            link.index(),
            (link.flags() & LinkAttributes.UP) != 0,
            (link.flags() & LinkAttributes.LOWER_UP) != 0,
            operState(state.get().u8()),
            (int) Math.min(mtu.get().u32(), Integer.MAX_VALUE),
            none,
            0,
            Set.of()));
  }

  private static OperState operState(int number) {
    OperState[] states = OperState.values();
    return number < states.length ? states[number] : OperState.UNKNOWN;
  }

  /**
   * Returns the device's own reverse path filter.
   *
   * @param link the device
   * @return 0, 1 or 2; empty where the message does not tell
   */
  public static OptionalInt rpFilter(LinkMessage link) {
    return link.attributes()
        .find(LinkAttributes.FAMILY_SETTINGS)
        .flatMap(a -> a.nested().find(Families.INET))
        .flatMap(a -> a.nested().find(LinkAttributes.INET_SETTINGS))
        .map(a -> OptionalInt.of(a.s32(LinkAttributes.RP_FILTER_INDEX)))
        .orElse(OptionalInt.empty());
  }
}
