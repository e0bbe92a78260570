package net.routerd.testkit.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.AddRule;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.ProbeRequest.Path;

/** Probe paths as an engine lays them (PATH-1), and probes on them, all by way of wan0. */
final class Probes {

  static final RouteTable TABLE = new RouteTable(114000);
  static final Duration BRIEF = Duration.ofMillis(300);
  static final Duration PATIENT = Duration.ofSeconds(10);

  private Probes() {}

  /** Lays the path to some targets: a table of its own, and the rules that lead there. */
  static void layPath(Opened opened, Net net, IpAddress... targets) {
    List<RouteChange> changes = new ArrayList<>();
    RouteKey everything = new RouteKey(TABLE, net.family().defaultPrefix(), 0);
    changes.add(new AddRoute(Net.wanted(everything, net.via0())));
    for (IpAddress target : targets) {
      changes.add(new AddRule(byDevice(net, target)));
      if (net.family() == IpFamily.IPV4) {
        Cidr source = Cidr.host(net.own0().address());
        changes.add(new AddRule(rule(net, Optional.empty(), Optional.of(source), target)));
      }
    }
    opened.mustApply(changes.toArray(RouteChange[]::new));
  }

  static RouteRule byDevice(Net net, IpAddress target) {
    return rule(net, Optional.of(Net.WAN0), Optional.empty(), target);
  }

  private static RouteRule rule(
      Net net, Optional<LinkName> device, Optional<Cidr> from, IpAddress target) {
    Optional<Cidr> to = Optional.of(Cidr.host(target));
    return new RouteRule(net.family(), 11400, device, from, to, 0, TABLE);
  }

  static Path own(Net net) {
    return new Path.Own(TABLE, Optional.of(net.gateway0().address()), 0);
  }

  static HealthCheck check(ProbeProtocol protocol, IpAddress target, Duration timeout) {
    HealthCheck.Builder builder = HealthCheck.builder();
    return builder
        .metadata(Metadata.named("contract"))
        .protocol(protocol)
        .target(target)
        .interval(PATIENT)
        .timeout(timeout)
        .build();
  }

  /** A ping on wan0's path whose answer is waited for. */
  static ProbeRequest icmp(Opened opened, Net net, IpAddress target) {
    return request(opened, net, check(ProbeProtocol.ICMP, target, PATIENT));
  }

  /** A connection on wan0's path whose answer is waited for. */
  static ProbeRequest tcp(Opened opened, Net net, IpAddress target) {
    return request(opened, net, check(ProbeProtocol.TCP, target, PATIENT));
  }

  static ProbeRequest request(Opened opened, Net net, HealthCheck check) {
    return numbered(opened, net, check, 7, 9);
  }

  static ProbeRequest numbered(
      Opened opened, Net net, HealthCheck check, long generation, long sequence) {
    return new ProbeRequest(
        check,
        generation,
        sequence,
        Net.WAN0,
        opened.link(Net.WAN0).index(),
        Optional.empty(),
        own(net));
  }

  static ProbeRequest on(ProbeRequest r, LinkName device, int ifindex) {
    return new ProbeRequest(
        r.check(), r.generation(), r.sequence(), device, ifindex, r.sourceAddress(), r.path());
  }

  static ProbeRequest from(ProbeRequest r, IpAddress source) {
    Optional<IpAddress> bound = Optional.of(source);
    return new ProbeRequest(
        r.check(), r.generation(), r.sequence(), r.device(), r.ifindex(), bound, r.path());
  }

  static ProbeRequest by(ProbeRequest r, Path path) {
    return new ProbeRequest(
        r.check(), r.generation(), r.sequence(), r.device(), r.ifindex(), r.sourceAddress(), path);
  }
}
