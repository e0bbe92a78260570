package net.routerd.model.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeEvidence;
import org.immutables.value.Value;

/** The status of a HealthCheck. */
// What mostly differs comes before objects: two statuses are compared in the order of these.
@Value.Immutable
public non-sealed interface HealthStatus extends Status {

  /**
   * Returns Unknown, Passing, Healthy, Failing or Unhealthy (HC-1).
   *
   * @return the phase
   */
  @Override
  String phase();

  /**
   * Returns the latched verdict.
   *
   * @return Unknown, Healthy or Unhealthy
   */
  String verdict();

  /**
   * Returns why the verdict is what it is.
   *
   * @return the reason
   */
  Reason reason();

  /**
   * Returns how the last probe ended.
   *
   * @return such as {@code Timeout}; volatile (STA-2)
   */
  Optional<String> lastResult();

  /**
   * Returns how many probes passed in a row.
   *
   * @return the count; volatile
   */
  default int consecutivePassed() {
    return 0;
  }

  /**
   * Returns how many probes failed in a row.
   *
   * @return the count; volatile
   */
  default int consecutiveFailed() {
    return 0;
  }

  /**
   * Returns when the last probe ended, by the wall clock.
   *
   * @return the instant; volatile
   */
  Optional<Instant> lastCheckedTime();

  /**
   * Returns when the verdict last changed, by the wall clock.
   *
   * @return the instant
   */
  Optional<Instant> lastTransitionTime();

  /**
   * Returns the round-trip time of the last probe that passed.
   *
   * @return the time; volatile
   */
  Optional<Duration> rtt();

  /**
   * Returns the gateway that the path is meant to go through (HC-7).
   *
   * @return the gateway
   */
  Optional<IpAddress> via();

  /**
   * Returns which way the last probe went (HC-8).
   *
   * @return the evidence; volatile
   */
  Optional<ProbeEvidence> evidence();

  /**
   * Returns what the probes say, for a person.
   *
   * @return a sentence; volatile
   */
  String message();

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
  final class Builder extends HealthStatusBuilder {
    Builder() {}
  }
}
