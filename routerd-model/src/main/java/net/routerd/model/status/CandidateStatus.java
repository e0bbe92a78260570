package net.routerd.model.status;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import org.immutables.value.Value;

/** What a policy thinks of one candidate. */
@Value.Immutable
public interface CandidateStatus {

  /**
   * Returns the candidate's name.
   *
   * @return the name
   */
  String name();

  /**
   * Tells whether it could carry the traffic.
   *
   * @return true if it is ready (RDY-1)
   */
  boolean ready();

  /**
   * Tells whether it does carry the traffic.
   *
   * @return true if it is selected
   */
  boolean selected();

  /**
   * Returns why it is selected, or why it is not.
   *
   * @return the reason
   */
  Reason reason();

  /**
   * Returns the reason for a person, with what would make it win.
   *
   * @return a sentence
   */
  String message();

  /**
   * Returns the weight.
   *
   * @return the weight
   */
  int weight();

  /**
   * Returns the device.
   *
   * @return the device, empty while it is unresolved
   */
  Optional<LinkName> device();

  /**
   * Returns the gateway.
   *
   * @return the gateway, empty while it is unresolved or where none is needed
   */
  Optional<IpAddress> gateway();

  /**
   * Starts a new one.
   *
   * @return a builder
   */
  static Builder builder() {
    return new Builder();
  }

  /** Builds one; throws {@link IllegalStateException} while something required is missing. */
  final class Builder extends CandidateStatusBuilder {
    Builder() {}
  }
}
