package net.routerd.select.choose;

import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.select.health.Judgement;
import net.routerd.select.ready.Readiness;

/**
 * A candidate as the selector sees it.
 *
 * @param candidate the candidate as configured
 * @param readiness whether it could carry the traffic
 * @param health what is known of its check, empty if it has none
 */
public record Contender(Candidate candidate, Readiness readiness, Optional<Judgement> health) {

  String name() {
    return candidate.name();
  }

  int weight() {
    return candidate.weight();
  }
}
