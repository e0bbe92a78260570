package net.routerd.linux;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.routerd.api.OnClose;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdBuilder;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.IpFamily;
import net.routerd.model.status.Condition;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.model.yaml.RouterYaml;

/**
 * An engine on a {@link Machine}: a policy without checks over its two uplinks, wan0 before wan1,
 * and one route resource that follows it.
 */
final class Uplinks implements AutoCloseable {

  final Machine machine = new Machine();
  final RefusingLibc wire;
  private final IpFamily family;
  private Optional<Routerd> engine = Optional.empty();

  Uplinks(IpFamily family) {
    this(family, new RefusingLibc());
  }

  Uplinks(IpFamily family, RefusingLibc wire) {
    this.family = family;
    this.wire = wire;
  }

  boolean v6() {
    return family == IpFamily.IPV6;
  }

  /** Returns the gateway of an uplink. */
  String gateway(int wan) {
    return v6() ? "fd0" + wan + "::2" : "10." + wan + ".0.2";
  }

  /** Returns the prefix with a number below 65536. */
  String prefix(int number) {
    return v6()
        ? "2001:db8:%x::/48".formatted(number + 1)
        : "198.%d.%d.0/24".formatted(18 + number / 256, number % 256);
  }

  /** Returns an address in the prefix with a number. */
  String inside(int number) {
    return prefix(number).replaceAll("::/48$", "::9").replaceAll("0/24$", "9");
  }

  /**
   * Starts an engine, the same one from its second time on.
   *
   * @param destinations how many prefixes the route goes to
   * @param spec more of the route's spec, such as {@code standby: true}
   * @param more what else is asked of the builder
   */
  void start(int destinations, String spec, UnaryOperator<RouterdBuilder> more) {
    Routerd made =
        more.apply(
                Routerd.builder()
                    .configuration(configuration(destinations, spec))
                    .platform(
                        new InjectedLinux(
                            wire, LinuxOptions.inNetworkNamespace(Netns.path(machine.ns))))
                    .onClose(OnClose.KEEP))
            .build();
    engine = Optional.of(made);
    made.start();
  }

  /** Returns what {@link #start} gives the engine. */
  RouterConfig configuration(int destinations, String spec) {
    return RouterYaml.reader().read("uplinks", yaml(destinations, spec));
  }

  private String yaml(int destinations, String spec) {
    String prefixes =
        IntStream.range(0, destinations)
            .mapToObj(i -> '"' + prefix(i) + '"')
            .collect(Collectors.joining(", "));
    return """
    apiVersion: net.routerd.net/v1alpha1
    kind: Interface
    metadata: {name: wan0}
    spec: {ifname: wan0}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: Interface
    metadata: {name: wan1}
    spec: {ifname: wan1}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: EgressRoutePolicy
    metadata: {name: out}
    spec:
      family: %s
      destinationCIDRs: [%s]
      hysteresis: 0s
      candidates:
        - {name: wan0, source: Interface/wan0, gateway: "%s", weight: 100}
        - {name: wan1, source: Interface/wan1, gateway: "%s", weight: 50}
    ---
    apiVersion: net.routerd.net/v1alpha1
    kind: %s
    metadata: {name: route}
    spec:
      destination: ${EgressRoutePolicy/out.status.destinationCIDRs}
      device: ${EgressRoutePolicy/out.status.selectedDevice}
      gateway: ${EgressRoutePolicy/out.status.selectedGateway}
    %s
    """
        .formatted(
            v6() ? "ipv6" : "ipv4",
            prefixes,
            gateway(0),
            gateway(1),
            v6() ? "IPv6Route" : "IPv4Route",
            spec.indent(2));
  }

  Routerd engine() {
    return engine.orElseThrow();
  }

  /** Stops the engine; the routes stay. */
  void stop() {
    engine.ifPresent(Routerd::close);
    engine = Optional.empty();
  }

  Optional<RouteStatus> route() {
    return engine()
        .status()
        .find(ResourceRef.parse((v6() ? "IPv6Route" : "IPv4Route") + "/route"), RouteStatus.class);
  }

  List<Reason> conditions() {
    return route().stream().flatMap(r -> r.conditions().stream()).map(Condition::type).toList();
  }

  void awaitCondition(Reason reason) {
    Await.until(reason.toString(), this::conditions, all -> all.contains(reason));
  }

  void awaitNoCondition(Reason reason) {
    Await.until("no " + reason, this::conditions, all -> !all.contains(reason));
  }

  /** Waits until a candidate is selected and every destination goes its way in the kernel. */
  void awaitWay(String candidate, int destinations) {
    Await.until(
        candidate + " selected",
        () -> engine().status().policy("out").flatMap(PolicyStatus::selectedCandidate),
        Optional.of(candidate)::equals);
    Await.until(
        "installed", () -> route().map(RouteStatus::phase), Optional.of("Installed")::equals);
    for (int i = 0; i < destinations; i++) {
      String to = inside(i);
      Await.until("the way of " + to, () -> way(to), candidate::equals);
    }
  }

  /**
   * Returns the device by which the kernel sends packets to an address, empty where it has none.
   */
  String way(String to) {
    try {
      return machine.ip("route get " + to).replaceFirst("(?s).* dev (\\S+) .*", "$1");
    } catch (IllegalStateException unreachable) {
      return "";
    }
  }

  void plug(int wan, boolean in) {
    machine.netns.ip(machine.net, "link", "set", "up" + wan, in ? "up" : "down");
  }

  /** Waits until the kernel has seen what became of a carrier: linkwatch may take a second. */
  void awaitCarrier(int wan, boolean there) {
    awaitCarrier(machine, wan, there);
  }

  static void awaitCarrier(Machine machine, int wan, boolean there) {
    Await.until(
        "carrier of wan" + wan,
        () -> machine.ip("-o link show dev wan" + wan).contains(" state UP "),
        up -> up == there);
  }

  @Override
  public void close() {
    stop();
    machine.close();
  }
}
