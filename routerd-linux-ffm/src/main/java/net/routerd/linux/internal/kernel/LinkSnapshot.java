package net.routerd.linux.internal.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.persistent.Differences;
import net.routerd.model.persistent.PersistentMap;

/**
 * All devices at one instant, immutable. One that differs in a device costs that device, however
 * many there are.
 *
 * @param byName by name
 * @param names the name of each ifindex
 */
record LinkSnapshot(PersistentMap<LinkName, Link> byName, PersistentMap<Integer, LinkName> names)
    implements DeviceNames {

  static final LinkSnapshot EMPTY = new LinkSnapshot(PersistentMap.empty(), PersistentMap.empty());

  @Override
  public LinkName name(int index) {
    LinkName name = names.get(index);
    return name == null ? new LinkName("if" + Integer.toUnsignedString(index)) : name;
  }

  /** Returns the same with a device, in place of the one with its number if there is one. */
  LinkSnapshot with(Link link) {
    if (link.name().equals(names.get(link.index()))) {
      return of(byName.plus(link.name(), link), names);
    }
    LinkSnapshot others = without(link.index());
    return others.of(
        others.byName.plus(link.name(), link), others.names.plus(link.index(), link.name()));
  }

  /** Returns the same without a device; its name may be another one's by now. */
  LinkSnapshot without(int index) {
    LinkName name = names.get(index);
    Link known = name == null ? null : byName.get(name);
    return known == null || known.index() != index
        ? of(byName, names.minus(index))
        : of(byName.minus(known.name()), names.minus(index));
  }

  @SuppressWarnings("ReferenceEquality") // what has not changed stays the same object
  private LinkSnapshot of(
      PersistentMap<LinkName, Link> nextByName, PersistentMap<Integer, LinkName> nextNames) {
    return nextByName == byName && nextNames == names
        ? this
        : new LinkSnapshot(nextByName, nextNames);
  }

  /** Returns the new name of everything whose name is another one later. */
  Map<LinkName, LinkName> renamed(LinkSnapshot later) {
    Map<LinkName, LinkName> renamed = new HashMap<>();
    Differences.between(
        names,
        later.names,
        (index, was, is) -> {
          if (!name(index).equals(later.name(index))) {
            renamed.put(name(index), later.name(index));
          }
        });
    return renamed;
  }

  @Override
  public OptionalInt index(LinkName name) {
    Link link = byName.get(name);
    return link == null ? OptionalInt.empty() : OptionalInt.of(link.index());
  }
}
