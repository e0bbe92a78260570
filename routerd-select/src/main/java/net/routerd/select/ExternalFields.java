package net.routerd.select;

import java.util.List;
import java.util.Set;
import net.routerd.model.ResourceRef;
import net.routerd.model.StatusReference;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.select.resolve.Resolution;
import org.jspecify.annotations.Nullable;

/** What the embedding program published, as references and readiness see it (RES-13, RDY-1). */
final class ExternalFields {

  private static final Set<String> READY =
      Set.of("Applied", "Bound", "Connected", "Healthy", "Installed", "Ready", "Running", "Up");

  private ExternalFields() {}

  static boolean isReady(Published published, Moment now) {
    return !published.isExpired(now) && READY.contains(published.status().phase());
  }

  static Resolution<Object> get(
      @Nullable Published published, StatusReference reference, Moment now) {
    ResourceRef ref = reference.resource();
    if (published == null) {
      return new Resolution.Unresolved<>(ref + " has published no status");
    }
    if (published.isExpired(now)) {
      return new Resolution.Unresolved<>(ref + ": the status has expired");
    }
    Object value = published.status().fields().get(reference.field());
    if (value == null && reference.field().equals("device")) {
      value = published.status().fields().get("interface"); // two names for the same thing
    }
    return value == null
        ? new Resolution.Unresolved<>(ref + " publishes no " + reference.field() + " yet")
        : typed(value, reference);
  }

  private static Resolution<Object> typed(Object value, StatusReference reference) {
    if (value instanceof List<?>) {
      return new Resolution.Unresolved<>(reference + " is a list");
    }
    String text = value.toString();
    try {
      return new Resolution.Value<>(
          switch (reference.field()) {
            case "device", "interface" -> new LinkName(text);
            default -> IpAddress.parse(text);
          });
    } catch (IllegalArgumentException e) {
      return new Resolution.Unresolved<>(reference + ": " + e.getMessage());
    }
  }
}
