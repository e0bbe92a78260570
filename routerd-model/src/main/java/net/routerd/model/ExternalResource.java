package net.routerd.model;

import java.util.Map;
import net.routerd.model.check.ResourceChecks;
import org.immutables.value.Value;

/**
 * A resource of a kind that the embedding program owns (RES-13); its specification is carried
 * through unread.
 */
@Value.Immutable
public non-sealed interface ExternalResource extends Resource {

  /**
   * Returns the kind, one that is registered as an {@link ExternalKind}.
   *
   * @return the kind
   */
  String kind();

  /**
   * Returns the specification as written: maps, lists and scalars as text.
   *
   * @return the specification
   */
  Map<String, Object> spec();

  @Override
  @Value.Derived
  @Value.Auxiliary
  default ResourceRef ref() {
    return new ResourceRef(kind(), metadata().name());
  }

  /** Checks that the specification is text, lists and maps (RES-13). */
  @Value.Check
  default void check() {
    ResourceChecks.check(this);
  }

  /**
   * Starts a new one.
   *
   * @return a builder
   */
  static Builder builder() {
    return new Builder();
  }

  /**
   * Builds one; throws {@link IllegalStateException} while something required is missing and {@link
   * ConfigException} with everything that is wrong.
   */
  final class Builder extends ExternalResourceBuilder {
    Builder() {}
  }
}
