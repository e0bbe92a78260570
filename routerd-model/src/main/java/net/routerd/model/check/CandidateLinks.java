package net.routerd.model.check;

import static net.routerd.model.ProblemCode.AMBIGUOUS_SOURCE_INTERFACE;
import static net.routerd.model.ProblemCode.INVALID_DEVICE_NAME;
import static net.routerd.model.ProblemCode.MISSING_FIELD;
import static net.routerd.model.ProblemCode.SHARED_CHECK_PATHS_DIFFER;
import static net.routerd.model.ProblemCode.SOURCE_KIND_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.TARGET_FAMILY_MISMATCH;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Where a check was first used, and which way that candidate goes. */
  private record FirstUse(
      String place, Expression<LinkName> device, Optional<Expression<IpAddress>> gateway) {}

  CandidateLinks(ConfigChecks checks) {
    this.checks = checks;
  }

  void run() {
    Map<String, Set<ResourceRef>> named = devicesByName();
    for (Resource resource : checks.resources.values()) {
      if (resource instanceof EgressRoutePolicy policy) {
        for (int i = 0; i < policy.candidates().size(); i++) {
          String path = "spec.candidates[" + i + "]";
          Candidate candidate = policy.candidates().get(i);
          candidate.source().ifPresent(source -> source(policy, path, candidate, source));
          candidate.healthCheck().ifPresent(name -> check(policy, path, candidate, name));
        }
      }
      if (resource instanceof HealthCheck check) {
        check.sourceInterface().ifPresent(name -> pin(check, name, named));
      }
    }
  }

  private void source(
      EgressRoutePolicy policy, String path, Candidate candidate, ResourceRef source) {
    String kind = source.kind();
    boolean ownLink = kind.equals(NetworkInterface.KIND) || kind.equals(DsLiteTunnel.KIND);
    if (!checks.requireExists(policy.ref(), path + ".source", source)) {
      return;
    }
    if (!ownLink && !checks.externalKinds.containsKey(kind)) {
      checks.report(
          policy.ref(),
          path + ".source",
          SOURCE_KIND_NOT_ALLOWED,
          "a candidate's source is an Interface, a DSLiteTunnel or an external kind, not " + kind);
      return;
    }
    if (candidate.device().isEmpty()
        && !ownLink
        && checks.fieldsOf(kind).get("device") != StatusFieldType.DEVICE) {
      checks.report(
          policy.ref(), path, MISSING_FIELD, kind + " publishes no status.device; set device");
    }
    boolean leased =
        candidate.gatewaySource() == GatewaySource.DHCPV4
            || candidate.gatewaySource() == GatewaySource.DHCPV6;
    if (leased
        && candidate.gateway().isEmpty()
        && checks.fieldsOf(kind).get("gateway") != StatusFieldType.ADDRESS) {
      checks.report(
          policy.ref(),
          path,
          MISSING_FIELD,
          kind + " publishes no status.gateway; set gateway to a reference to a lease (GW-3)");
    }
  }

  private void check(EgressRoutePolicy policy, String path, Candidate candidate, String name) {
    String field = path + ".healthCheck";
    String place = policy.ref() + " " + path;
    FirstUse use = new FirstUse(place, candidate.effectiveDevice(), gateway(candidate));
    FirstUse first = firstUses.putIfAbsent(name, use);
    if (first != null
        && !(first.device().equals(use.device()) && first.gateway().equals(use.gateway()))) {
      checks.report(
          policy.ref(),
          field,
          SHARED_CHECK_PATHS_DIFFER,
          "one check has one path (HC-6): "
              + first.place()
              + " uses this check with another device or gateway; give each its own HealthCheck");
    }
    ResourceRef ref = new ResourceRef(HealthCheck.KIND, name);
    if (checks.requireExists(policy.ref(), field, ref)
        && checks.resources.get(ref) instanceof HealthCheck check
        && check.target().family() != policy.family()) {
      checks.report(
          policy.ref(),
          field,
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

  private Map<String, Set<ResourceRef>> devicesByName() {
    Map<String, Set<ResourceRef>> named = new TreeMap<>();
    for (Resource resource : checks.resources.values()) {
      if (resource instanceof NetworkInterface
          || resource instanceof DsLiteTunnel
          || resource instanceof ExternalResource) {
        named.computeIfAbsent(resource.ref().name(), n -> new TreeSet<>()).add(resource.ref());
      }
    }
    return named;
  }

  private void pin(HealthCheck check, String name, Map<String, Set<ResourceRef>> named) {
    Set<ResourceRef> meant = named.getOrDefault(name, Set.of());
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
