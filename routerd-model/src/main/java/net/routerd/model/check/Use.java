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
 * @param field the field
 * @param reference what it refers to
 * @param wanted the types that fit
 */
record Use(Field field, StatusReference reference, Set<StatusFieldType> wanted) {

  private static final Set<StatusFieldType> ONE_DEVICE = Set.of(DEVICE);
  private static final Set<StatusFieldType> ONE_ADDRESS = Set.of(ADDRESS);
  private static final Set<StatusFieldType> PREFIXES = Set.of(CIDR, CIDR_LIST);

  /** Returns every reference that a resource holds, in the order of its fields. */
  static List<Use> in(Resource resource) {
    return switch (resource) {
      case EgressRoutePolicy policy -> {
        List<Use> uses = new ArrayList<>();
        for (int i = 0; i < policy.candidates().size(); i++) {
          Candidate candidate = policy.candidates().get(i);
          add(uses, new Field(i, "device"), candidate.device(), ONE_DEVICE);
          add(uses, new Field(i, "gateway"), candidate.gateway(), ONE_ADDRESS);
        }
        yield uses;
      }
      case HealthCheck check -> {
        List<Use> uses = new ArrayList<>();
        add(uses, Field.of("sourceAddress"), check.sourceAddress(), ONE_ADDRESS);
        add(uses, Field.of("via"), check.via(), ONE_ADDRESS);
        yield uses;
      }
      case IpRoute route -> {
        List<Use> uses = new ArrayList<>();
        add(uses, Field.of("destination"), Optional.of(route.destination()), PREFIXES);
        add(uses, Field.of("device"), route.device(), ONE_DEVICE);
        add(uses, Field.of("gateway"), route.gateway(), ONE_ADDRESS);
        add(uses, Field.of("preferredSource"), route.preferredSource(), ONE_ADDRESS);
        yield uses;
      }
      default -> List.of();
    };
  }

  private static <T> void add(
      List<Use> uses, Field field, Optional<Expression<T>> value, Set<StatusFieldType> wanted) {
    if (value.isPresent() && value.get() instanceof Expression.Reference<T>(var reference)) {
      uses.add(new Use(field, reference, wanted));
    }
  }
}
