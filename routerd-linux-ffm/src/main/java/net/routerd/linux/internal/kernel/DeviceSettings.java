package net.routerd.linux.internal.kernel;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.routerd.linux.internal.rtnl.link.LinkAttributes;
import net.routerd.linux.internal.rtnl.link.NetconfCodec;
import net.routerd.model.net.IpFamily;

/** The settings of devices, and which of them count. */
final class DeviceSettings {

  private final Map<Integer, Integer> rpFilters = new HashMap<>();
  private final Map<IpFamily, Map<Integer, Integer>> ignoreLinkdown = new EnumMap<>(IpFamily.class);

  void take(NetconfCodec.Settings told) {
    if (told.family() == IpFamily.IPV4) {
      told.rpFilter().ifPresent(value -> rpFilter(told.device(), value));
    }
    told.ignoreLinkdown().ifPresent(v -> of(told.family()).put(told.device(), v));
  }

  /** Takes a setting; tells whether it is another one than was known. */
  boolean rpFilter(int device, int value) {
    Integer before = rpFilters.put(device, value);
    return before == null || before != value;
  }

  private Map<Integer, Integer> of(IpFamily family) {
    return ignoreLinkdown.computeIfAbsent(family, f -> new HashMap<>());
  }

  void forget(int device) {
    rpFilters.remove(device);
    ignoreLinkdown.values().forEach(values -> values.remove(device));
  }

  void clear() {
    rpFilters.clear();
    ignoreLinkdown.values().forEach(Map::clear);
  }

  /** The larger value counts (IN_DEV_MAXCONF, linux/inetdevice.h). */
  int rpFilter(int device) {
    return Math.max(
        rpFilters.getOrDefault(LinkAttributes.NETCONF_ALL, 0), rpFilters.getOrDefault(device, 0));
  }

  /**
   * With IPv4 either value counts (IN_DEV_ORCONF, linux/inetdevice.h), with IPv6 that of the device
   * alone, which the one for all is written through to (net/ipv6/addrconf.c).
   */
  Set<IpFamily> ignoreRoutesWithLinkdown(int device) {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    for (IpFamily family : IpFamily.values()) {
      Map<Integer, Integer> values = of(family);
      boolean all =
          family == IpFamily.IPV4 && values.getOrDefault(LinkAttributes.NETCONF_ALL, 0) != 0;
      if (all || values.getOrDefault(device, 0) != 0) {
        families.add(family);
      }
    }
    return families;
  }
}
