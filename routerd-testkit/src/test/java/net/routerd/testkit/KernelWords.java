package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;

/** One way to write what both kernels say. */
final class KernelWords {

  private KernelWords() {}

  static String nextHop(Optional<IpAddress> gateway, Optional<LinkName> device) {
    return gateway.map(g -> "via " + g + " ").orElse("") + device.map(d -> "dev " + d).orElse("");
  }

  /** Writes a line of {@code ip -N nexthop show} as ObservedNextHop writes the same object. */
  static String nextHop(String line) {
    IpWords words = IpWords.parse(line.replaceAll(" scope \\S+", "").strip());
    return "nexthop id "
        + words.numberAfter("id", 0)
        + " "
        + ownNextHop(words)
        + (words.onlink() ? " onlink" : "")
        + " proto "
        + words.protocol(0);
  }

  static String match(Optional<IpAddress> gateway, Optional<LinkName> device, RouteTable table) {
    return nextHop(gateway, device) + " table " + table;
  }

  /** Names the type that {@code ip -N} writes as a number in front. */
  private static String type(String line) {
    for (RouteType type : RouteType.values()) {
      if (line.startsWith(type.number() + " ")) {
        return type + line.substring(line.indexOf(' '));
      }
    }
    return line;
  }

  /** Writes a line of {@code ip -N route show} as ObservedRoute writes the same route. */
  static String route(String line, boolean v6) {
    if (line.contains("nexthop")) {
      return "multipath";
    }
    boolean linkdown = line.contains(" linkdown");
    IpWords words =
        IpWords.parse(
            (v6 ? "-6 " : "")
                + type(line).replaceAll(" scope \\S+| pref \\S+| linkdown| dead", "").strip());
    long metric = words.numberAfter("metric", 0);
    long object = words.numberAfter("nhid", 0);
    return words.destination()
        + (metric == 0 ? "" : " metric " + metric)
        + " "
        + (object == 0 ? ownNextHop(words) : "nhid " + object)
        + (words.onlink() ? " onlink" : "")
        + words.addressAfter("src").map(s -> " src " + s).orElse("")
        + " proto "
        + words.protocol(3)
        + (linkdown ? " linkdown" : "");
  }

  private static String ownNextHop(IpWords words) {
    return words.type() == RouteType.UNICAST
        ? nextHop(words.addressAfter("via"), words.deviceAfter("dev"))
        : words.type().toString();
  }
}
