package net.routerd.model.check;

import static net.routerd.model.ProblemCode.DESTINATION_OUTSIDE_POLICY;
import static net.routerd.model.ProblemCode.REFERENCE_TYPE_MISMATCH;
import static net.routerd.model.ProblemCode.UNKNOWN_STATUS_FIELD;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.IpRoute;
import net.routerd.model.ResourceRef;
import net.routerd.model.StatusFieldType;
import net.routerd.model.StatusReference;
import net.routerd.model.check.Dependencies.Vertex;
import net.routerd.model.net.Cidr;

/**
 * References lead to fields that exist and fit (REF-2), routes stay inside their policy (REF-7).
 */
final class ReferenceChecks {

  private final ConfigChecks checks;
  private final Dependencies dependencies;

  ReferenceChecks(ConfigChecks checks, Dependencies dependencies) {
    this.checks = checks;
    this.dependencies = dependencies;
  }

  void run() {
    for (Vertex vertex : dependencies.vertices()) {
      vertex.uses.forEach(use -> check(vertex.resource.ref(), use));
      if (vertex.resource instanceof IpRoute route) {
        insidePolicies(route);
      }
    }
  }

  private void check(ResourceRef user, Use use) {
    StatusReference reference = use.reference();
    if (!checks.requireExists(user, use.field(), reference.resource())) {
      return;
    }
    var fields = checks.fieldsOf(reference.resource().kind());
    StatusFieldType type = fields.get(reference.field());
    if (type == null) {
      checks.report(
          user,
          use.field().toString(),
          UNKNOWN_STATUS_FIELD,
          reference.resource().kind()
              + " publishes no status field "
              + reference.field()
              + Nearest.hint(reference.field(), fields.keySet())
              + "; it publishes "
              + String.join(", ", new TreeSet<>(fields.keySet())));
    } else if (!use.wanted().contains(type)) {
      checks.report(
          user,
          use.field().toString(),
          REFERENCE_TYPE_MISMATCH,
          "status."
              + reference.field()
              + " is "
              + word(type)
              + "; wanted is "
              + use.wanted().stream()
                  .sorted()
                  .map(ReferenceChecks::word)
                  .collect(Collectors.joining(" or ")));
    }
  }

  private static String word(StatusFieldType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void insidePolicies(IpRoute route) {
    List<Cidr> destinations = destinations(checks, route);
    if (!insidePolicy(route, "spec.device", route.device(), destinations)) {
      return; // the gateway of the same policy would only say it again
    }
    insidePolicy(route, "spec.gateway", route.gateway(), destinations);
  }

  private <T> boolean insidePolicy(
      IpRoute route, String path, Optional<Expression<T>> field, List<Cidr> destinations) {
    Optional<EgressRoutePolicy> policy =
        field.flatMap(Expression::asReference).flatMap(reference -> policy(reference.resource()));
    for (Cidr destination : policy.isEmpty() ? List.<Cidr>of() : destinations) {
      List<Cidr> managed = policy.get().managedDestinations();
      if (managed.stream().noneMatch(cidr -> cidr.contains(destination))) {
        checks.report(
            route.ref(),
            "spec.destination",
            DESTINATION_OUTSIDE_POLICY,
            destination
                + " is outside of what "
                + policy.get().ref()
                + " (in "
                + path
                + ") manages: "
                + managed.stream().limit(8).map(Cidr::toString).collect(Collectors.joining(", "))
                + (managed.size() > 8 ? ", …" : ""));
        return false;
      }
    }
    return true;
  }

  /** Returns where a route leads, as far as that is known before anything runs. */
  static List<Cidr> destinations(ConfigChecks checks, IpRoute route) {
    return switch (route.destination()) {
      case Expression.Literal<Cidr>(Cidr cidr) -> List.of(cidr);
      case Expression.Reference<Cidr>(StatusReference reference) ->
          reference.field().equals("destinationCIDRs")
                  && checks.resources.get(reference.resource()) instanceof EgressRoutePolicy policy
              ? policy.managedDestinations()
              : List.of();
    };
  }

  private Optional<EgressRoutePolicy> policy(ResourceRef ref) {
    return checks.resources.get(ref) instanceof EgressRoutePolicy policy
        ? Optional.of(policy)
        : Optional.empty();
  }
}
