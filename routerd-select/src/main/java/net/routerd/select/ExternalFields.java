package net.routerd.select;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.routerd.model.ExternalKind;
import net.routerd.model.ResourceRef;
import net.routerd.model.StatusFieldType;
import net.routerd.model.StatusReference;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.select.resolve.Resolution;
import org.jspecify.annotations.Nullable;

/** What the embedding program published, as references and readiness see it (RES-13, RDY-1). */
final class ExternalFields {

  private static final Set<String> READY =
      Set.of("Applied", "Bound", "Connected", "Healthy", "Installed", "Ready", "Running", "Up");

  private ExternalFields() {}

  static boolean isReady(Published published) {
    return READY.contains(published.status().phase());
  }

  static Resolution<Object> get(
      @Nullable Published published,
      @Nullable ExternalKind kind,
      StatusReference reference,
      Predicate<Published> expired) {
    ResourceRef ref = reference.resource();
    if (published == null) {
      return new Resolution.Unresolved<>(ref + " has published no status");
    }
    if (expired.test(published)) {
      return new Resolution.Unresolved<>(ref + ": the status has expired");
    }
    Object value = published.status().fields().get(reference.field());
    if (value == null && reference.field().equals("device")) {
      value = published.status().fields().get("interface"); // two names for the same thing
    }
    return value == null
        ? new Resolution.Unresolved<>(ref + " publishes no " + reference.field() + " yet")
        : typed(value, kind == null ? null : kind.statusFields().get(reference.field()), reference);
  }

  /** Reads a value as the type that the field was registered with; as it is, it has none. */
  private static Resolution<Object> typed(
      Object value, @Nullable StatusFieldType type, StatusReference reference) {
    try {
      return switch (type) {
        case DEVICE -> new Resolution.Value<>(new LinkName(value.toString()));
        case ADDRESS -> new Resolution.Value<>(IpAddress.parse(value.toString()));
        case CIDR -> new Resolution.Value<>(Cidr.parse(value.toString()));
        case CIDR_LIST -> new Resolution.Value<>(prefixes(value));
        case TEXT, INTEGER, DURATION, ADDRESS_LIST -> cannotStand(reference, value);
        case null -> cannotStand(reference, value);
      };
    } catch (IllegalArgumentException e) {
      return new Resolution.Unresolved<>(reference + ": " + e.getMessage());
    }
  }

  private static List<Cidr> prefixes(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(prefix -> Cidr.parse(prefix.toString())).toList()
        : List.of(Cidr.parse(value.toString()));
  }

  private static Resolution<Object> cannotStand(StatusReference reference, Object value) {
    return new Resolution.Unresolved<>(
        reference + " is \"" + value + "\", neither a device nor an address nor prefixes");
  }
}
