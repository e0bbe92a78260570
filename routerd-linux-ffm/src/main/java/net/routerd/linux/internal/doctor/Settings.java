package net.routerd.linux.internal.doctor;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.routerd.spi.Diagnosis;

/** The settings of the kernel's network (Documentation/networking/ip-sysctl.rst). */
final class Settings {

  private static final String IPV4 = "proc/sys/net/ipv4/";
  private static final String DEVICES = IPV4 + "conf";

  private final MachineFiles files;

  Settings(MachineFiles files) {
    this.files = files;
  }

  private int number(String path, int otherwise) {
    return files
        .read(path)
        .filter(t -> t.matches("-?[0-9]{1,9}"))
        .map(Integer::valueOf)
        .orElse(otherwise);
  }

  /** Icmp checks need a ping socket, for a group in ping_group_range (icmp(7)), or a raw one. */
  Diagnosis icmp(Capabilities capabilities) {
    String range = files.read(IPV4 + "ping_group_range").orElse("1 0").replaceAll("\\s+", " ");
    if (mayPing(range)) {
      return new Diagnosis.Fine("icmp", "ping sockets are permitted, ping_group_range is " + range);
    }
    return capabilities.hasNetRaw()
        ? new Diagnosis.Fine("icmp", "CAP_NET_RAW permits raw sockets")
        : new Diagnosis.Trouble(
            "icmp",
            "icmp checks cannot be sent: no CAP_NET_RAW, and ping_group_range is " + range,
            "set net.ipv4.ping_group_range='0 2147483647', or grant CAP_NET_RAW");
  }

  private boolean mayPing(String range) {
    String[] ends = range.split(" ", -1);
    long low = Long.parseLong(ends[0]);
    long high = Long.parseLong(ends[1]);
    return groups().anyMatch(group -> group >= low && group <= high);
  }

  /** The effective group and the supplementary ones (proc(5)). */
  private Stream<Long> groups() {
    return files.read("proc/self/status").stream()
        .flatMap(String::lines)
        .flatMap(
            line -> {
              String[] words = line.split("\\s+", -1);
              return switch (words[0]) {
                case "Gid:" -> Stream.of(words[2]);
                case "Groups:" -> Stream.of(words).skip(1).filter(word -> !word.isEmpty());
                default -> Stream.empty();
              };
            })
        .map(Long::valueOf);
  }

  /**
   * Strict filtering (RFC 3704) drops the replies to probes by a device without an IPv4 address of
   * its own (PATH-3). The greater of a device's value and that of all counts.
   */
  Diagnosis reversePathFilter() {
    int all = number(DEVICES + "/all/rp_filter", 0);
    List<String> strict = new ArrayList<>();
    for (String device : devices()) {
      boolean drops = Math.max(all, number(DEVICES + "/" + device + "/rp_filter", 0)) == 1;
      if (drops && !hasIpv4Address(device)) {
        strict.add(device);
      }
    }
    return strict.isEmpty()
        ? new Diagnosis.Fine("rp-filter", "no device without an IPv4 address filters strictly")
        : new Diagnosis.Advice(
            "rp-filter",
            "rp_filter is 1 on %s without an IPv4 address: replies to probes there are dropped"
                .formatted(String.join(", ", strict)),
            "where such a device is an uplink, give it an address, such as 192.0.0.2/29, or set"
                + " net.ipv4.conf.DEVICE.rp_filter=2");
  }

  private List<String> devices() {
    return files.names(DEVICES).stream()
        .filter(name -> !List.of("all", "default", "lo").contains(name))
        .toList();
  }

  private static boolean hasIpv4Address(String device) {
    try {
      NetworkInterface found = NetworkInterface.getByName(device);
      return found != null
          && found.inetAddresses().anyMatch(address -> address.getAddress().length == 4);
    } catch (SocketException gone) {
      return false;
    }
  }

  /** RT-11: without it a route stays in use on a device that lost its carrier. */
  Diagnosis linkdown() {
    List<String> off = new ArrayList<>();
    for (String family : List.of("ipv4", "ipv6")) {
      String conf = "proc/sys/net/" + family + "/conf/";
      boolean everywhere = number(conf + "all/ignore_routes_with_linkdown", 0) == 1;
      for (String device : everywhere ? List.<String>of() : devices()) {
        if (number(conf + device + "/ignore_routes_with_linkdown", 1) == 0) {
          off.add(family.toUpperCase(Locale.ROOT).replace("IPV", "IPv") + " on " + device);
        }
      }
    }
    return off.isEmpty()
        ? new Diagnosis.Fine(
            "ignore-routes-with-linkdown", "routes of devices without carrier are passed over")
        : new Diagnosis.Advice(
            "ignore-routes-with-linkdown",
            "off for %s: a standby route takes over only when routerd has noticed"
                .formatted(String.join(", ", off)),
            "where routes have standby: true, set"
                + " net.ipv4.conf.all.ignore_routes_with_linkdown=1 and the same of ipv6");
  }

  /** RT-12: the compatible mode tells of every route when one nexthop object changes. */
  Diagnosis nexthopCompatMode() {
    return number(IPV4 + "nexthop_compat_mode", 1) == 0
        ? new Diagnosis.Fine("nexthop-compat-mode", "nexthop objects can be used")
        : new Diagnosis.Advice(
            "nexthop-compat-mode",
            "nexthop objects are not used, because a change of one would tell of each of its"
                + " routes",
            "where a route has thousands of destinations, set net.ipv4.nexthop_compat_mode=0");
  }
}
