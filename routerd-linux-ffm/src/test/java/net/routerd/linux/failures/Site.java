package net.routerd.linux.failures;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.linux.Await;
import net.routerd.linux.LinuxOptions;
import net.routerd.linux.LinuxPlatformProvider;
import net.routerd.linux.Netns;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.spi.PlatformProvider;

/**
 * A LAN with one host, a router, and beyond each uplink of the router a namespace that plays the
 * provider and the Internet: its gateway address, the target of the checks, and a sink for the
 * host's traffic. The first uplink has the greatest weight.
 */
final class Site implements AutoCloseable {

  static final String TARGET = "1.1.1.1";
  static final String TARGET6 = "2001:db8:1::1";
  private static final String SINK = "203.0.113.9";
  private static final String SINK6 = "2001:db8:9::9";

  /** One way out, and the namespace beyond it. */
  record Uplink(String device, String beyond, String gateway) {}

  final Netns netns = new Netns();
  final String router = netns.add("router");
  final List<RouterdEvent> events = new CopyOnWriteArrayList<>();
  private final boolean v6;
  private final String lan = netns.add("lan");
  private final Map<String, Uplink> uplinks = new LinkedHashMap<>();
  private final List<AutoCloseable> parts = new ArrayList<>();
  private String check = "interval: 50ms";
  private String hysteresis = "200ms";
  private boolean standby;
  private Optional<Routerd> engine = Optional.empty();
  private Optional<Traffic> traffic = Optional.empty();

  private Site(boolean v6) {
    this.v6 = v6;
    netns.sysctl(router, v6 ? "net.ipv6.conf.all.forwarding" : "net.ipv4.ip_forward", "1");
    connect("lan0", v6 ? "fd07::1/64" : "192.168.7.1/24", lan, "host");
    netns.batch(
        lan,
        "address add " + (v6 ? "fd07::2/64 dev host nodad" : "192.168.7.2/24 dev host"),
        "link set host up",
        "route add default via " + (v6 ? "fd07::1" : "192.168.7.1"));
  }

  private void connect(String device, String address, String ns, String peer) {
    netns.batch(
        router,
        "link add %s type veth peer name %s netns %s".formatted(device, peer, ns),
        "address add " + address + " dev " + device + (v6 ? " nodad" : ""),
        "link set " + device + " up");
    rpFilter(router, device, 0);
  }

  /** A site without uplinks. */
  static Site ipv4() {
    return new Site(false);
  }

  /** A site without uplinks, for IPv6. */
  static Site ipv6() {
    return new Site(true);
  }

  /** wan0 and wan1, with gateways 10.0.0.1 and 10.0.1.1. */
  static Site twoUplinks() {
    Site site = ipv4();
    site.uplink("wan0", "10.0.0.2/24", "10.0.0.1/24");
    site.uplink("wan1", "10.0.1.2/24", "10.0.1.1/24");
    return site;
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
        "address add " + (v6 ? TARGET6 : TARGET) + how,
        "address add " + (v6 ? SINK6 : SINK) + how);
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

  /** Sets more of the checks' spec than their target; they have an interval of 50ms unless set. */
  Site check(String spec) {
    check = spec;
    return this;
  }

  Site hysteresis(String span) {
    hysteresis = span;
    return this;
  }

  /** Keeps the next-best way in the kernel beside the first one. */
  Site standby() {
    standby = true;
    for (String device : uplinks.keySet()) {
      netns.sysctl(
          router,
          "net.%s.conf.%s.ignore_routes_with_linkdown".formatted(v6 ? "ipv6" : "ipv4", device),
          "1");
    }
    return this;
  }

