package net.routerd.model.check;

import static net.routerd.model.StatusFieldType.ADDRESS;
import static net.routerd.model.StatusFieldType.CIDR;
import static net.routerd.model.StatusFieldType.CIDR_LIST;
import static net.routerd.model.StatusFieldType.DEVICE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.Resource;
import net.routerd.model.StatusFieldType;
import net.routerd.model.StatusReference;

/**
 * A field that refers to a status (REF-1).
 *
 * @param path the field
 * @param reference what it refers to
 * @param wanted the types that fit
 */
record Use(String path, StatusReference reference, Set<StatusFieldType> wanted) {

  /** Returns every reference that a resource holds, in the order of its fields. */
  static List<Use> in(Resource resource) {
    List<Use> uses = new ArrayList<>();
    switch (resource) {
      case EgressRoutePolicy policy -> {
        for (int i = 0; i < policy.candidates().size(); i++) {
          Candidate candidate = policy.candidates().get(i);
          add(uses, "spec.candidates[" + i + "].device", candidate.device(), DEVICE);
          add(uses, "spec.candidates[" + i + "].gateway", candidate.gateway(), ADDRESS);
        }
      }
      case HealthCheck check -> {
        add(uses, "spec.sourceAddress", check.sourceAddress(), ADDRESS);
        add(uses, "spec.via", check.via(), ADDRESS);
      }
      case IpRoute route -> {
        add(uses, "spec.destination", Optional.of(route.destination()), CIDR, CIDR_LIST);
        add(uses, "spec.device", route.device(), DEVICE);
        add(uses, "spec.gateway", route.gateway(), ADDRESS);
        add(uses, "spec.preferredSource", route.preferredSource(), ADDRESS);
      }
      default -> {}
    }
    return uses;
  }

  private static <T> void add(
      List<Use> uses, String path, Optional<Expression<T>> field, StatusFieldType... wanted) {
    field
        .flatMap(Expression::asReference)
        .ifPresent(reference -> uses.add(new Use(path, reference, Set.of(wanted))));
  }
}
