package net.routerd.model.check;

import static net.routerd.model.ProblemCode.FAMILY_MISMATCH;
import static net.routerd.model.ProblemCode.FIELD_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.MISSING_FIELD;
import static net.routerd.model.ProblemCode.OUT_OF_RANGE;

import java.util.Optional;
import java.util.stream.Stream;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.IpRoute;
import net.routerd.model.StatusReference;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;

/** What makes a route legal on its own (KIND-3). */
public final class RouteChecks {

  private static final long LARGEST_METRIC = 0xFFFFFFFFL;

  private RouteChecks() {}

  /**
   * Checks a route; throws with all findings.
   *
   * @param route the route
   */
  public static void check(IpRoute route) {
    Findings findings = new Findings();
    if (route.destination() instanceof Expression.Literal<Cidr>(Cidr cidr)
        && cidr.family() != route.family()) {
      findings.add(
          "spec.destination",
          FAMILY_MISMATCH,
          cidr
              + " is "
              + cidr.family()
              + "; use an "
              + (cidr.family().bits() == 32 ? "IPv4Route" : "IPv6Route"));
    }
    findings.device("spec.device", route.device());
    findings.family(Field.of("gateway"), route.gateway(), route.family(), "kind");
    findings.family(Field.of("preferredSource"), route.preferredSource(), route.family(), "kind");
    nextHop(route, findings);
    findings.range("spec.metric", route.metric(), 0, LARGEST_METRIC);
    table(route, findings);
    standby(route, findings);
    findings.throwIfAny(route.ref().toString());
  }

  private static void nextHop(IpRoute route, Findings findings) {
    if (route.type() == RouteType.UNICAST) {
      if (route.device().isEmpty() && route.gateway().isEmpty()) {
        findings.add(
            "spec",
            MISSING_FIELD,
            "set device or gateway",
            "spec.device",
            "spec.gateway",
            "spec.type");
      }
      return;
    }
    forbid("device", route.device().isPresent(), route, findings);
    forbid("gateway", route.gateway().isPresent(), route, findings);
    forbid("onlink", route.onlink(), route, findings);
    forbid("standby", route.standby(), route, findings);
  }

  private static void forbid(String field, boolean present, IpRoute route, Findings findings) {
    if (present) {
      findings.add(
          "spec." + field,
          FIELD_NOT_ALLOWED,
          "a route of type " + route.type() + " leads nowhere; leave " + field + " out",
          "spec.type");
    }
  }

  private static void table(IpRoute route, Findings findings) {
    long last = RouteTable.FIRST_PROBE_TABLE + RouteTable.PROBE_TABLES - 1;
    if (route.table().id() >= RouteTable.FIRST_PROBE_TABLE && route.table().id() <= last) {
      findings.add(
          "spec.table",
          OUT_OF_RANGE,
          "the tables "
              + RouteTable.FIRST_PROBE_TABLE
              + " to "
              + last
              + " are routerd's own, for the paths of probes; choose another");
    }
  }

  private static void standby(IpRoute route, Findings findings) {
    if (route.standbyMetric() < 0 || route.standby() && route.standbyMetric() > LARGEST_METRIC) {
      findings.range("spec.standbyMetric", route.standbyMetric(), 0, LARGEST_METRIC);
    } else if (route.standby() && route.standbyMetric() <= route.effectiveMetric()) {
      findings.add(
          "spec.standbyMetric",
          OUT_OF_RANGE,
          "must be larger than the metric of the route, "
              + route.effectiveMetric()
              + ", else the kernel prefers the standby",
          "spec.metric");
    }
    if (route.standby() && route.type() == RouteType.UNICAST && !followsPolicy(route)) {
      findings.add(
          "spec.standby",
          FIELD_NOT_ALLOWED,
          "only a route whose device or gateway refers to an EgressRoutePolicy has a standby"
              + " (RT-11); leave standby out",
          "spec.device",
          "spec.gateway");
    }
  }

  private static boolean followsPolicy(IpRoute route) {
    return Stream.of(
            route.device().flatMap(Expression::asReference),
            route.gateway().flatMap(Expression::asReference))
        .flatMap(Optional::stream)
        .map(StatusReference::resource)
        .anyMatch(ref -> ref.kind().equals(EgressRoutePolicy.KIND));
  }
}
