package net.routerd.model;

import net.routerd.model.net.LinkName;
import org.immutables.value.Value;

/**
 * A network device that the operating system made (KIND-4); {@code Interface} in configurations.
 */
@Value.Immutable
public non-sealed interface NetworkInterface extends Resource {

  /** The kind as configurations write it. */
  String KIND = "Interface";

  /**
   * Returns the device's name, which is its identity (RT-8).
   *
   * @return the name
   */
  LinkName ifname();

  @Override
  @Value.Derived
  @Value.Auxiliary
  default ResourceRef ref() {
    return new ResourceRef(KIND, metadata().name());
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
  final class Builder extends NetworkInterfaceBuilder {
    Builder() {}
  }
}
