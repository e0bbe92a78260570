package net.routerd.select.ready;

import java.util.List;
import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.status.Reason;

/**
 * Whether a candidate could carry the traffic (RDY-1).
 *
 * @param obstacles what stands in the way, in the order of RDY-1: what a person set ({@link
 *     Reason#DISABLED}, {@link Reason#DRAINED}), then the first test of the world that it fails;
 *     empty if it could
 * @param device its device, as far as that is resolved
 * @param gateway its gateway, as far as that is resolved; empty where it needs none
 */
public record Readiness(
    List<Obstacle> obstacles, Optional<LinkName> device, Optional<IpAddress> gateway) {

  /** Copies the list. */
  public Readiness {
    obstacles = List.copyOf(obstacles);
  }

  /**
   * Tells whether it could carry the traffic.
   *
   * @return true if nothing stands in the way
   */
  public boolean ready() {
    return obstacles.isEmpty();
  }

  /**
   * Returns the first test that it fails.
   *
   * @return the reason; {@link Reason#SELECTED} if none
   */
  public Reason reason() {
    return ready() ? Reason.SELECTED : obstacles.getFirst().reason();
  }

  /**
   * Returns the same for a person, with what would mend it.
   *
   * @return a sentence
   */
  public String message() {
    return ready() ? "ready" : obstacles.getFirst().message();
  }

  /**
   * Tells whether nothing but a missing verdict stands in the way, so that a selected candidate is
   * held (SEL-1).
   *
   * @return true if the check's verdict is Unknown and all before it is well
   */
  public boolean onlyHealthUnknown() {
    return reason() == Reason.HEALTH_CHECK_UNKNOWN;
  }
}
