package net.routerd.linux.internal.rtnl.nexthop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteType;

/** Turns nexthop objects of the kernel into the model's and back. */
public final class NextHopMapper {

  private static final int GROUP_ENTRY_BYTES = 8; // struct nexthop_grp: its number, its weight

  private NextHopMapper() {}

  /**
   * Returns an object of the kernel as the model's.
   *
   * @param hop the object
   * @param names the devices
   * @return the object, a group as one of IPv4; empty without a number
   */
  public static Optional<ObservedNextHop> observed(NextHopMessage hop, DeviceNames names) {
    if (hop.id() == 0) {
      return Optional.empty();
    }
    IpFamily family = Families.of(hop.family()).orElse(IpFamily.IPV4);
    return Optional.of(new ObservedNextHop(hop.id(), family, action(hop, names), hop.protocol()));
  }

  /**
   * Returns the objects of a group.
   *
   * @param hop any object
   * @return their numbers; none where it is no group
   */
  public static List<Long> members(NextHopMessage hop) {
    return hop.attributes().find(NextHopAttributes.GROUP).stream()
        .flatMap(
            group ->
                IntStream.range(0, group.bytes().length / GROUP_ENTRY_BYTES)
                    .mapToObj(i -> Integer.toUnsignedLong(group.s32(2 * i))))
        .toList();
  }

  private static RouteAction action(NextHopMessage hop, DeviceNames names) {
    NlAttrs attributes = hop.attributes();
    if (attributes.find(NextHopAttributes.BLACKHOLE).isPresent()) {
      return new RouteAction.Discard(RouteType.BLACKHOLE);
    }
    Optional<NlAttr> device = attributes.find(NextHopAttributes.OUT_DEVICE);
    Optional<NlAttr> gateway = attributes.find(NextHopAttributes.GATEWAY);
    Optional<IpAddress> address = gateway.flatMap(a -> Families.address(a.bytes()));
    boolean plain =
        device.isPresent()
            && gateway.isPresent() == address.isPresent()
            && attributes.find(NextHopAttributes.FDB).isEmpty()
            && attributes.find(NextHopAttributes.ENCAPSULATION).isEmpty();
    return plain
        ? new RouteAction.Forward(
            Optional.of(names.name(device.get().s32())),
            address,
            (hop.flags() & NextHopAttributes.ONLINK) != 0)
        : new RouteAction.Other(
            attributes.find(NextHopAttributes.GROUP).isPresent()
                ? "group"
                : "a nexthop that is no router and no device");
  }

  /**
   * Returns an object to make or to change.
   *
   * @param hop what is wanted
   * @param protocol our protocol number
   * @param device the number of its device
   * @return the message
   */
  public static NextHopMessage install(NextHopObject hop, int protocol, int device) {
    List<NlAttr> attributes = new ArrayList<>();
    attributes.add(NlAttr.ofU32(NextHopAttributes.ID, hop.id()));
    hop.hop()
        .gateway()
        .ifPresent(g -> attributes.add(NlAttr.of(NextHopAttributes.GATEWAY, g.toBytes())));
    attributes.add(NlAttr.ofU32(NextHopAttributes.OUT_DEVICE, device));
    return new NextHopMessage(
        Families.number(hop.family()),
        0,
        protocol,
        hop.hop().onlink() ? NextHopAttributes.ONLINK : 0,
        new NlAttrs(attributes));
  }

  /**
   * Returns the deletion of an object: the kernel looks at the number alone, whoever made it.
   *
   * @param id its number
   * @return the message
   */
  public static NextHopMessage delete(long id) {
    return new NextHopMessage(
        Families.UNSPEC, 0, 0, 0, new NlAttrs(List.of(NlAttr.ofU32(NextHopAttributes.ID, id))));
  }

  /**
   * Returns what asks for all objects.
   *
   * @return the message
   */
  public static NextHopMessage all() {
    return new NextHopMessage(Families.UNSPEC, 0, 0, 0, NlAttrs.NONE);
  }
}
