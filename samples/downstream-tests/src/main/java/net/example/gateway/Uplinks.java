package net.example.gateway;

import java.time.Duration;
import java.util.List;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/** What every gateway of ours is delivered with: the fibre, which is watched, and LTE behind it. */
public final class Uplinks {

  /** The name of the only policy. */
  public static final String INTERNET = "internet";

  private static final String CHECK = "beyond-the-fibre";

  private Uplinks() {}

  /**
   * Returns the configuration.
   *
   * @return valid as it is
   */
  public static RouterConfig configuration() {
    return RouterConfig.of(
        List.of(
            device("fibre", "eth0"),
            device("lte", "wwan0"),
            HealthCheck.builder()
                .metadata(Metadata.named(CHECK))
                .target(IpAddress.parse("192.0.2.53"))
                .interval(Duration.ofSeconds(5))
                .timeout(Duration.ofSeconds(2))
                .sourceInterface("eth0")
                .build(),
            EgressRoutePolicy.builder()
                .metadata(Metadata.named(INTERNET))
                .addCandidates(
                    way("fibre", "198.51.100.1").weight(100).healthCheck(CHECK).build(),
                    way("lte", "203.0.113.1").weight(10).build())
                .build(),
            IPv4Route.builder()
                .metadata(Metadata.named("default"))
                .destination(Expression.of(Cidr.parse("0.0.0.0/0")))
                .device(selected("selectedDevice"))
                .gateway(selected("selectedGateway"))
                .build()));
  }

  private static NetworkInterface device(String name, String device) {
    return NetworkInterface.builder()
        .metadata(Metadata.named(name))
        .ifname(new LinkName(device))
        .build();
  }

  private static Candidate.Builder way(String name, String gateway) {
    Candidate.Builder way = Candidate.builder();
    return way.name(name)
        .source(ResourceRef.parse("Interface/" + name))
        .gateway(Expression.of(IpAddress.parse(gateway)));
  }

  private static <T> Expression<T> selected(String field) {
    return Expression.reference("${EgressRoutePolicy/" + INTERNET + ".status." + field + "}");
  }
}
