package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.GatewaySource;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;

/**
 * Valid configurations over some uplinks, from a seed: families, weights with ties, gateways of
 * every source, checks that candidates share, several destinations. Version 0 is the first; every
 * other version differs from it in some resources, as an edited file does.
 */
final class RandomConfig {

  private static final int CHANGED_PERCENT = 35;
  private static final List<Integer> WEIGHTS = List.of(0, 10, 10, 50, 80);
  private static final List<List<String>> DESTINATIONS_V4 =
      List.of(
          List.of(),
          List.of("0.0.0.0/0"),
          List.of("203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24"));
  private static final List<List<String>> DESTINATIONS_V6 =
      List.of(List.of(), List.of("2001:db8:f000::/36", "2001:db8:e000::/36"));

  private final List<Uplink> uplinks;
  private final long seed;
  private final int policies;
  private final int longestHysteresis;

  RandomConfig(List<Uplink> uplinks, long seed, int policies, int longestHysteresis) {
    this.uplinks = uplinks;
    this.seed = seed;
    this.policies = policies;
    this.longestHysteresis = longestHysteresis;
  }

  /** Returns one version; equal numbers give equal configurations. */
  RouterConfig version(int version) {
    List<Resource> resources = new ArrayList<>();
    uplinks.forEach(uplink -> resources.add(link(uplink)));
    boolean one = roll("count", version).nextInt(3) == 0;
    for (int p = 0; p < (one ? 1 : policies); p++) {
      EgressRoutePolicy policy = policy(p, version);
      resources.add(policy);
      resources.addAll(RandomRoutes.following(policy, p, part -> roll(part, version)));
    }
    checks(resources, version).forEach(resources::add);
    resources.addAll(RandomRoutes.others(uplinks, part -> roll(part, version)));
    return RouterConfig.of(resources);
  }

  /** Returns the checks that candidates use, and now and then one that none does. */
  private List<HealthCheck> checks(List<Resource> resources, int version) {
    Set<String> used = new TreeSet<>();
    for (Resource resource : resources) {
      if (resource instanceof EgressRoutePolicy policy) {
        policy.candidates().forEach(c -> c.healthCheck().ifPresent(used::add));
      }
    }
    List<HealthCheck> checks = new ArrayList<>();
    for (Uplink uplink : uplinks) {
      for (IpFamily family : IpFamily.values()) {
        for (int which = 0; which < 2; which++) {
          String name = checkName(uplink, family, which);
          if (used.contains(name) || roll(name + " unused", version).nextInt(20) == 0) {
            checks.add(check(uplink, family, which, version));
          }
        }
      }
    }
    return checks;
  }

  /** Returns the dice of one part of the configuration, which not every version throws anew. */
  private SplittableRandom roll(String part, int version) {
    long own = seed * 0x9E3779B97F4A7C15L + part.hashCode();
    boolean anew =
        version > 0 && new SplittableRandom(own + 31L * version).nextInt(100) < CHANGED_PERCENT;
    return new SplittableRandom(anew ? own ^ (version * 0xC2B2AE3D27D4EB4FL) : own);
  }

  private static Resource link(Uplink uplink) {
    Metadata metadata = Metadata.named(uplink.resource());
    LinkName device = new LinkName(uplink.device());
    return uplink.tunnel()
        ? DsLiteTunnel.builder().metadata(metadata).tunnelName(device).build()
        : NetworkInterface.builder().metadata(metadata).ifname(device).build();
  }

  private static String checkName(Uplink uplink, IpFamily family, int which) {
    return "check" + uplink.number() + (family == IpFamily.IPV4 ? "-v4-" : "-v6-") + which;
  }

