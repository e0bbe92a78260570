package net.routerd.linux.failures;

import java.util.List;
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

/** An engine that routes a {@link Topology}. The first uplink has the greatest weight. */
final class Site extends Topology {

  final List<RouterdEvent> events = new CopyOnWriteArrayList<>();
  private String check = "interval: 50ms";
  private String hysteresis = "200ms";
  private boolean standby;
  private Optional<Routerd> engine = Optional.empty();
  private Optional<Traffic> traffic = Optional.empty();

  private Site(boolean v6) {
    super(v6);
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
              .formatted(uplink.device(), target(), check));
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
    Traffic started = new Traffic(netns, lan, sink());
    traffic = Optional.of(started);
    uplinks.values().forEach(uplink -> started.sink(uplink.beyond(), uplink.device()));
    started.awaitRight(way, System.nanoTime());
    return started;
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
    super.close();
  }
}
