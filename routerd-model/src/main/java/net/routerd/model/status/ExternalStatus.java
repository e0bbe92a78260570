package net.routerd.model.status;

import java.util.Map;
import org.immutables.value.Value;

/** What the embedding program published about a resource of its own kind. */
@Value.Immutable
public non-sealed interface ExternalStatus extends Status {

  /**
   * Returns the state in one word; Applied, Bound, Connected, Healthy, Installed, Ready, Running
   * and Up mean ready (RDY-1).
   *
   * @return the phase
   */
  @Override
  String phase();

  /**
   * Returns the other fields as text, a list as {@code List<String>}.
   *
   * @return the fields, without {@code phase}
   */
  Map<String, Object> fields();

  /**
   * Starts a new one.
   *
   * @return a builder
   */
  static Builder builder() {
    return new Builder();
  }

  /** Builds one; throws {@link IllegalStateException} while something required is missing. */
  final class Builder extends ExternalStatusBuilder {
    Builder() {}
  }
}
