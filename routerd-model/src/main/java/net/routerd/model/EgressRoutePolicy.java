package net.routerd.model;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import net.routerd.model.check.Nearest;
import net.routerd.model.check.ResourceChecks;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import org.immutables.value.Value;

/** Selects the route used for outbound traffic among several candidates (KIND-1). */
@Value.Immutable
public non-sealed interface EgressRoutePolicy extends Resource {

  /** The kind as configurations write it. */
  String KIND = "EgressRoutePolicy";

  /**
   * Returns the address family that the policy is about.
   *
   * @return the family, IPv4 unless set
   */
  default IpFamily family() {
    return IpFamily.IPV4;
  }

  /**
   * Returns the destinations that the policy manages.
   *
   * @return the prefixes as configured, empty for the default prefix of the family
   */
  List<Cidr> destinationCidrs();

  /**
   * Returns the destinations that the policy manages, the default filled in.
   *
   * @return {@link #destinationCidrs()}, or the default prefix of the family where none is set
   */
  @Value.NonAttribute
  default List<Cidr> managedDestinations() {
    return destinationCidrs().isEmpty() ? List.of(family().defaultPrefix()) : destinationCidrs();
  }

  /**
   * Returns how the choice is made.
   *
   * @return the mode
   */
  default SelectionMode selection() {
    return SelectionMode.HIGHEST_WEIGHT_READY;
  }

  /**
   * Returns how long a heavier candidate must be ready without a break before it displaces a ready
   * selected one (SEL-4).
   *
   * @return the span, zero or more; 30 seconds unless set
   */
  default Duration hysteresis() {
    return Duration.ofSeconds(30);
  }

  /**
   * Returns the candidates in the order of the configuration, which decides between equal weights
   * (SEL-2).
   *
   * @return one or more, with unique names
   */
  List<Candidate> candidates();

  /**
   * Returns a candidate.
   *
   * @param name its name
   * @return the candidate
   * @throws NoSuchElementException if there is none of this name; the message says which there are
   */
  default Candidate candidate(String name) {
    return candidates().stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Nearest.missing(
                    ref() + " has no candidate",
                    name,
                    candidates().stream().map(Candidate::name).toList()));
  }

  @Override
  @Value.Derived
  @Value.Auxiliary
  default ResourceRef ref() {
    return new ResourceRef(KIND, metadata().name());
  }

  /** Checks what can be checked without other resources (KIND-1). */
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
  final class Builder extends EgressRoutePolicyBuilder {
    Builder() {}
  }
}
