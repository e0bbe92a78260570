package net.routerd.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;

/** Routes, rules and nexthop objects in the words of ip-route(8), ip-rule(8) and ip-nexthop(8). */
final class IpWords {

  private static final Map<String, Integer> PROTOCOLS =
      Map.of("kernel", 2, "boot", 3, "static", 4, "ra", 9, "zebra", 11, "bird", 12, "dhcp", 16);

  private final Map<String, String> values = new HashMap<>();
  private final boolean v6;
  private RouteType type = RouteType.UNICAST;
  private String destination = "";
  private boolean onlink;

  private IpWords(Deque<String> words) {
    boolean asked = words.removeFirstOccurrence("-6");
    while (!words.isEmpty()) {
      take(words.removeFirst(), words);
    }
    boolean somewhereV6 = asked || values.values().stream().anyMatch(v -> v.contains(":"));
    v6 = destination.contains(":") || somewhereV6 && !destination.contains(".");
  }

  static IpWords parse(String text) {
    return new IpWords(new ArrayDeque<>(List.of(text.strip().split("\\s+"))));
  }

  private void take(String word, Deque<String> rest) {
    switch (word) {
      case "blackhole", "unreachable", "prohibit", "unicast" ->
          type = RouteType.valueOf(word.toUpperCase(Locale.ROOT));
      case "onlink" -> onlink = true;
      case "via",
          "dev",
          "src",
          "metric",
          "table",
          "proto",
          "from",
          "to",
          "oif",
          "fwmark",
          "id",
          "nhid" ->
          values.put(word, valueOf(word, rest));
      case "lookup" -> values.put("table", valueOf(word, rest));
      case "protocol" -> values.put("proto", valueOf(word, rest));
      case "priority" -> values.put("metric", valueOf(word, rest));
      default -> {
        if (!destination.isEmpty()) {
          throw new IllegalArgumentException("not a word of a route or rule: " + word);
        }
        destination = word;
      }
    }
  }

  private static String valueOf(String word, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException("a value is missing after " + word);
    }
    String value = rest.removeFirst();
    return value.equals("inet6") ? valueOf(word, rest) : value;
  }

  IpFamily family() {
    return v6 ? IpFamily.IPV6 : IpFamily.IPV4;
  }

  RouteType type() {
    return type;
  }

  boolean onlink() {
    return onlink;
  }

  Cidr destination() {
    return destination.equals("default") ? family().defaultPrefix() : prefix(destination);
  }

  private static Cidr prefix(String text) {
    return text.contains("/") ? Cidr.parse(text) : Cidr.host(IpAddress.parse(text));
  }

  Optional<Cidr> prefixAfter(String word) {
    return Optional.ofNullable(values.get(word)).filter(v -> !v.equals("all")).map(IpWords::prefix);
  }

  Optional<IpAddress> addressAfter(String word) {
    return Optional.ofNullable(values.get(word)).map(IpAddress::parse);
  }

  Optional<LinkName> deviceAfter(String word) {
    return Optional.ofNullable(values.get(word)).map(LinkName::new);
  }

  long numberAfter(String word, long otherwise) {
    String value = values.get(word);
    return value == null ? otherwise : Long.decode(value);
  }

  RouteTable table() {
    return RouteTable.parse(values.getOrDefault("table", "main"));
  }

  int protocol(int otherwise) {
    String value = values.get("proto");
    if (value == null) {
      return otherwise;
    }
    return PROTOCOLS.containsKey(value) ? PROTOCOLS.get(value) : Integer.parseInt(value);
  }
}
