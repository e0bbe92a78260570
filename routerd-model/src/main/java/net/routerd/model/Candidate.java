package net.routerd.model;

import java.util.Optional;
import net.routerd.model.check.CandidateChecks;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import org.immutables.value.Value;

/** One way out that a policy may select (KIND-1). */
@Value.Immutable
public interface Candidate {

  /** The largest weight. */
  int LARGEST_WEIGHT = 1_000_000;

  /**
   * Returns the name, unique in its policy.
   *
   * @return the name
   */
  String name();

  /**
   * Tells whether the candidate takes part at all.
   *
   * @return true unless set
   */
  default boolean enabled() {
    return true;
  }

  /**
   * Returns the resource whose readiness the candidate shares.
   *
   * @return an Interface, a DSLiteTunnel or a resource of an external kind
   */
  Optional<ResourceRef> source();

  /**
   * Returns the outgoing device, where it is not the device of the source.
   *
   * @return the device or a reference to it
   */
  Optional<Expression<LinkName>> device();

  /**
   * Returns how the gateway is found.
   *
   * @return static where a gateway is set, else none
   */
  default GatewaySource gatewaySource() {
    return gateway().isPresent() ? GatewaySource.STATIC : GatewaySource.NONE;
  }

  /**
   * Returns the next router.
   *
   * @return an address or a reference to one
   */
  Optional<Expression<IpAddress>> gateway();

  /**
   * Tells whether the gateway is taken as on the link although no connected prefix holds it.
   *
   * @return false unless set
   */
  default boolean onlink() {
    return false;
  }

  /**
   * Returns the weight; the highest among the ready ones wins (SEL-2).
   *
   * @return 0 to 1,000,000; 0 unless set
   */
  default int weight() {
    return 0;
  }

  /**
   * Returns the name of the HealthCheck that must pass.
   *
   * @return the name, empty where link and gateway are enough
   */
  Optional<String> healthCheck();

  /**
   * Returns the device that the candidate goes out by: its own, or the one that the status of its
   * source names.
   *
   * @return the expression
   */
  @Value.NonAttribute
  default Expression<LinkName> effectiveDevice() {
    return device()
        .or(() -> source().map(Candidate::deviceOf))
        .orElseThrow(
            () ->
                new IllegalStateException("candidate " + name() + " has no device and no source"));
  }

  /**
   * Returns where the status of a source names its device.
   *
   * @param source an Interface, a DSLiteTunnel or a resource of an external kind
   * @return a reference to the field
   */
  static Expression<LinkName> deviceOf(ResourceRef source) {
    String field =
        switch (source.kind()) {
          case NetworkInterface.KIND -> "ifname";
          case DsLiteTunnel.KIND -> "interface";
          default -> "device";
        };
    return new Expression.Reference<>(new StatusReference(source, field));
  }

  /** Checks what can be checked without its policy (KIND-1, GW-1 to GW-3). */
  @Value.Check
  default void check() {
    CandidateChecks.check(this);
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
  final class Builder extends CandidateBuilder {
    Builder() {}
  }
}
