package net.routerd.select.ready;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.status.Reason;

/**
 * Whether a candidate could carry the traffic (RDY-1).
 *
 * @param ready whether it could
 * @param reason the first test that it fails; {@link Reason#SELECTED} if none
 * @param message the same for a person, with what would mend it
 * @param device its device, as far as that is resolved
 * @param gateway its gateway, as far as that is resolved; empty where it needs none
 */
public record Readiness(
    boolean ready,
    Reason reason,
    String message,
    Optional<LinkName> device,
    Optional<IpAddress> gateway) {

  /**
   * Tells whether nothing but a missing verdict stands in the way, so that a selected candidate is
   * held (SEL-1).
   *
   * @return true if the check's verdict is Unknown and all before it is well
   */
  public boolean onlyHealthUnknown() {
    return reason == Reason.HEALTH_CHECK_UNKNOWN;
  }
}
