package net.routerd.linux.internal.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.addr.AddressCodec;
import net.routerd.linux.internal.rtnl.addr.AddressMapper;
import net.routerd.linux.internal.rtnl.addr.AddressMessage;
import net.routerd.linux.internal.rtnl.link.LinkAttributes;
import net.routerd.linux.internal.rtnl.link.LinkCodec;
import net.routerd.linux.internal.rtnl.link.LinkMapper;
import net.routerd.linux.internal.rtnl.link.LinkMessage;
import net.routerd.linux.internal.rtnl.link.NetconfCodec;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpFamily;

/** The devices and their addresses, brought up to date message by message. */
final class LinkTable {

  private final Map<Integer, Link> links = new HashMap<>();
  private final Map<Integer, List<LinkAddress>> addresses = new HashMap<>();
  private final DeviceSettings settings = new DeviceSettings();

  /** Of whom something was told since the last snapshot. */
  private final Set<Integer> touched = new HashSet<>();

  /** Those of them whose addresses or settings may be other ones than they have. */
  private final Set<Integer> incomplete = new HashSet<>();

  private LinkSnapshot snapshot = LinkSnapshot.EMPTY;

  /**
   * Takes a notification, or an item of a dump, in.
   *
   * @param message any message; one that is not about devices is ignored
   * @return true if the kernel may have changed routes without telling (RT-5): it does on loss of
   *     the device, of its carrier or of an address, and marks them as carrier comes and goes
   */
  boolean take(NlMessage message) {
    return switch (message.header().type()) {
      case RtnlMessages.NEW_LINK -> takeLink(LinkCodec.decode(message));
      case RtnlMessages.DEL_LINK -> dropLink(LinkCodec.decode(message));
      case RtnlMessages.NEW_ADDRESS -> takeAddress(AddressCodec.decode(message), true);
      case RtnlMessages.DEL_ADDRESS -> takeAddress(AddressCodec.decode(message), false);
      case RtnlMessages.NEW_NETCONF -> {
        NetconfCodec.decode(message).ifPresent(this::takeSettings);
        yield false;
      }
      default -> false;
    };
  }

  private boolean takeLink(LinkMessage message) {
    Optional<Link> observed = LinkMapper.observed(message);
    if (observed.isEmpty()) {
      return false;
    }
    Link now = observed.get();
    int index = now.index();
    OptionalInt rpFilter = LinkMapper.rpFilter(message);
    boolean other = rpFilter.isPresent() && settings.rpFilter(index, rpFilter.getAsInt());
    Link before = links.get(index);
    touched.add(index);
    if (other || before == null) {
      incomplete.add(index);
      links.put(index, now);
    } else {
      links.put(
          index,
          with(now, before.addresses(), before.rpFilter(), before.ignoreRoutesWithLinkdown()));
    }
    return before != null
        && (before.adminUp() != now.adminUp() || before.carrier() != now.carrier());
  }

  private boolean dropLink(LinkMessage message) {
    if (LinkMapper.observed(message).isEmpty()) {
      return false;
    }
    touched.add(message.index());
    addresses.remove(message.index());
    settings.forget(message.index());
    return links.remove(message.index()) != null;
  }

  private boolean takeAddress(AddressMessage message, boolean there) {
    Optional<LinkAddress> observed = AddressMapper.observed(message);
    if (observed.isEmpty()) {
      return false;
    }
    LinkAddress address = observed.get();
    touch(message.device());
    List<LinkAddress> list = addresses.computeIfAbsent(message.device(), d -> new ArrayList<>());
    int at = indexOf(list, address);
    if (there && message.isUsable()) {
      if (at < 0) {
        list.add(address);
      } else {
        list.set(at, address);
      }
      return false;
    }
    if (at >= 0) {
      list.remove(at);
    }
    return at >= 0;
  }

  private void takeSettings(NetconfCodec.Settings told) {
    settings.take(told);
    if (told.device() == LinkAttributes.NETCONF_ALL) {
      links.keySet().forEach(this::touch);
    } else {
      touch(told.device());
    }
  }

  private void touch(int device) {
    touched.add(device);
    incomplete.add(device);
  }

  private static int indexOf(List<LinkAddress> list, LinkAddress wanted) {
    for (int i = 0; i < list.size(); i++) {
      LinkAddress address = list.get(i);
      if (address.address().equals(wanted.address())
          && address.prefixLength() == wanted.prefixLength()
          && address.peer().equals(wanted.peer())) {
        return i;
      }
    }
    return -1;
  }

  /** Forgets everything, before a dump. */
  void clear() {
    touched.addAll(links.keySet());
    links.clear();
    addresses.clear();
    settings.clear();
  }

  /** Returns what is known now; the same object where nothing has changed. */
  LinkSnapshot snapshot() {
    for (int index : touched) {
      Link link = links.get(index);
      if (link != null && incomplete.contains(index)) {
        link = complete(link);
        links.put(index, link);
      }
      snapshot = link == null ? snapshot.without(index) : snapshot.with(link);
    }
    touched.clear();
    incomplete.clear();
    return snapshot;
  }

  private Link complete(Link link) {
    int index = link.index();
    return with(
        link,
        addresses.getOrDefault(index, List.of()),
        settings.rpFilter(index),
        settings.ignoreRoutesWithLinkdown(index));
  }

  private static Link with(
      Link link, List<LinkAddress> addresses, int rpFilter, Set<IpFamily> ignoreLinkdown) {
    return new Link(
        link.name(),
        link.index(),
        link.adminUp(),
        link.carrier(),
        link.operState(),
        link.mtu(),
        addresses,
        rpFilter,
        ignoreLinkdown);
  }
}
