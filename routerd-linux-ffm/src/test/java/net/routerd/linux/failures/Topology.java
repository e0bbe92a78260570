package net.routerd.linux.failures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.routerd.linux.Netns;

/**
 * A LAN with one host, a router, and beyond each uplink of the router a namespace that plays the
 * provider and the Internet: its gateway address, the target of the checks, and a sink for the
 * host's traffic.
 */
class Topology implements AutoCloseable {

  static final String TARGET = "1.1.1.1";
  static final String TARGET6 = "2001:db8:1::1";
  private static final String SINK = "203.0.113.9";
  private static final String SINK6 = "2001:db8:9::9";

  /** One way out, and the namespace beyond it. */
  record Uplink(String device, String beyond, String gateway) {}

  final Netns netns = new Netns();
  final String router = netns.add("router");
  final String lan = netns.add("lan");
  final boolean v6;
  final Map<String, Uplink> uplinks = new LinkedHashMap<>();
  private final List<AutoCloseable> parts = new ArrayList<>();

  Topology(boolean v6) {
    this.v6 = v6;
    netns.sysctl(router, v6 ? "net.ipv6.conf.all.forwarding" : "net.ipv4.ip_forward", "1");
    connect("lan0", v6 ? "fd07::1/64" : "192.168.7.1/24", lan, "host");
    netns.batch(
        lan,
        "address add " + (v6 ? "fd07::2/64 dev host nodad" : "192.168.7.2/24 dev host"),
        "link set host up",
        "route add default via " + (v6 ? "fd07::1" : "192.168.7.1"));
  }

  String target() {
    return v6 ? TARGET6 : TARGET;
  }

  /** Where the host's traffic goes. */
  String sink() {
    return v6 ? SINK6 : SINK;
  }

  private void connect(String device, String address, String ns, String peer) {
    netns.batch(
        router,
        "link add %s type veth peer name %s netns %s".formatted(device, peer, ns),
        "address add " + address + " dev " + device + (v6 ? " nodad" : ""),
        "link set " + device + " up");
    rpFilter(router, device, 0);
  }

  void rpFilter(String ns, String device, int value) {
    for (String key : List.of("all", device)) {
      netns.sysctl(ns, "net.ipv4.conf." + key + ".rp_filter", Integer.toString(value));
    }
  }

  /** Adds a way out; its gateway answers, and so does the target. */
  void uplink(String device, String own, String gateway) {
    String beyond = netns.add(device);
    connect(device, own, beyond, "peer");
    furnish(device, beyond, gateway);
  }

  /** Adds a way out with something between the router and the provider. */
  void uplinkThrough(Relay relay, String device, String own, String gateway) {
    String beyond = netns.add(device);
    parts.add(relay);
    relay.between(router, device, beyond, "peer");
    netns.address(router, device, own);
    furnish(device, beyond, gateway);
  }

  private void furnish(String device, String beyond, String gateway) {
    uplinks.put(device, new Uplink(device, beyond, gateway.substring(0, gateway.indexOf('/'))));
    rpFilter(beyond, "peer", 0);
    String how = v6 ? "/128 dev lo nodad" : "/32 dev lo";
    netns.batch(
        beyond,
        "address add " + gateway + " dev peer" + (v6 ? " nodad" : ""),
        "link set peer up",
        "address add " + target() + how,
        "address add " + sink() + how);
  }

  /** Makes the device of an uplink again after it was deleted. */
  void remake(String device, String own, String gateway) {
    String beyond = uplink(device).beyond();
    connect(device, own, beyond, "peer");
    rpFilter(beyond, "peer", 0);
    netns.batch(beyond, "address add " + gateway + " dev peer", "link set peer up");
  }

  Uplink uplink(String device) {
    Uplink found = uplinks.get(device);
    if (found == null) {
      throw new IllegalArgumentException("no uplink " + device);
    }
    return found;
  }

  /** Runs {@code ip} beyond an uplink. */
  void beyond(String device, String command) {
    netns.ip(uplink(device).beyond(), command.split(" "));
  }

  /** Runs {@code ip} in the router. */
  String ip(String command) {
    return netns.ip(router, command.split(" "));
  }

  /** Takes the target of the checks away beyond an uplink, and with it the Internet. */
  void silence(String device) {
    beyond(
        device,
        v6 ? "address del " + TARGET6 + "/128 dev lo" : "address del " + TARGET + "/32 dev lo");
    if (!v6) {
      beyond(device, "route add blackhole " + TARGET + "/32");
    }
  }

  /** Gives the target back. */
  void restore(String device) {
    if (!v6) {
      beyond(device, "route del blackhole " + TARGET + "/32");
    }
    beyond(
        device,
        v6
            ? "address add " + TARGET6 + "/128 dev lo nodad"
            : "address add " + TARGET + "/32 dev lo");
  }

  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    netns.close();
  }
}
