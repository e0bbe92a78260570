package net.routerd.model.check;

import static net.routerd.model.ProblemCode.AMBIGUOUS_SOURCE_INTERFACE;
import static net.routerd.model.ProblemCode.INVALID_DEVICE_NAME;
import static net.routerd.model.ProblemCode.MISSING_FIELD;
import static net.routerd.model.ProblemCode.SHARED_CHECK_PATHS_DIFFER;
import static net.routerd.model.ProblemCode.SOURCE_KIND_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.TARGET_FAMILY_MISMATCH;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.ExternalResource;
import net.routerd.model.GatewaySource;
import net.routerd.model.HealthCheck;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.StatusFieldType;
import net.routerd.model.StatusReference;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/** What candidates name: their sources and their checks (KIND-1, GW-3, HC-4, HC-6). */
final class CandidateLinks {

  private final ConfigChecks checks;
  private final Map<String, FirstUse> firstUses = new HashMap<>();

  /** Where a check was first used. */
  private record FirstUse(ResourceRef policy, int index, Candidate candidate) {

    boolean goesTheWayOf(Candidate other) {
      return candidate.effectiveDevice().equals(other.effectiveDevice())
          && gateway(candidate).equals(gateway(other));
    }
  }

  CandidateLinks(ConfigChecks checks) {
    this.checks = checks;
  }

  void run() {
    for (EgressRoutePolicy policy : checks.policies) {
      for (int i = 0; i < policy.candidates().size(); i++) {
        candidate(policy, i, policy.candidates().get(i));
      }
    }
    Map<String, List<ResourceRef>> named = devicesByName();
    for (HealthCheck check : checks.healthChecks) {
      check.sourceInterface().ifPresent(name -> pin(check, name, named));
    }
  }

  private void candidate(EgressRoutePolicy policy, int index, Candidate candidate) {
    if (candidate.source().isPresent()) {
      source(policy, index, candidate, candidate.source().get());
    }
    if (candidate.healthCheck().isPresent()) {
      check(policy, index, candidate, candidate.healthCheck().get());
    }
  }

  private static String path(int index) {
    return "spec.candidates[" + index + "]";
  }

  private void source(
      EgressRoutePolicy policy, int index, Candidate candidate, ResourceRef source) {
    Field field = new Field(index, "source");
    String kind = source.kind();
    boolean ownLink = kind.equals(NetworkInterface.KIND) || kind.equals(DsLiteTunnel.KIND);
    if (!checks.requireExists(policy.ref(), field, source)) {
      return;
    }
    if (!ownLink && !checks.externalKinds.containsKey(kind)) {
      checks.report(
          policy.ref(),
          field.toString(),
          SOURCE_KIND_NOT_ALLOWED,
          "a candidate's source is an Interface, a DSLiteTunnel or an external kind, not " + kind);
      return;
    }
    if (candidate.device().isEmpty()
        && !ownLink
        && checks.fieldsOf(kind).get("device") != StatusFieldType.DEVICE) {
      checks.report(
          policy.ref(),
          path(index),
          MISSING_FIELD,
          kind + " publishes no status.device; set device");
    }
    boolean leased =
        candidate.gatewaySource() == GatewaySource.DHCPV4
            || candidate.gatewaySource() == GatewaySource.DHCPV6;
    if (leased
        && candidate.gateway().isEmpty()
        && checks.fieldsOf(kind).get("gateway") != StatusFieldType.ADDRESS) {
      checks.report(
          policy.ref(),
          path(index),
          MISSING_FIELD,
          kind + " publishes no status.gateway; set gateway to a reference to a lease (GW-3)");
    }
  }

  private void check(EgressRoutePolicy policy, int index, Candidate candidate, String name) {
    Field field = new Field(index, "healthCheck");
    FirstUse first = firstUses.putIfAbsent(name, new FirstUse(policy.ref(), index, candidate));
    if (first != null && !first.goesTheWayOf(candidate)) {
      checks.report(
          policy.ref(),
          field.toString(),
          SHARED_CHECK_PATHS_DIFFER,
          "one check has one path (HC-6): "
              + first.policy()
              + " "
              + path(first.index())
              + " uses this check with another device or gateway; give each its own HealthCheck");
    }
    ResourceRef ref = new ResourceRef(HealthCheck.KIND, name);
    if (checks.requireExists(policy.ref(), field, ref)
        && checks.resources.get(ref) instanceof HealthCheck check
        && check.target().family() != policy.family()) {
      checks.report(
          policy.ref(),
          field.toString(),
          TARGET_FAMILY_MISMATCH,
          ref + " probes " + check.target() + ", the policy is " + policy.family() + " (HC-6)");
    }
  }

  /** Two ways to write one gateway are equal: a lease's own and a reference to it. */
  private static Optional<Expression<IpAddress>> gateway(Candidate candidate) {
    return switch (candidate.gatewaySource()) {
      case NONE, STATIC -> candidate.gateway();
      case DHCPV4, DHCPV6 ->
          candidate
              .gateway()
              .or(
                  () ->
                      candidate
                          .source()
                          .map(s -> new Expression.Reference<>(new StatusReference(s, "gateway"))));
    };
  }

  private Map<String, List<ResourceRef>> devicesByName() {
    Map<String, List<ResourceRef>> named = new HashMap<>();
    if (checks.healthChecks.stream().allMatch(check -> check.sourceInterface().isEmpty())) {
      return named; // which is common, and nobody asks
    }
    for (Resource resource : checks.resources.values()) {
      if (resource instanceof NetworkInterface
          || resource instanceof DsLiteTunnel
          || resource instanceof ExternalResource) {
        named.computeIfAbsent(resource.ref().name(), n -> new ArrayList<>(1)).add(resource.ref());
      }
    }
    return named;
  }

  private void pin(HealthCheck check, String name, Map<String, List<ResourceRef>> named) {
    List<ResourceRef> meant = named.getOrDefault(name, List.of());
    if (meant.size() > 1) {
      checks.report(
          check.ref(),
          "spec.sourceInterface",
          AMBIGUOUS_SOURCE_INTERFACE,
          "could be any of " + meant + "; rename all but one");
    } else if (meant.isEmpty() && !checks.anythingBroken()) {
      try {
        var _ = new LinkName(name);
      } catch (IllegalArgumentException e) {
        checks.report(
            check.ref(),
            "spec.sourceInterface",
            INVALID_DEVICE_NAME,
            "no resource has this name, and it is no device: " + e.getMessage());
      }
    }
  }
}
