package net.routerd.model;

import net.routerd.model.net.LinkName;
import org.immutables.value.Value;

/** A DS-Lite tunnel (RFC 6333) that the appliance made and routerd observes (KIND-5). */
@Value.Immutable
public non-sealed interface DsLiteTunnel extends Resource {

  /** The kind as configurations write it. */
  String KIND = "DSLiteTunnel";

  /**
   * Returns the name of the tunnel device.
   *
   * @return the resource's name unless set
   */
  default LinkName tunnelName() {
    return new LinkName(metadata().name());
  }

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
  final class Builder extends DsLiteTunnelBuilder {
    Builder() {}
  }
}
