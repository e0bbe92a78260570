package net.routerd.linux.internal.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.addr.AddressCodec;
import net.routerd.linux.internal.rtnl.addr.AddressMapper;
import net.routerd.linux.internal.rtnl.addr.AddressMessage;
import net.routerd.linux.internal.rtnl.link.LinkAttributes;
import net.routerd.linux.internal.rtnl.link.LinkReader;
import net.routerd.linux.internal.rtnl.link.NetconfCodec;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpFamily;

/** The devices and their addresses, brought up to date message by message. */
final class LinkTable {

  private final LinkReader reader = new LinkReader();
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
   * @param at a walk, on the message
   * @return true if the kernel may have changed routes without telling (RT-5): it does on loss of
   *     the device, of its carrier or of an address, and marks them as carrier comes and goes
   */
  boolean take(NlFrames at) {
    return switch (at.type()) {
      case RtnlMessages.NEW_LINK -> takeLink(reader.read(at));
      case RtnlMessages.DEL_LINK -> dropLink(reader.read(at));
      case RtnlMessages.NEW_ADDRESS -> takeAddress(AddressCodec.decode(at.message()), true);
      case RtnlMessages.DEL_ADDRESS -> takeAddress(AddressCodec.decode(at.message()), false);
      case RtnlMessages.NEW_NETCONF -> {
        NetconfCodec.decode(at.message()).ifPresent(this::takeSettings);
        yield false;
      }
      default -> false;
    };
  }

  private boolean takeLink(LinkReader told) {
    int index = told.index();
    Link before = links.get(index);
    Optional<Link> observed = told.link(before);
    if (observed.isEmpty()) {
      return false;
    }
    Link now = observed.get();
    OptionalInt rpFilter = told.rpFilter();
    boolean other = rpFilter.isPresent() && settings.rpFilter(index, rpFilter.getAsInt());
    links.put(index, now);
    touched.add(index);
    if (other || before == null) {
      incomplete.add(index);
    }
    return before != null
        && (before.adminUp() != now.adminUp() || before.carrier() != now.carrier());
  }

  private boolean dropLink(LinkReader told) {
    int index = told.index();
    if (told.link(links.get(index)).isEmpty()) {
      return false;
    }
    touched.add(index);
    addresses.remove(index);
    settings.forget(index);
    return links.remove(index) != null;
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
