package net.routerd.model;

import net.routerd.model.check.RouteChecks;
import net.routerd.model.net.IpFamily;
import org.immutables.value.Value;

/** An IPv4 route (KIND-3). */
@Value.Immutable
public non-sealed interface IPv4Route extends IpRoute {

  /** The kind as configurations write it. */
  String KIND = "IPv4Route";

  @Override
  @Value.NonAttribute
  default IpFamily family() {
    return IpFamily.IPV4;
  }

  @Override
  @Value.Derived
  @Value.Auxiliary
  default ResourceRef ref() {
    return new ResourceRef(KIND, metadata().name());
  }

  /** Checks what can be checked without other resources (KIND-3). */
  @Value.Check
  default void check() {
    RouteChecks.check(this);
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
  final class Builder extends IPv4RouteBuilder {
    Builder() {}
  }
}
