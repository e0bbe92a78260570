package net.routerd.model.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import org.immutables.value.Value;

/** The status of an EgressRoutePolicy. */
@Value.Immutable
public non-sealed interface PolicyStatus extends Status {

  /**
   * Returns Applied while a candidate is selected, else Pending.
   *
   * @return the phase
   */
  @Override
  String phase();

  /**
   * Returns why the phase is what it is.
   *
   * @return the reason
   */
  Reason reason();

  /**
   * Returns the reason for a person.
   *
   * @return a sentence
   */
  String message();

  /**
   * Returns the name of the selected candidate.
   *
   * @return the name
   */
  Optional<String> selectedCandidate();

  /**
   * Returns the source of the selected candidate.
   *
   * @return the resource
   */
  Optional<ResourceRef> selectedSource();

  /**
   * Returns the device of the selected candidate.
   *
   * @return the device
   */
  Optional<LinkName> selectedDevice();

  /**
   * Returns the gateway of the selected candidate.
   *
   * @return the gateway, empty where it needs none
   */
  Optional<IpAddress> selectedGateway();

  /**
   * Returns the weight of the selected candidate.
   *
   * @return the weight
   */
  Optional<Integer> selectedWeight();

  /**
   * Returns the destinations that the policy manages.
   *
   * @return the prefixes
   */
  List<Cidr> destinationCidrs();

  /**
   * Returns when the selected candidate last changed, by the wall clock.
   *
   * @return the instant
   */
  Optional<Instant> lastTransitionTime();

  /**
   * Returns the candidates in the order of the configuration.
   *
   * @return one for each candidate
   */
  List<CandidateStatus> candidates();

  /**
   * Returns what a person should know beside the phase.
   *
   * @return the conditions
   */
  List<Condition> conditions();

  /**
   * Starts a new one.
   *
   * @return a builder
   */
  static Builder builder() {
    return new Builder();
  }

  /** Builds one; throws {@link IllegalStateException} while something required is missing. */
  final class Builder extends PolicyStatusBuilder {
    Builder() {}
  }
}