  private HealthCheck check(Uplink uplink, IpFamily family, int which, int version) {
    String name = checkName(uplink, family, which);
    SplittableRandom random = roll(name, version);
    Duration interval =
        Duration.ofMillis(List.of(500, 1000, 2000, 2000, 5000).get(random.nextInt(5)));
    int target = random.nextInt(2) + (family == IpFamily.IPV4 ? 0 : 2);
    HealthCheck.Builder check =
        HealthCheck.builder()
            .metadata(Metadata.named(name))
            .enabled(random.nextInt(20) > 0)
            .target(IpAddress.parse(Uplink.TARGETS.get(target)))
            .interval(interval)
            .timeout(random.nextBoolean() ? interval.dividedBy(2) : interval)
            .healthyThreshold(1 + random.nextInt(2))
            .unhealthyThreshold(1 + random.nextInt(3));
    switch (random.nextInt(5)) {
      case 0 -> check.sourceInterface(uplink.device());
      case 1 -> check.sourceInterface(uplink.resource());
      case 2 -> {
        if (!uplink.tunnel()) {
          String own = uplink.address(family).replaceFirst("/.*", "");
          check.sourceAddress(Expression.of(IpAddress.parse(own)));
        }
      }
      default -> {}
    }
    return check.build();
  }

  private EgressRoutePolicy policy(int number, int version) {
    String name = "policy" + number;
    SplittableRandom fixed = roll(name + " family", 0);
    SplittableRandom random = roll(name, version);
    IpFamily family = fixed.nextInt(3) == 0 ? IpFamily.IPV6 : IpFamily.IPV4;
    List<List<String>> choices = family == IpFamily.IPV4 ? DESTINATIONS_V4 : DESTINATIONS_V6;
    List<String> all = choices.get(fixed.nextInt(choices.size()));
    int used = all.size() > 1 && random.nextInt(3) == 0 ? all.size() - 1 : all.size();
    EgressRoutePolicy.Builder policy =
        EgressRoutePolicy.builder()
            .metadata(Metadata.named(name))
            .family(family)
            .hysteresis(Duration.ofSeconds(random.nextInt(longestHysteresis + 1)))
            .addAllDestinationCidrs(all.subList(0, used).stream().map(Cidr::parse).toList());
    List<Uplink> order = new ArrayList<>(uplinks);
    for (int i = order.size() - 1; i > 0; i--) {
      order.add(order.remove(random.nextInt(i + 1)));
    }
    int candidates = Math.min(order.size(), 1 + random.nextInt(4));
    order.subList(0, candidates).forEach(u -> policy.addCandidates(candidate(u, family, random)));
    return policy.build();
  }

  /** The next hop of an uplink is the same in all policies, so that they can share its checks. */
  private Candidate candidate(Uplink uplink, IpFamily family, SplittableRandom random) {
    Candidate.Builder candidate =
        Candidate.builder()
            .name(uplink.device())
            .enabled(random.nextInt(20) > 0)
            .weight(WEIGHTS.get(random.nextInt(WEIGHTS.size())));
    switch (random.nextInt(4)) {
      case 0 -> {}
      case 1 -> candidate.healthCheck(checkName(uplink, family, 1));
      default -> candidate.healthCheck(checkName(uplink, family, 0));
    }
    if (uplink.tunnel()) {
      return candidate.source(new ResourceRef("DSLiteTunnel", uplink.resource())).build();
    }
    boolean v4 = family == IpFamily.IPV4;
    switch (roll(uplink + " gateway " + family, 0).nextInt(4)) {
      case 0 ->
          candidate
              .source(uplink.lease(family))
              .gatewaySource(v4 ? GatewaySource.DHCPV4 : GatewaySource.DHCPV6);
      case 1 ->
          candidate
              .source(new ResourceRef("Interface", uplink.resource()))
              .gateway(Expression.reference("${" + uplink.lease(family) + ".status.gateway}"));
      default ->
          candidate
              .source(new ResourceRef("Interface", uplink.resource()))
              .gateway(Expression.of(IpAddress.parse(uplink.gateway(family, false))));
    }
    return candidate.build();
  }
}
