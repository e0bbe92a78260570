package net.routerd.model.check;

import static net.routerd.model.ProblemCode.FIELD_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.ILLEGAL_NAME;
import static net.routerd.model.ProblemCode.INVALID_VALUE;
import static net.routerd.model.ProblemCode.MISSING_FIELD;

import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.IpAddress;

/** What makes a candidate legal on its own; the paths begin at the candidate. */
public final class CandidateChecks {

  private CandidateChecks() {}

  /**
   * Checks a candidate (KIND-1, GW-1 to GW-3); throws with all findings.
   *
   * @param candidate the candidate
   */
  public static void check(Candidate candidate) {
    Findings findings = new Findings();
    if (candidate.name().isBlank()) {
      findings.add("name", INVALID_VALUE, "a name is not blank; leave it out for the default");
    }
    findings.range("weight", candidate.weight(), 0, Candidate.LARGEST_WEIGHT);
    findings.device("device", candidate.device());
    if (candidate.device().isEmpty() && candidate.source().isEmpty()) {
      findings.add("", MISSING_FIELD, "set device or source", "device", "source");
    }
    candidate.healthCheck().ifPresent(name -> healthCheck(name, findings));
    gateway(candidate, findings);
    if (candidate.onlink() && candidate.gateway().isEmpty() && !leased(candidate)) {
      findings.add(
          "onlink",
          FIELD_NOT_ALLOWED,
          "there is no gateway that could be on the link; set gateway or leave onlink out",
          "gateway",
          "gatewaySource");
    }
    findings.throwIfAny("");
  }

  private static void healthCheck(String name, Findings findings) {
    try {
      var _ = new ResourceRef(HealthCheck.KIND, name);
    } catch (IllegalArgumentException e) {
      findings.add("healthCheck", ILLEGAL_NAME, e.getMessage() + "; write the check's name alone");
    }
  }

  private static boolean leased(Candidate candidate) {
    return switch (candidate.gatewaySource()) {
      case DHCPV4, DHCPV6 -> true;
      case NONE, STATIC -> false;
    };
  }

  private static void gateway(Candidate candidate, Findings findings) {
    Optional<Expression<IpAddress>> gateway = candidate.gateway();
    switch (candidate.gatewaySource()) {
      case NONE -> {
        if (gateway.isPresent()) {
          findings.add(
              "gateway",
              FIELD_NOT_ALLOWED,
              "gatewaySource none forbids a gateway (GW-1); leave one of the two out",
              "gatewaySource");
        }
      }
      case STATIC -> {
        if (gateway.isEmpty()) {
          findings.add(
              "gateway",
              MISSING_FIELD,
              "gatewaySource static needs a gateway (GW-2)",
              "gatewaySource");
        }
      }
      case DHCPV4, DHCPV6 -> lease(candidate, findings);
    }
  }

  private static void lease(Candidate candidate, Findings findings) {
    Optional<Expression<IpAddress>> gateway = candidate.gateway();
    if (gateway.isPresent() && gateway.get() instanceof Expression.Literal) {
      findings.add(
          "gateway",
          FIELD_NOT_ALLOWED,
          "gatewaySource "
              + candidate.gatewaySource()
              + " forbids a literal gateway (GW-3); leave gateway out, refer to a lease's status,"
              + " or write gatewaySource: static",
          "gatewaySource");
    } else if (gateway.isEmpty() && candidate.source().isEmpty()) {
      findings.add(
          "source",
          MISSING_FIELD,
          "gatewaySource "
              + candidate.gatewaySource()
              + " takes the gateway of source or of a reference in gateway (GW-3); set one",
          "gatewaySource",
          "gateway");
    }
  }
}
