package net.routerd.model.status;

import java.util.List;
import java.util.Optional;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import org.immutables.value.Value;

/** The status of an Interface or a DSLiteTunnel. */
@Value.Immutable
public non-sealed interface LinkStatus extends Status {

  /**
   * Returns Up, Down or Missing.
   *
   * @return the phase
   */
  @Override
  String phase();

  /**
   * Returns the device's name; empty while it is missing (RT-8).
   *
   * @return the name; {@code ifname} in the JSON of an Interface, {@code interface} in that of a
   *     DSLiteTunnel
   */
  Optional<LinkName> device();

  /**
   * Returns the kernel's number of the device.
   *
   * @return the number
   */
  Optional<Integer> ifindex();

  /**
   * Returns the operational state.
   *
   * @return the state
   */
  Optional<OperState> operState();

  /**
   * Returns the largest packet.
   *
   * @return bytes
   */
  Optional<Integer> mtu();

  /**
   * Returns the addresses.
   *
   * @return the addresses in the kernel's order
   */
  List<LinkAddress> addresses();

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
  final class Builder extends LinkStatusBuilder {
    Builder() {}
  }
}
