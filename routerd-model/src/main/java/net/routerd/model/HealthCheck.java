package net.routerd.model;

import java.time.Duration;
import java.util.Optional;
import net.routerd.model.check.HealthCheckChecks;
import net.routerd.model.net.IpAddress;
import org.immutables.value.Value;

/** Probes a target along one path (KIND-2). */
@Value.Immutable
public non-sealed interface HealthCheck extends Resource {

  /** The kind as configurations write it. */
  String KIND = "HealthCheck";

  /**
   * Tells whether the check probes at all.
   *
   * @return true unless set
   */
  default boolean enabled() {
    return true;
  }

  /**
   * Returns who probes; recorded.
   *
   * @return {@code routerd-healthcheck}, the only one
   */
  default String daemon() {
    return "routerd-healthcheck";
  }

  /**
   * Returns what is probed.
   *
   * @return an address literal
   */
  IpAddress target();

  /**
   * Returns how it is probed.
   *
   * @return the protocol, icmp unless set
   */
  default ProbeProtocol protocol() {
    return ProbeProtocol.ICMP;
  }

  /**
   * Returns the port.
   *
   * @return 1 to 65535; the protocol's own unless set; 0 for icmp
   */
  default int port() {
    return protocol().defaultPort();
  }

  /**
   * Returns what the probe's socket is bound to (HC-4): a resource's name or, if none has that
   * name, a device of the operating system.
   *
   * @return the name
   */
  Optional<String> sourceInterface();

  /**
   * Returns the address that the probe's socket is bound to as well (HC-5).
   *
   * @return an address or a reference to one
   */
  Optional<Expression<IpAddress>> sourceAddress();

  /**
   * Returns the gateway that the path is meant to go through; recorded, installs nothing (HC-7).
   *
   * @return an address or a reference to one
   */
  Optional<Expression<IpAddress>> via();

  /**
   * Returns the time from one probe's start to the next.
   *
   * @return 10 milliseconds or more, 5 seconds unless set
   */
  default Duration interval() {
    return Duration.ofSeconds(5);
  }

  /**
   * Returns how long a probe waits for its answer.
   *
   * @return more than zero and at most the interval; the smaller of 2 seconds and the interval
   *     unless set
   */
  default Duration timeout() {
    return interval().compareTo(Duration.ofSeconds(2)) < 0 ? interval() : Duration.ofSeconds(2);
  }

  /**
   * Returns how many passes in a row make it Healthy (HC-1).
   *
   * @return 1 or more; 1 unless set
   */
  default int healthyThreshold() {
    return 1;
  }

  /**
   * Returns how many failures in a row make it Unhealthy (HC-1).
   *
   * @return 1 or more; 3 unless set
   */
  default int unhealthyThreshold() {
    return 3;
  }

  /**
   * Returns the host name that http and https ask for.
   *
   * @return the name, the target's address unless set
   */
  Optional<String> host();

  /**
   * Returns the path that http and https ask for.
   *
   * @return the path, {@code /} unless set
   */
  Optional<String> path();

  /**
   * Returns which HTTP status codes pass.
   *
   * @return such as {@code 200-299} or {@code 204}
   */
  Optional<String> expectStatus();

  /**
   * Returns what the HTTP body must hold.
   *
   * @return the text
   */
  Optional<String> expectBody();

  @Override
  @Value.Derived
  @Value.Auxiliary
  default ResourceRef ref() {
    return new ResourceRef(KIND, metadata().name());
  }

  /** Checks what can be checked without other resources (KIND-2). */
  @Value.Check
  default void check() {
    HealthCheckChecks.check(this);
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
  final class Builder extends HealthCheckBuilder {
    Builder() {}
  }
}
