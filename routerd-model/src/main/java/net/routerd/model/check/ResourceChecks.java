package net.routerd.model.check;

import static net.routerd.model.ProblemCode.DUPLICATE_CANDIDATE;
import static net.routerd.model.ProblemCode.DUPLICATE_VALUE;
import static net.routerd.model.ProblemCode.FAMILY_MISMATCH;
import static net.routerd.model.ProblemCode.MISSING_FIELD;
import static net.routerd.model.ProblemCode.WRONG_TYPE;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.ExternalResource;
import net.routerd.model.GatewaySource;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;

/** What makes a policy and an external resource legal on its own; throws with all findings. */
public final class ResourceChecks {

  private ResourceChecks() {}

  /**
   * Checks a policy (KIND-1).
   *
   * @param policy the policy
   */
  public static void check(EgressRoutePolicy policy) {
    Findings findings = new Findings();
    findings.duration("spec.hysteresis", policy.hysteresis(), Duration.ZERO);
    destinations(policy, findings);
    if (policy.candidates().isEmpty()) {
      findings.add("spec.candidates", MISSING_FIELD, "a policy needs one candidate or more");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < policy.candidates().size(); i++) {
      Candidate candidate = policy.candidates().get(i);
      if (!names.add(candidate.name())) {
        findings.add(
            new Field(i, "name").toString(),
            DUPLICATE_CANDIDATE,
            "another candidate of this policy is named '" + candidate.name() + "'; rename one");
      }
      findings.family(new Field(i, "gateway"), candidate.gateway(), policy.family(), "spec.family");
      gatewaySource(i, candidate.gatewaySource(), policy.family(), findings);
    }
    findings.throwIfAny(policy.ref().toString());
  }

  private static void destinations(EgressRoutePolicy policy, Findings findings) {
    Set<Cidr> seen = new HashSet<>();
    for (int i = 0; i < policy.destinationCidrs().size(); i++) {
      Cidr cidr = policy.destinationCidrs().get(i);
      String path = "spec.destinationCIDRs[" + i + "]";
      if (cidr.family() != policy.family()) {
        findings.add(
            path,
            FAMILY_MISMATCH,
            cidr + " is " + cidr.family() + ", the policy is " + policy.family(),
            "spec.family");
      }
      if (!seen.add(cidr)) {
        findings.add(path, DUPLICATE_VALUE, cidr + " stands here twice; leave one out");
      }
    }
  }

  private static void gatewaySource(
      int candidate, GatewaySource source, IpFamily family, Findings findings) {
    boolean fits =
        switch (source) {
          case NONE, STATIC -> true;
          case DHCPV4 -> family == IpFamily.IPV4;
          case DHCPV6 -> family == IpFamily.IPV6;
        };
    if (!fits) {
      findings.add(
          new Field(candidate, "gatewaySource").toString(),
          FAMILY_MISMATCH,
          source + " does not fit a policy of family " + family + " (GW-3)",
          "spec.family");
    }
  }

  /**
   * Checks that what is carried through can be written and read again (RES-13, RES-14).
   *
   * @param resource the resource
   */
  public static void check(ExternalResource resource) {
    Findings findings = new Findings();
    carried("spec", resource.spec(), findings);
    findings.throwIfAny(resource.ref().toString());
  }

  private static void carried(String path, Object value, Findings findings) {
    switch (value) {
      case String text -> {}
      case Map<?, ?> map -> map.forEach((k, v) -> carried(path + "." + k, v, findings));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          carried(path + "[" + i + "]", list.get(i), findings);
        }
      }
      default ->
          findings.add(
              path,
              WRONG_TYPE,
              "the specification of an external resource holds text, lists and maps, not "
                  + value.getClass().getSimpleName()
                  + "; write it as text");
    }
  }
}
