package net.routerd.model.status;

import java.util.List;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import org.immutables.value.Value;

/** The status of an IPv4Route or IPv6Route. */
@Value.Immutable
public non-sealed interface RouteStatus extends Status {

  /**
   * Returns Installed (read back from the kernel), Pending or Failed (STA-1).
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
   * Returns the reason for a person, with the kernel's own words where it refused.
   *
   * @return a sentence
   */
  String message();

  /**
   * Returns where the route leads.
   *
   * @return the prefixes, one kernel route for each; in JSON one text where there is one
   */
  List<Cidr> destination();

  /**
   * Returns the outgoing device.
   *
   * @return the device
   */
  Optional<LinkName> device();

  /**
   * Returns the next router.
   *
   * @return the gateway
   */
  Optional<IpAddress> gateway();

  /**
   * Returns the metric.
   *
   * @return the metric
   */
  long metric();

  /**
   * Returns the table.
   *
   * @return the table
   */
  RouteTable table();

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
  final class Builder extends RouteStatusBuilder {
    Builder() {}
  }
}
