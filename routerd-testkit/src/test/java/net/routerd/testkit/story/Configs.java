package net.routerd.testkit.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/** The configurations of the stories, built as a program would. */
final class Configs {

  private Configs() {}

  /** The document that the user wrote: DS-Lite first, the plain uplink behind it. */
  static RouterConfig user() {
    return RouterConfig.of(
        List.of(
            DsLiteTunnel.builder()
                .metadata(Metadata.named("ds-lite"))
                .tunnelName(new LinkName("ds-routerd-test"))
                .build(),
            link("ix2215", "ix2215"),
            HealthCheck.builder()
                .metadata(Metadata.named("internet-tcp443"))
                .target(IpAddress.parse("1.1.1.1"))
                .protocol(ProbeProtocol.TCP)
                .sourceInterface("ds-routerd-test")
                .build(),
            EgressRoutePolicy.builder()
                .metadata(Metadata.named("ipv4-default"))
                .addCandidates(
                    Candidate.builder()
                        .name("ds-lite")
                        .source(ResourceRef.parse("DSLiteTunnel/ds-lite"))
                        .weight(80)
                        .healthCheck("internet-tcp443")
                        .build())
                .addCandidates(
                    Candidate.builder()
                        .name("ix2215")
                        .source(ResourceRef.parse("Interface/ix2215"))
                        .gateway(Expression.of(IpAddress.parse("172.17.0.1")))
                        .weight(50)
                        .build())
                .build(),
            defaultRoute("ipv4-default").build()));
  }

  /** One uplink, without a check. */
  static RouterConfig oneUplink(String name) {
    return RouterConfig.of(
        List.of(
            link(name, name),
            EgressRoutePolicy.builder()
                .metadata(Metadata.named("ipv4-default"))
                .addCandidates(
                    Candidate.builder()
                        .name(name)
                        .source(ResourceRef.parse("Interface/" + name))
                        .gateway(
                            Expression.of(
                                IpAddress.parse("10.0." + name.charAt(name.length() - 1) + ".1")))
                        .build())
                .build(),
            defaultRoute("ipv4-default").build()));
  }

  /** Two uplinks with a gateway and a check each. */
  static RouterConfig twoUplinks(Duration hysteresis) {
    List<Resource> resources = new ArrayList<>();
    EgressRoutePolicy.Builder policy =
        EgressRoutePolicy.builder().metadata(Metadata.named("ipv4-default")).hysteresis(hysteresis);
    for (int i = 0; i < 2; i++) {
      String name = "wan" + i;
      resources.add(link(name, name));
      resources.add(check("check-" + name).build());
      policy.addCandidates(
          Candidate.builder()
              .name(name)
              .source(ResourceRef.parse("Interface/" + name))
              .gateway(Expression.of(IpAddress.parse("10.0." + i + ".1")))
              .weight(100 - i * 50)
              .healthCheck("check-" + name)
              .build());
    }
    resources.add(policy.build());
    resources.add(defaultRoute("ipv4-default").build());
    return RouterConfig.of(resources);
  }

  static NetworkInterface link(String name, String ifname) {
    return NetworkInterface.builder()
        .metadata(Metadata.named(name))
        .ifname(new LinkName(ifname))
        .build();
  }

  static HealthCheck.Builder check(String name) {
    return HealthCheck.builder()
        .metadata(Metadata.named(name))
        .target(IpAddress.parse("1.1.1.1"))
        .interval(Duration.ofSeconds(1))
        .timeout(Duration.ofMillis(500));
  }

  static IPv4Route.Builder defaultRoute(String policy) {
    String status = "${EgressRoutePolicy/" + policy + ".status.";
    return IPv4Route.builder()
        .metadata(Metadata.named("default-route"))
        .destination(Expression.of(Cidr.parse("0.0.0.0/0")))
        .device(Expression.reference(status + "selectedDevice}"))
        .gateway(Expression.reference(status + "selectedGateway}"));
  }
}
