package net.routerd.linux.internal.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;

/**
 * All devices at one instant, immutable.
 *
 * @param byName by name
 * @param names the name of each ifindex
 */
record LinkSnapshot(Map<LinkName, Link> byName, Map<Integer, LinkName> names)
    implements DeviceNames {

  static final LinkSnapshot EMPTY = new LinkSnapshot(Map.of(), Map.of());

  @Override
  public LinkName name(int index) {
    LinkName name = names.get(index);
    return name == null ? new LinkName("if" + Integer.toUnsignedString(index)) : name;
  }

  /** Returns the new name of everything whose name is another one later. */
  Map<LinkName, LinkName> renamed(LinkSnapshot later) {
    Map<LinkName, LinkName> renamed = new HashMap<>();
    Stream.concat(names.keySet().stream(), later.names.keySet().stream())
        .filter(index -> !name(index).equals(later.name(index)))
        .forEach(index -> renamed.put(name(index), later.name(index)));
    return renamed;
  }

  @Override
  public OptionalInt index(LinkName name) {
    Link link = byName.get(name);
    return link == null ? OptionalInt.empty() : OptionalInt.of(link.index());
  }
}