  /** Returns the configuration: one policy over all uplinks, and the default route. */
  String yaml() {
    StringBuilder yaml = new StringBuilder();
    StringBuilder candidates = new StringBuilder();
    int weight = 100;
    for (Uplink uplink : uplinks.values()) {
      yaml.append(
          """
          apiVersion: net.routerd.net/v1alpha1
          kind: Interface
          metadata: {name: %1$s}
          spec: {ifname: %1$s}
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: HealthCheck
          metadata: {name: %1$s}
          spec: {target: "%2$s", %3$s}
          ---
          """
              .formatted(uplink.device(), v6 ? TARGET6 : TARGET, check));
      candidates.append(
          """
              - {name: %1$s, source: Interface/%1$s, gateway: "%2$s", weight: %3$d, healthCheck: %1$s}
          """
              .formatted(uplink.device(), uplink.gateway(), weight));
      weight -= 10;
    }
    return yaml
        + """
        apiVersion: net.routerd.net/v1alpha1
        kind: EgressRoutePolicy
        metadata: {name: out}
        spec:
          family: %s
          hysteresis: %s
          candidates:
        %s
        ---
        """
            .formatted(v6 ? "ipv6" : "ipv4", hysteresis, candidates)
        + route();
  }

  String route() {
    return """
    apiVersion: net.routerd.net/v1alpha1
    kind: %s
    metadata: {name: default}
    spec:
      destination: "%s"
      device: ${EgressRoutePolicy/out.status.selectedDevice}
      gateway: ${EgressRoutePolicy/out.status.selectedGateway}
      standby: %s
    """
        .formatted(v6 ? "IPv6Route" : "IPv4Route", v6 ? "::/0" : "0.0.0.0/0", standby);
  }

  PlatformProvider linux() {
    return new LinuxPlatformProvider(LinuxOptions.inNetworkNamespace(Netns.path(router)));
  }

  Routerd start() {
    return start(linux(), yaml());
  }

  Routerd start(PlatformProvider platform, String yaml) {
    Routerd started = prepare(platform, yaml);
    started.start();
    return started;
  }

  Routerd prepare(PlatformProvider platform, String yaml) {
    RouterConfig configuration = RouterYaml.reader().read("site", yaml);
    Routerd made =
        Routerd.builder()
            .configuration(configuration)
            .platform(platform)
            .listener(events::add)
            .build();
    engine = Optional.of(made);
    return made;
  }

  Routerd engine() {
    return engine.orElseThrow();
  }

  void stop() {
    engine.ifPresent(Routerd::close);
  }

  /** Starts the host's traffic, and waits until all of it takes a way. */
  Traffic traffic(String way) {
    Traffic started = new Traffic(netns, lan, address(v6 ? SINK6 : SINK));
    traffic = Optional.of(started);
    uplinks.values().forEach(uplink -> started.sink(uplink.beyond(), uplink.device()));
    started.awaitRight(way, System.nanoTime());
    return started;
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Does something to the site; returns when, on {@link System#nanoTime()}. */
  static long at(Runnable failure) {
    long when = System.nanoTime();
    failure.run();
    return when;
  }

  Optional<String> selected() {
    return engine().status().policy("out").flatMap(PolicyStatus::selectedCandidate);
  }

  void awaitSelected(String candidate) {
    Await.until(candidate + " selected", this::selected, Optional.of(candidate)::equals);
  }

  /**
   * How often traffic was moved from one way to another since it first took the first one; at the
   * start the first verdict of a standby may come first.
   */
  long moves() {
    Optional<String> first = uplinks.keySet().stream().findFirst();
    return events.stream()
        .filter(RouterdEvent.Transition.class::isInstance)
        .map(RouterdEvent.Transition.class::cast)
        .dropWhile(move -> !move.to().map(RouterdEvent.Way::candidate).equals(first))
        .skip(1)
        .count();
  }

  /** The default route in the kernel. */
  String defaultRoute() {
    return netns.ip(router, v6 ? "-6" : "-4", "route", "show", "default").strip();
  }

  @Override
  public void close() {
    stop();
    traffic.ifPresent(Traffic::close);
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
