package net.routerd.model;

import java.util.Map;
import org.immutables.value.Value;

/** What every resource carries beside its specification. */
@Value.Immutable
public interface Metadata {

  /**
   * Returns the name, unique among the resources of its kind (RES-3).
   *
   * @return a DNS-1123 subdomain
   */
  String name();

  /**
   * Returns the labels; recorded, without meaning to routerd.
   *
   * @return the labels in the order written
   */
  Map<String, String> labels();

  /**
   * Returns the annotations; recorded, without meaning to routerd.
   *
   * @return the annotations in the order written
   */
  Map<String, String> annotations();

  /** Checks the name (RES-2). */
  @Value.Check
  default void check() {
    Names.check(name());
  }

  /**
   * Returns metadata that is only a name.
   *
   * @param name the name
   * @return the metadata
   */
  static Metadata named(String name) {
    return builder().name(name).build();
  }

  /**
   * Starts a new one.
   *
   * @return a builder
   */
  static Builder builder() {
    return new Builder();
  }

  /** Builds one; throws {@link IllegalStateException} while something required is missing. */
  final class Builder extends MetadataBuilder {
    Builder() {}
  }
}
